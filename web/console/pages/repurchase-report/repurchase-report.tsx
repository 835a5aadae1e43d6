import { Empty, useText } from "../../../ui/index.ts";
import { Page } from "../../parts/page.tsx";
import { repurchaseReportText } from "./text.ts";

/** Repurchase rate and value, cohort by cohort. */
export function RepurchaseReportPage() {
  const t = useText(repurchaseReportText);
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Empty title={t("emptyTitle")}>{t("emptyHint")}</Empty>
    </Page>
  );
}
