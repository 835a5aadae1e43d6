import { useMemo } from "react";
import { majorUnits } from "../../../ui/format.ts";
import { useFormat, useText } from "../../../ui/index.ts";
import { chartColours } from "../../../ui/tokens.ts";
import { Chart } from "../../parts/chart.tsx";
import type { Repurchase } from "./repurchase-report.tsx";
import { repurchaseReportText } from "./text.ts";

type Props = { readonly report: Repurchase };

/** GMV by month, from first orders and from later ones, and from buyers whom nobody knows where there are any. */
export function RevenueByMonth({ report: { byMonth, currency } }: Props) {
  const t = useText(repurchaseReportText);
  const format = useFormat();
  const option = useMemo(() => {
    const bar = (name: string, cents: (month: (typeof byMonth)[number]) => number, color: string) => ({
      name,
      type: "bar",
      stack: "gmv",
      color,
      data: byMonth.map((month) => majorUnits(cents(month), currency)),
    });
    return {
      grid: { left: 8, right: 16, top: 64, bottom: 8, containLabel: true },
      legend: {},
      tooltip: { trigger: "axis", axisPointer: { type: "shadow" } },
      xAxis: { type: "category", data: byMonth.map(({ month }) => month) },
      yAxis: {
        type: "value",
        name: t("axisGmv", { currency }),
        nameTextStyle: { align: "left" },
        axisLabel: { formatter: (value: number) => format.compact(value) },
      },
      series: [
        bar(t("repeatGmv"), (month) => month.repeatCents, chartColours[0]),
        bar(t("newGmv"), (month) => month.newCents, "#8fb8ae"),
        ...(byMonth.some((month) => month.unknownCents > 0)
          ? [bar(t("unknownGmv"), (month) => month.unknownCents, "#c9c7c1")]
          : []),
      ],
    };
  }, [byMonth, currency, t, format]);
  return <Chart label={t("byMonthLabel")} option={option} height={280} />;
}

/** How many days lie between two orders of one customer. */
export function GapHistogram({ report: { gapDays } }: Props) {
  const t = useText(repurchaseReportText);
  const option = useMemo(
    () => ({
      grid: { left: 8, right: 8, top: 24, bottom: 28, containLabel: true },
      tooltip: {},
      xAxis: {
        type: "category",
        name: t("axisDays"),
        nameLocation: "middle",
        nameGap: 34,
        data: gapDays.map(({ from, to }, at) =>
          t(at === gapDays.length - 1 ? "gapMore" : "gapDays", { from, to }),
        ),
        axisLabel: { interval: 0, fontSize: 10, hideOverlap: true },
      },
      yAxis: { type: "value", show: false },
      series: [
        {
          name: t("pairs"),
          type: "bar",
          color: chartColours[0],
          barCategoryGap: "12%",
          barMaxWidth: 60,
          data: gapDays.map(({ pairs }) => pairs),
          label: { show: true, position: "top", fontSize: 11 },
        },
      ],
    }),
    [gapDays, t],
  );
  return <Chart label={t("gapsLabel")} option={option} height={280} />;
}
