import { Empty, useText } from "../../../ui/index.ts";
import { PlainLayout } from "../../shell/plain-layout.tsx";
import { productText } from "./text.ts";

/** One product. */
export function ProductPage() {
  const t = useText(productText);
  return (
    <PlainLayout title={t("title")}>
      <Empty title={t("emptyTitle")}>{t("emptyHint")}</Empty>
    </PlainLayout>
  );
}
