import { useMemo } from "react";
import { useText } from "../../../ui/index.ts";
import { chartColours } from "../../../ui/tokens.ts";
import { Chart } from "../../parts/chart.tsx";
import { type Choice, choices } from "./plan-items.tsx";
import type { Plan } from "./plan.tsx";
import { planText } from "./text.ts";

const colours: Readonly<Record<Choice, string>> = {
  content: chartColours[0],
  repeat_reminder: chartColours[2],
  recommendation: chartColours[4],
  offer: chartColours[1],
  show_reminder: chartColours[3],
  nothing: "#a9b3b0",
};

type ChoicesProps = { readonly plan: Plan; readonly onPick: (choice: Choice) => void };

/** How many members got which choice. A press on a bar lists them. */
export function ChoicesChart({ plan, onPick }: ChoicesProps) {
  const t = useText(planText);
  const shown = useMemo(() => choices.filter((choice) => (plan.counts[choice] ?? 0) > 0), [plan.counts]);
  const option = useMemo(
    () => ({
      grid: { left: 8, right: 56, top: 8, bottom: 8, containLabel: true },
      tooltip: {},
      xAxis: { type: "value", show: false },
      yAxis: { type: "category", inverse: true, data: shown.map((choice) => t(`choice_${choice}`)) },
      series: [
        {
          name: t("members"),
          type: "bar",
          data: shown.map((choice) => ({
            value: plan.counts[choice],
            itemStyle: { color: colours[choice] },
          })),
          label: { show: true, position: "right" },
        },
      ],
    }),
    [plan.counts, shown, t],
  );
  return (
    <Chart
      label={t("choicesLabel")}
      option={option}
      height={40 + shown.length * 40}
      onPick={({ dataIndex }) => {
        const choice = shown[dataIndex];
        if (choice !== undefined) onPick(choice);
      }}
    />
  );
}

const reasons = [
  "control_group",
  "no_consent",
  "already_planned",
  "budget_spent",
  "said_recently",
  "sales_share",
  "no_free_moment",
  "nothing_worth_it",
] as const;
type Reason = (typeof reasons)[number];

/** How many members are left alone for which reason. */
export function LeftAloneChart({ plan }: { readonly plan: Plan }) {
  const t = useText(planText);
  const rows = useMemo(
    () => Object.entries(plan.leftAlone).toSorted(([, a], [, b]) => b - a),
    [plan.leftAlone],
  );
  const option = useMemo(() => {
    const name = (reason: string) =>
      reasons.includes(reason as Reason) ? t(`left_${reason as Reason}`) : reason;
    return {
      grid: { left: 8, right: 56, top: 8, bottom: 8, containLabel: true },
      tooltip: {},
      xAxis: { type: "value", show: false },
      yAxis: {
        type: "category",
        inverse: true,
        data: rows.map(([reason]) => name(reason)),
        axisLabel: { width: 200, overflow: "break" },
      },
      series: [
        {
          name: t("members"),
          type: "bar",
          color: "#8fb8ae",
          data: rows.map(([, members]) => members),
          label: { show: true, position: "right" },
        },
      ],
    };
  }, [rows, t]);
  return <Chart label={t("leftAloneLabel")} option={option} height={30 + rows.length * 38} />;
}
