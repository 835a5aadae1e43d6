import { Link, useNavigate } from "@tanstack/react-router";
import { Progress, Segmented } from "antd";
import { useMemo } from "react";
import { useFormat, useText } from "../../../ui/index.ts";
import { chartColours } from "../../../ui/tokens.ts";
import type { useList } from "../../load.ts";
import { Chart } from "../../parts/chart.tsx";
import { More } from "../../parts/more.tsx";
import { Sheet } from "../../parts/page.tsx";
import { Rows } from "../../parts/rows.tsx";
import styles from "./forecasts.module.css";
import type { Forecasts } from "./forecasts.tsx";
import { forecastsText } from "./text.ts";

export type ForecastSort = "expected" | "alive" | "at_risk";
type Props = {
  readonly list: ReturnType<typeof useList<"GET /api/v1/forecasts">>;
  readonly histogram: Forecasts["histogram"];
  readonly sort: ForecastSort;
  readonly onSort: (sort: ForecastSort) => void;
};

/** How the shop's members stand, and each by name. */
export function ForecastTable({ list, histogram, sort, onSort }: Props) {
  const t = useText(forecastsText);
  const format = useFormat();
  const navigate = useNavigate();
  const one = (value: number) => format.number(Math.round(value * 10) / 10);
  return (
    <>
      <Sheet title={t("histogram")}>
        <AliveHistogram histogram={histogram} />
      </Sheet>
      <div className={styles.filters}>
        <Segmented<ForecastSort>
          value={sort}
          onChange={onSort}
          options={(["expected", "alive", "at_risk"] as const).map((value) => ({
            value,
            label: t(`sort_${value}`),
          }))}
        />
      </div>
      <Sheet flush>
        <Rows
          rows={list.items ?? []}
          rowKey="memberId"
          onPick={({ memberId }) => void navigate({ to: "/members/$memberId", params: { memberId } })}
          columns={[
            {
              title: t("member"),
              render: (_, { memberId, name }) => (
                <Link to="/members/$memberId" params={{ memberId }}>
                  <b>{name}</b>
                </Link>
              ),
            },
            {
              title: t("alive"),
              width: 190,
              render: (_, { aliveChance, name }) => (
                <span className={styles.alive}>
                  <Progress
                    percent={aliveChance * 100}
                    showInfo={false}
                    size="small"
                    status="normal"
                    aria-label={name}
                  />
                  {format.share(aliveChance, 0)}
                </span>
              ),
            },
            { title: t("history"), align: "right", dataIndex: "repeats" },
            { title: t("orders30"), align: "right", render: (_, row) => one(row.expectedOrders30) },
            { title: t("orders90"), align: "right", render: (_, row) => <b>{one(row.expectedOrders90)}</b> },
            { title: t("orders365"), align: "right", render: (_, row) => one(row.expectedOrders365) },
            {
              title: t("spend90"),
              align: "right",
              render: (_, row) => format.money(row.expectedSpend90Cents),
            },
          ]}
        />
        <More list={list} />
      </Sheet>
    </>
  );
}

function AliveHistogram({ histogram }: { readonly histogram: Forecasts["histogram"] }) {
  const t = useText(forecastsText);
  const format = useFormat();
  const option = useMemo(
    () => ({
      grid: { left: 8, right: 8, top: 24, bottom: 8, containLabel: true },
      tooltip: {},
      xAxis: {
        type: "category",
        data: histogram.map(
          ({ from, to }) => `${format.number(Math.round(from * 100))}–${format.share(to, 0)}`,
        ),
      },
      yAxis: { type: "value", minInterval: 1, show: false },
      series: [
        {
          name: t("members"),
          type: "bar",
          color: chartColours[0],
          barCategoryGap: "12%",
          barMaxWidth: 90,
          data: histogram.map(({ members }) => members),
          label: { show: true, position: "top" },
        },
      ],
    }),
    [histogram, t, format],
  );
  return <Chart label={t("histogramLabel")} option={option} height={200} />;
}
