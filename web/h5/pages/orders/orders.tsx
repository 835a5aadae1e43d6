import { Empty, useText } from "../../../ui/index.ts";
import { PageHead } from "../../parts/page-head.tsx";
import { ordersText } from "./text.ts";

/** What one has ordered here, newest first. */
export function OrdersPage() {
  const t = useText(ordersText);
  return (
    <>
      <PageHead title={t("title")} lead={t("lead")} />
      <Empty title={t("emptyTitle")}>{t("emptyHint")}</Empty>
    </>
  );
}
