import { useMemo } from "react";
import { useFormat, useText } from "../../../ui/index.ts";
import { chartColours } from "../../../ui/tokens.ts";
import { Chart } from "../../parts/chart.tsx";
import type { TrustOverview } from "./overview.tsx";
import { touchesText } from "./text.ts";

type Props = { readonly data: TrustOverview };

/** What went out on each day: value, sales, service. */
export function ByDayChart({ data: { byDay } }: Props) {
  const t = useText(touchesText);
  const format = useFormat();
  const option = useMemo(() => {
    const bar = (name: "value" | "sales" | "service", color: string | undefined) => ({
      name: t(name),
      type: "bar",
      stack: "touches",
      color,
      data: byDay.map((day) => day[name]),
    });
    return {
      legend: {},
      tooltip: { trigger: "axis", axisPointer: { type: "shadow" } },
      xAxis: { type: "category", data: byDay.map(({ day }) => format.date(`${day}T12:00:00Z`, "day")) },
      yAxis: { type: "value", minInterval: 1 },
      series: [bar("value", chartColours[0]), bar("sales", chartColours[1]), bar("service", "#a9b3b0")],
    };
  }, [byDay, t, format]);
  return (
    <Chart
      label={t("byDayLabel")}
      option={option}
      height={260}
      empty={byDay.length === 0 ? { title: t("nothingYet"), hint: t("nothingYetHint") } : undefined}
    />
  );
}

/** Which rules held touches back, most first, in words. */
export function ByRuleChart({ data: { byRule } }: Props) {
  const t = useText(touchesText);
  const option = useMemo(() => {
    const sorted = byRule.toSorted((a, b) => b.count - a.count);
    return {
      grid: { left: 8, right: 48, top: 8, bottom: 8, containLabel: true },
      tooltip: {},
      xAxis: { type: "value", minInterval: 1, show: false },
      yAxis: {
        type: "category",
        inverse: true,
        data: sorted.map(({ rule }) => t(`name_${rule}`)),
        axisLabel: { width: 190, overflow: "break" },
      },
      series: [
        {
          name: t("times"),
          type: "bar",
          color: "#c79a3b",
          data: sorted.map(({ count }) => count),
          label: { show: true, position: "right" },
        },
      ],
    };
  }, [byRule, t]);
  return <Chart label={t("byRuleLabel")} option={option} height={40 + byRule.length * 40} />;
}

/** How many members got none, one, two … in seven days. */
export function PerMemberChart({ data: { perMember } }: Props) {
  const t = useText(touchesText);
  const option = useMemo(
    () => ({
      grid: { left: 8, right: 8, top: 24, bottom: 8, containLabel: true },
      tooltip: {},
      xAxis: {
        type: "category",
        data: perMember.map(({ touches }) => t("touchesCount", { count: touches })),
      },
      yAxis: { type: "value", minInterval: 1, show: false },
      series: [
        {
          name: t("people"),
          type: "bar",
          color: chartColours[0],
          data: perMember.map(({ members }) => members),
          label: { show: true, position: "top" },
        },
      ],
    }),
    [perMember, t],
  );
  return (
    <Chart
      label={t("perMemberLabel")}
      option={option}
      height={220}
      empty={perMember.length === 0 ? { title: t("nothingYet") } : undefined}
    />
  );
}
