import { useQueries } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { majorUnits } from "../../../ui/format.ts";
import { Empty, Skeleton, useFormat, useLocalText, useText } from "../../../ui/index.ts";
import { chartColours } from "../../../ui/tokens.ts";
import { useList } from "../../load.ts";
import { Chart } from "../../parts/chart.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { More } from "../../parts/more.tsx";
import { Page, Sheet } from "../../parts/page.tsx";
import { Rows } from "../../parts/rows.tsx";
import { server } from "../../server.ts";
import { showReportsText } from "./text.ts";

/** The reports of all ended shows, with their main figures beside each other. */
export function ShowReportsPage() {
  const t = useText(showReportsText);
  const shows = useList("GET /api/v1/shows", { query: { status: "ended", limit: 8 } });
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Loaded query={{ data: shows.items, error: shows.error, refetch: shows.refetch }}>
        {(items) =>
          items.length === 0 ? (
            <Sheet>
              <Empty title={t("emptyTitle")} action={<Link to="/shows">{t("toShows")}</Link>}>
                {t("emptyHint")}
              </Empty>
            </Sheet>
          ) : (
            <Reports shows={items} more={<More list={shows} />} />
          )
        }
      </Loaded>
    </Page>
  );
}

type Shows = NonNullable<ReturnType<typeof useList<"GET /api/v1/shows">>["items"]>;

function Reports({ shows, more }: { readonly shows: Shows; readonly more: ReactNode }) {
  const t = useText(showReportsText);
  const format = useFormat();
  const local = useLocalText();
  const navigate = useNavigate();
  const reports = useQueries({
    queries: shows.map((show) => ({
      queryKey: ["GET /api/v1/reports/shows/{id}", { params: { id: show.id } }],
      queryFn: async () => server.call("GET /api/v1/reports/shows/{id}", { params: { id: show.id } }),
      staleTime: 600_000,
    })),
    combine: (all) => all.map((one) => one.data),
  });
  const rows = shows.map((show, at) => ({ show, figures: reports[at]?.inShow }));
  return (
    <>
      <Trend shows={shows} reports={reports} />
      <Sheet flush>
        <Rows
          rows={rows}
          rowKey={({ show }) => show.id}
          onPick={({ show }) => void navigate({ to: "/reports/shows/$showId", params: { showId: show.id } })}
          columns={[
            {
              title: t("show"),
              render: (_, { show }) => (
                <Link to="/reports/shows/$showId" params={{ showId: show.id }}>
                  <b>{local(show.title)}</b>
                </Link>
              ),
            },
            {
              title: t("when"),
              render: (_, { show }) => format.date(show.startedAt ?? show.startsAt, "moment"),
            },
            {
              title: t("viewers"),
              align: "right",
              render: (_, { figures }) => figures && format.number(figures.viewers),
            },
            {
              title: t("gmv"),
              align: "right",
              render: (_, { figures }) => figures && format.money(figures.gmvCents),
            },
            { title: t("orders"), align: "right", render: (_, { figures }) => figures?.orders },
            {
              title: t("gpm"),
              align: "right",
              render: (_, { figures }) => figures && format.money(Math.round(figures.gpmCents)),
            },
            {
              title: t("joinRate"),
              align: "right",
              render: (_, { figures }) => figures && format.share(figures.joinRate),
            },
            {
              title: t("returning"),
              align: "right",
              render: (_, { figures }) => figures && format.share(figures.returningShare),
            },
            {
              title: t("refund"),
              align: "right",
              render: (_, { figures }) => figures && format.share(figures.refundRate),
            },
          ]}
        />
        {more}
      </Sheet>
    </>
  );
}

type TrendProps = {
  readonly shows: Shows;
  readonly reports: readonly ({ inShow: { gmvCents: number; viewers: number } } | undefined)[];
};

function Trend({ shows, reports }: TrendProps) {
  const t = useText(showReportsText);
  const format = useFormat();
  const option = useMemo(() => {
    const points = shows
      .map((show, at) => ({ show, figures: reports[at]?.inShow }))
      .filter(({ figures }) => figures !== undefined)
      .toReversed();
    return {
      grid: { left: 8, right: 16, top: 64, bottom: 8, containLabel: true },
      legend: {},
      tooltip: { trigger: "axis" },
      xAxis: {
        type: "category",
        data: points.map(({ show }) => format.date(show.startedAt ?? show.startsAt, "day")),
      },
      yAxis: [
        {
          type: "value",
          name: t("axisGmv", { currency: format.currency }),
          nameTextStyle: { align: "left" },
          axisLabel: { formatter: (value: number) => format.compact(value) },
        },
        {
          type: "value",
          name: t("axisPeople"),
          nameTextStyle: { align: "right" },
          minInterval: 1,
          splitLine: { show: false },
        },
      ],
      series: [
        {
          name: t("gmv"),
          type: "bar",
          color: chartColours[0],
          data: points.map(({ figures }) => majorUnits(figures!.gmvCents, format.currency)),
        },
        {
          name: t("viewers"),
          type: "line",
          yAxisIndex: 1,
          color: chartColours[1],
          showSymbol: true,
          data: points.map(({ figures }) => figures!.viewers),
        },
      ],
    };
  }, [shows, reports, t, format]);
  return (
    <Sheet title={t("trend")}>
      {reports.every((report) => report !== undefined) ? (
        <Chart label={t("trendLabel")} option={option} height={280} />
      ) : (
        <Skeleton shape="row" count={3} />
      )}
    </Sheet>
  );
}
