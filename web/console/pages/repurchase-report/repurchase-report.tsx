import { Link } from "@tanstack/react-router";
import type { ResultOf } from "../../../client/api.ts";
import type { AllRoutes } from "../../../../contract/routes.ts";
import { Empty, useFormat, useText } from "../../../ui/index.ts";
import { useLoad } from "../../load.ts";
import { Figure, Figures } from "../../parts/figure.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { Page, Sheet, Split } from "../../parts/page.tsx";
import { CohortMap } from "./cohort-map.tsx";
import { GapHistogram, RevenueByMonth } from "./repurchase-charts.tsx";
import styles from "./repurchase.module.css";
import { repurchaseReportText } from "./text.ts";

export type Repurchase = ResultOf<AllRoutes["GET /api/v1/reports/repurchase"]>;

/** The repurchase rate with its windows, cohorts, gaps between orders, new against repeat. */
export function RepurchaseReportPage() {
  const t = useText(repurchaseReportText);
  const report = useLoad("GET /api/v1/reports/repurchase");
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Loaded query={report}>
        {(data) =>
          data.buyers === 0 ? (
            <Sheet>
              <Empty title={t("emptyTitle")} action={<Link to="/imports">{t("toImport")}</Link>}>
                {t("emptyHint")}
              </Empty>
            </Sheet>
          ) : (
            <Body report={data} />
          )
        }
      </Loaded>
    </Page>
  );
}

function Body({ report }: { readonly report: Repurchase }) {
  const t = useText(repurchaseReportText);
  const format = useFormat();
  return (
    <>
      <p className={styles.soft}>
        {t("asOf", { at: format.date(report.asOf), count: format.number(report.buyers) })}
      </p>
      <Figures columns={report.rates.length}>
        {report.rates.map(({ days, buyers, repeated, rate }) => (
          <Figure
            key={days}
            name={t("rateOf", { count: days })}
            value={buyers === 0 ? "–" : format.share(rate)}
            note={
              buyers === 0
                ? t("notYet", { days })
                : t("rateNote", { repeated: format.number(repeated), buyers: format.number(buyers), days })
            }
          />
        ))}
      </Figures>
      <CohortMap report={report} />
      <Split>
        <Sheet title={t("byMonth")}>
          <RevenueByMonth report={report} />
        </Sheet>
        <Sheet title={t("gaps")}>
          <GapHistogram report={report} />
        </Sheet>
      </Split>
    </>
  );
}
