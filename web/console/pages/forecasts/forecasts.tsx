import { Link } from "@tanstack/react-router";
import { Button, Tabs } from "antd";
import { useState } from "react";
import type { ResultOf } from "../../../client/api.ts";
import type { AllRoutes } from "../../../../contract/routes.ts";
import { Empty, useText } from "../../../ui/index.ts";
import { useAct } from "../../act.ts";
import { useList } from "../../load.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { Page, Sheet } from "../../parts/page.tsx";
import { server } from "../../server.ts";
import { useMay } from "../../session.ts";
import { FitSheet } from "./fit-sheet.tsx";
import { ForecastTable, type ForecastSort } from "./forecast-table.tsx";
import { NeedsDue } from "./needs-due.tsx";
import { forecastsText } from "./text.ts";

export type Forecasts = ResultOf<AllRoutes["GET /api/v1/forecasts"]>;
const whileFittingMs = 2000;

/** The fitted model in plain words, how far to believe it, and what it says of each member. */
export function ForecastsPage() {
  const t = useText(forecastsText);
  const may = useMay();
  const [sort, setSort] = useState<ForecastSort>("expected");
  const [waitingFor, setWaitingFor] = useState<string>();
  const forecasts = useList(
    "GET /api/v1/forecasts",
    { query: { sort, limit: 50 } },
    { everyMs: waitingFor === undefined ? false : whileFittingMs },
  );
  const fitId = forecasts.first?.fit?.id ?? "none";
  const fitting = waitingFor === fitId;
  const fit = useAct(() => server.call("POST /api/v1/forecasts/fit"), {
    done: t("fitStarted"),
    onDone: () => setWaitingFor(fitId),
  });
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      actions={
        may("plan.write") && (
          <Button loading={fit.isPending || fitting} onClick={() => fit.mutate(undefined)}>
            {t(fitting ? "fitting" : "fit")}
          </Button>
        )
      }
    >
      <Tabs
        items={[
          {
            key: "people",
            label: t("people"),
            children: (
              <Loaded
                query={{ data: forecasts.first, error: forecasts.error, refetch: forecasts.refetch }}
                rows={6}
              >
                {(first) =>
                  first.fit === undefined ? (
                    <NoForecast />
                  ) : (
                    <ForecastTable
                      list={forecasts}
                      histogram={first.histogram}
                      sort={sort}
                      onSort={setSort}
                    />
                  )
                }
              </Loaded>
            ),
          },
          { key: "needs", label: t("needs"), children: <NeedsDue /> },
          {
            key: "model",
            label: t("model"),
            children: (
              <Loaded query={{ data: forecasts.first, error: forecasts.error, refetch: forecasts.refetch }}>
                {(first) => (first.fit === undefined ? <NoForecast /> : <FitSheet fit={first.fit} />)}
              </Loaded>
            ),
          },
        ]}
      />
    </Page>
  );
}

function NoForecast() {
  const t = useText(forecastsText);
  return (
    <Sheet>
      <Empty title={t("emptyTitle")} action={<Link to="/imports">{t("toImport")}</Link>}>
        {t("emptyHint")}
      </Empty>
    </Sheet>
  );
}
