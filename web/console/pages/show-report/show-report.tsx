import { ArrowLeftOutlined } from "@ant-design/icons";
import { Link, useParams } from "@tanstack/react-router";
import type { ResultOf } from "../../../client/api.ts";
import type { AllRoutes } from "../../../../contract/routes.ts";
import { formatDuration } from "../../../ui/format.ts";
import { useFormat, useLocalText, useText } from "../../../ui/index.ts";
import { useLoad } from "../../load.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { Page, Sheet } from "../../parts/page.tsx";
import { After } from "./after.tsx";
import { Metrics } from "./metrics.tsx";
import { MinuteCurve } from "./minute-curve.tsx";
import { ProductFunnel } from "./product-funnel.tsx";
import { showReportText } from "./text.ts";

export type Report = ResultOf<AllRoutes["GET /api/v1/reports/shows/{id}"]>;

/** The report of one show: its figures, minutes, products, and what followed. */
export function ShowReportPage() {
  const t = useText(showReportText);
  const { showId } = useParams({ strict: false });
  const report = useLoad(
    "GET /api/v1/reports/shows/{id}",
    { params: { id: showId ?? "" } },
    { everyMs: 15_000 },
  );
  const local = useLocalText();
  const title = report.data === undefined ? t("title") : local(report.data.title);
  return (
    <Page
      title={title}
      actions={
        <Link to="/reports/shows">
          <ArrowLeftOutlined /> {t("back")}
        </Link>
      }
    >
      <Loaded query={report}>{(data) => <Body report={data} />}</Loaded>
    </Page>
  );
}

function Body({ report }: { readonly report: Report }) {
  const t = useText(showReportText);
  const format = useFormat();
  const from = `${format.date(report.startedAt, "day")} ${format.date(report.startedAt, "time")}`;
  const { endedAt } = report;
  const seconds = endedAt && (new Date(endedAt).getTime() - new Date(report.startedAt).getTime()) / 1000;
  return (
    <>
      <p>
        {seconds === undefined || seconds === "" ? (
          <>
            {t("running", { from })} ·{" "}
            <Link to="/studio/$showId" params={{ showId: report.showId }}>
              {t("studio")}
            </Link>
          </>
        ) : (
          t("when", { from, length: formatDuration(seconds) })
        )}
      </p>
      <Metrics report={report} />
      <Sheet title={t("curve")}>
        <MinuteCurve report={report} />
      </Sheet>
      <Sheet title={t("funnel")}>
        <ProductFunnel report={report} />
      </Sheet>
      <After report={report} />
    </>
  );
}
