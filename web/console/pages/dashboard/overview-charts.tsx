import { useMemo } from "react";
import { majorUnits } from "../../../ui/format.ts";
import { useFormat, useText } from "../../../ui/index.ts";
import { chartColours } from "../../../ui/tokens.ts";
import { Chart } from "../../parts/chart.tsx";
import type { OverviewAnswer } from "./dashboard.tsx";
import { dashboardText } from "./text.ts";

type Props = { readonly data: OverviewAnswer };

/** GMV of each day, new and repeat stacked; new members as a line. */
export function GmvByDay({ data: { byDay, currency } }: Props) {
  const t = useText(dashboardText);
  const format = useFormat();
  const option = useMemo(() => {
    const bar = (name: string, cents: (day: (typeof byDay)[number]) => number, color: string) => ({
      name,
      type: "bar",
      stack: "gmv",
      color,
      data: byDay.map((day) => majorUnits(cents(day), currency)),
    });
    return {
      grid: { left: 8, right: 16, top: 64, bottom: 8, containLabel: true },
      legend: {},
      tooltip: { trigger: "axis", axisPointer: { type: "shadow" } },
      xAxis: { type: "category", data: byDay.map(({ day }) => format.date(`${day}T12:00:00Z`, "day")) },
      yAxis: [
        {
          type: "value",
          name: t("axisGmv", { currency }),
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
        bar(t("repeatGmv"), (day) => day.repeatCents, chartColours[0]),
        bar(t("newGmv"), (day) => day.gmvCents - day.repeatCents, "#8fb8ae"),
        {
          name: t("joins"),
          type: "line",
          yAxisIndex: 1,
          color: chartColours[3],
          showSymbol: true,
          lineStyle: { width: 1.5, opacity: 0.7 },
          data: byDay.map((day) => day.newMembers),
        },
      ],
    };
  }, [byDay, currency, t, format]);
  return (
    <Chart
      label={t("byDayLabel")}
      option={option}
      height={320}
      empty={
        byDay.every(({ gmvCents, newMembers }) => gmvCents + newMembers === 0)
          ? { title: t("emptyTitle"), hint: t("emptyHint") }
          : undefined
      }
    />
  );
}

const groups = [
  "CHAMPIONS",
  "LOYAL",
  "ACTIVE",
  "NEW",
  "PROMISING",
  "NEEDS_ATTENTION",
  "AT_RISK",
  "PREVIOUSLY_LOYAL",
  "ALMOST_LOST",
  "DORMANT",
  "PROSPECTS",
] as const;
type Group = (typeof groups)[number];

/** The members by Shopify's groups, from the best to those who have not bought. */
export function RfmChart({ data: { rfm } }: Props) {
  const t = useText(dashboardText);
  const option = useMemo(() => {
    const shown = groups
      .map((group) => ({ group, members: rfm.find((one) => one.group === group)?.members ?? 0 }))
      .filter(({ members }) => members > 0);
    const colour = (group: Group) => {
      const at = groups.indexOf(group);
      return at < 5 ? chartColours[0] : at < 9 ? chartColours[3] : "#a9b3b0";
    };
    return {
      grid: { left: 8, right: 44, top: 8, bottom: 8, containLabel: true },
      tooltip: {},
      xAxis: { type: "value", show: false },
      yAxis: { type: "category", inverse: true, data: shown.map(({ group }) => t(group)) },
      series: [
        {
          name: t("rfmMembers"),
          type: "bar",
          barMaxWidth: 20,
          data: shown.map(({ group, members }) => ({ value: members, itemStyle: { color: colour(group) } })),
          label: { show: true, position: "right" },
        },
      ],
    };
  }, [rfm, t]);
  return (
    <Chart
      label={t("rfmLabel")}
      option={option}
      height={320}
      empty={rfm.every(({ members }) => members === 0) ? { title: t("emptyTitle") } : undefined}
    />
  );
}
