import { Empty, useText } from "../../../ui/index.ts";
import { Page } from "../../parts/page.tsx";
import { showReportText } from "./text.ts";

/** This show, and the 7 and 30 days after it. */
export function ShowReportPage() {
  const t = useText(showReportText);
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Empty title={t("emptyTitle")}>{t("emptyHint")}</Empty>
    </Page>
  );
}
