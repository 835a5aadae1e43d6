import { Empty, useText } from "../../../ui/index.ts";
import { Page } from "../../parts/page.tsx";
import { forecastsText } from "./text.ts";

/** Who comes back, and when they need it. */
export function ForecastsPage() {
  const t = useText(forecastsText);
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Empty title={t("emptyTitle")}>{t("emptyHint")}</Empty>
    </Page>
  );
}
