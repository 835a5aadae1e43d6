import { Empty, useText } from "../../../ui/index.ts";
import { Page } from "../../parts/page.tsx";
import { ordersText } from "./text.ts";

/** Payment, shipping and refunds. */
export function OrdersPage() {
  const t = useText(ordersText);
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Empty title={t("emptyTitle")}>{t("emptyHint")}</Empty>
    </Page>
  );
}
