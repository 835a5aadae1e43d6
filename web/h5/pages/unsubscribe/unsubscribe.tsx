import { Empty, useText } from "../../../ui/index.ts";
import { PlainLayout } from "../../shell/plain-layout.tsx";
import { unsubscribeText } from "./text.ts";

/** Where the link at the foot of every mail leads. */
export function UnsubscribePage() {
  const t = useText(unsubscribeText);
  return (
    <PlainLayout title={t("title")}>
      <Empty title={t("emptyTitle")}>{t("emptyHint")}</Empty>
    </PlainLayout>
  );
}
