import { useMemo } from "react";
import { useText } from "../../../ui/index.ts";
import { Chart } from "../../parts/chart.tsx";
import type { Lift } from "./experiments.tsx";
import { useLiftNumber } from "./lift-number.ts";
import { experimentsText } from "./text.ts";

type Api = {
  value(dimension: number): number;
  coord(point: readonly [number, number]): [number, number];
};

/** The difference as a bar from zero, with whiskers to both ends of its interval. */
export function LiftChart({ lift }: { readonly lift: Lift }) {
  const t = useText(experimentsText);
  const number = useLiftNumber(lift.metric);
  const option = useMemo(() => {
    const { difference, low, high, verdict } = lift;
    const colour = verdict === "gain" ? "#1f6b3a" : verdict === "loss" ? "#cb3a20" : "#7b8784";
    const reach = Math.max(Math.abs(low), Math.abs(high), Math.abs(difference), 1e-9) * 1.15;
    return {
      grid: { left: 8, right: 8, top: 8, bottom: 4, containLabel: true },
      tooltip: { formatter: () => `${number(difference)} (${number(low)} … ${number(high)})` },
      xAxis: {
        type: "value",
        min: -reach,
        max: reach,
        axisLabel: {
          formatter: (value: number) => number(value),
          hideOverlap: true,
          showMinLabel: false,
          showMaxLabel: false,
        },
      },
      yAxis: { type: "category", data: [""], axisLine: { show: true, onZero: true } },
      series: [
        {
          type: "bar",
          barWidth: 26,
          data: [{ value: difference, itemStyle: { color: colour, opacity: 0.55, borderRadius: 0 } }],
        },
        {
          type: "custom",
          data: [[low, high]],
          encode: { x: [0, 1] },
          renderItem: (_: unknown, api: Api) => whisker(api, colour),
        },
      ],
    };
  }, [lift, number]);
  return <Chart label={`${t("chartLabel")}: ${t(`metric_${lift.metric}`)}`} option={option} height={110} />;
}

function whisker(api: Api, stroke: string) {
  const [fromX, y] = api.coord([api.value(0), 0]);
  const [toX] = api.coord([api.value(1), 0]);
  const style = { stroke, lineWidth: 2.5 };
  const line = (x1: number, y1: number, x2: number, y2: number) => ({
    type: "line",
    shape: { x1, y1, x2, y2 },
    style,
  });
  return {
    type: "group",
    children: [line(fromX, y, toX, y), line(fromX, y - 9, fromX, y + 9), line(toX, y - 9, toX, y + 9)],
  };
}
