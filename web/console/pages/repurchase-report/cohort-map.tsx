import { Segmented } from "antd";
import { useMemo, useState } from "react";
import { majorUnits } from "../../../ui/format.ts";
import { useFormat, useText } from "../../../ui/index.ts";
import { Chart } from "../../parts/chart.tsx";
import { Sheet } from "../../parts/page.tsx";
import type { Repurchase } from "./repurchase-report.tsx";
import styles from "./repurchase.module.css";
import { repurchaseReportText } from "./text.ts";

type Look = "share" | "revenue" | "cumulative";
type Cohort = Repurchase["cohorts"][number];
type Cell = readonly [month: number, row: number, value: number];

/** Cohorts as a heat map: share of people, revenue, or cumulative revenue of one person. */
export function CohortMap({ report }: { readonly report: Repurchase }) {
  const t = useText(repurchaseReportText);
  const format = useFormat();
  const [look, setLook] = useState<Look>("share");
  const { cohorts, currency } = report;
  const option = useMemo(() => {
    const cells: Cell[] = cohorts.flatMap((cohort, row) =>
      cohort.active.map((_, month): Cell => [month, row, valueOf(cohort, month, look)]),
    );
    const months = Math.max(1, ...cohorts.map(({ active }) => active.length));
    const words = (value: number) =>
      look === "share" ? format.share(value, 0) : format.compact(majorUnits(Math.round(value), currency));
    // Month 0 is 100 % by definition: the colours tell of the months after it.
    const later = cells.filter(([month]) => look === "cumulative" || month > 0).map(([, , value]) => value);
    return {
      grid: { left: 8, right: 8, top: 28, bottom: 8, containLabel: true },
      tooltip: { formatter: ({ value }: { value: Cell }) => words(value[2]) },
      xAxis: {
        type: "category",
        position: "top",
        data: Array.from({ length: months }, (_, count) => t("month", { count })),
        splitArea: { show: false },
      },
      yAxis: {
        type: "category",
        inverse: true,
        data: cohorts.map(({ month, size }) => t("size", { month, count: format.number(size) })),
      },
      visualMap: {
        show: false,
        min: 0,
        max: Math.max(0.0001, ...later),
        inRange: { color: ["#f3f8f7", "#b7dbd5", "#1a7d72", "#0b4d47"] },
      },
      series: [
        {
          type: "heatmap",
          data: cells.map((cell) => ({
            value: cell,
            ...(cell[0] === 0 && look === "share"
              ? { itemStyle: { color: "#edf0ee" }, label: { color: "#586561" } }
              : { label: { color: cell[2] > 0.55 * Math.max(0.0001, ...later) ? "#fff" : "#14201e" } }),
          })),
          label: { show: true, fontSize: 12, formatter: ({ value }: { value: Cell }) => words(value[2]) },
          itemStyle: { borderColor: "#fff", borderWidth: 2, borderRadius: 4 },
        },
      ],
    };
  }, [cohorts, currency, look, t, format]);
  const switcher = (
    <Segmented<Look>
      size="small"
      value={look}
      onChange={setLook}
      options={(["share", "revenue", "cumulative"] as const).map((value) => ({ value, label: t(value) }))}
    />
  );
  return (
    <Sheet title={t("cohorts")} aside={switcher}>
      <p className={styles.soft}>{t("cohortsHint")}</p>
      <Chart label={t("cohortsLabel")} option={option} height={44 + cohorts.length * 40} />
    </Sheet>
  );
}

function valueOf({ size, active, revenueCents }: Cohort, month: number, look: Look): number {
  if (look === "share") return size === 0 ? 0 : (active[month] ?? 0) / size;
  if (look === "revenue") return revenueCents[month] ?? 0;
  const soFar = revenueCents.slice(0, month + 1).reduce((sum, cents) => sum + cents, 0);
  return size === 0 ? 0 : soFar / size;
}
