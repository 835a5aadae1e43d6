import { Empty, useText } from "../../../ui/index.ts";
import { Page } from "../../parts/page.tsx";
import { showReportsText } from "./text.ts";

/** What a show brought, then and after. */
export function ShowReportsPage() {
  const t = useText(showReportsText);
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Empty title={t("emptyTitle")}>{t("emptyHint")}</Empty>
    </Page>
  );
}
