import { Empty, useText } from "../../../ui/index.ts";
import { PlainLayout } from "../../shell/plain-layout.tsx";
import { cartText } from "./text.ts";

/** What one is about to buy. */
export function CartPage() {
  const t = useText(cartText);
  return (
    <PlainLayout title={t("title")}>
      <Empty title={t("emptyTitle")}>{t("emptyHint")}</Empty>
    </PlainLayout>
  );
}
