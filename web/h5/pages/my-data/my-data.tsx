import { Empty, useText } from "../../../ui/index.ts";
import { PlainLayout } from "../../shell/plain-layout.tsx";
import { myDataText } from "./text.ts";

/** What is known of one, why, how often one is written to; export and deletion. */
export function MyDataPage() {
  const t = useText(myDataText);
  return (
    <PlainLayout title={t("title")}>
      <Empty title={t("emptyTitle")}>{t("emptyHint")}</Empty>
    </PlainLayout>
  );
}
