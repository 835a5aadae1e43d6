import { useMemo } from "react";
import { majorUnits } from "../../../ui/format.ts";
import { useFormat, useLocalText, useText } from "../../../ui/index.ts";
import { chartColours } from "../../../ui/tokens.ts";
import { Chart } from "../../parts/chart.tsx";
import type { Report } from "./show-report.tsx";
import { showReportText } from "./text.ts";

const bandColours = ["#3a7fb5", "#c79a3b", "#7a5c86", "#8fb8ae", "#8b4a36", "#5d6f8e"];

/** People, words and money by the minute; behind them, in bands, which product was in the light. */
export function MinuteCurve({ report }: { readonly report: Report }) {
  const t = useText(showReportText);
  const format = useFormat();
  const local = useLocalText();
  const option = useMemo(() => {
    const at = (instant: string) => new Date(instant).getTime();
    const lastAt = report.minutes.at(-1)?.at ?? report.startedAt;
    const bands = report.spotlights.map((spotlight, index) => [
      {
        name: local(spotlight.title),
        xAxis: at(spotlight.from),
        itemStyle: { color: bandColours[index % bandColours.length], opacity: 0.13 },
        label: { position: "insideTop", fontSize: 11, color: "#586561", width: 90, overflow: "truncate" },
      },
      { xAxis: at(spotlight.until ?? report.endedAt ?? lastAt) },
    ]);
    const line = (name: string, pick: (minute: Report["minutes"][number]) => number, index: number) => ({
      name,
      type: "line",
      smooth: 0.2,
      data: report.minutes.map((minute) => [at(minute.at), pick(minute)]),
      yAxisIndex: index === 0 ? 0 : 1,
      color: chartColours[index === 0 ? 0 : 2],
      ...(index === 0 && { areaStyle: { opacity: 0.1 }, markArea: { silent: true, data: bands } }),
    });
    return {
      grid: { left: 8, right: 8, top: 56, bottom: 8, containLabel: true },
      legend: {},
      tooltip: { trigger: "axis", axisPointer: { type: "line" } },
      xAxis: {
        type: "time",
        axisLabel: { hideOverlap: true, formatter: (value: number) => format.date(new Date(value), "time") },
      },
      yAxis: [
        { type: "value", minInterval: 1, name: t("concurrent") },
        { type: "value", name: t("minuteGmv"), splitLine: { show: false } },
      ],
      series: [
        line(t("concurrent"), (minute) => minute.concurrent, 0),
        {
          name: t("minuteGmv"),
          type: "bar",
          yAxisIndex: 1,
          barMaxWidth: 10,
          color: chartColours[1],
          data: report.minutes.map((minute) => [at(minute.at), majorUnits(minute.gmvCents, report.currency)]),
          tooltip: { valueFormatter: (value: number) => format.money(value * 100, report.currency) },
        },
        { ...line(t("messages"), (minute) => minute.messages, 1), yAxisIndex: 0 },
      ],
    };
  }, [report, t, format, local]);
  return (
    <Chart
      label={t("curveLabel")}
      option={option}
      height={340}
      empty={report.minutes.length === 0 ? { title: t("curveEmpty") } : undefined}
    />
  );
}
