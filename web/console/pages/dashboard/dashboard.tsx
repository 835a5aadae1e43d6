import { Empty, useText } from "../../../ui/index.ts";
import { Page } from "../../parts/page.tsx";
import { dashboardText } from "./text.ts";

/** Today's shows, members and repeat business at a glance. */
export function DashboardPage() {
  const t = useText(dashboardText);
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Empty title={t("emptyTitle")}>{t("emptyHint")}</Empty>
    </Page>
  );
}
