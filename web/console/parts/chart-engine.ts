import { BarChart, CustomChart, FunnelChart, HeatmapChart, LineChart, ScatterChart } from "echarts/charts";
import {
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
} from "echarts/components";
import { init, registerTheme, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { type Theme, chartColours, fontStack, themes } from "../../ui/tokens.ts";

/** The parts of ECharts the console draws with. SVG: sharp on every screen, and its text can be selected. */
use([
  BarChart,
  CustomChart,
  FunnelChart,
  HeatmapChart,
  LineChart,
  ScatterChart,
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
  SVGRenderer,
]);

for (const name of ["day", "studio"] as const) registerTheme(name, chartTheme(name));

/** Starts a chart in `element` in one of our themes. The caller disposes of it. */
export function startChart(element: HTMLElement, theme: Theme) {
  return init(element, theme, { renderer: "svg" });
}

function chartTheme(name: Theme) {
  const colours = themes[name];
  const axis = {
    axisLine: { lineStyle: { color: colours.line } },
    axisTick: { show: false },
    axisLabel: { color: colours["text-soft"], fontSize: 12 },
    nameTextStyle: { color: colours["text-soft"], fontSize: 12 },
    splitLine: { lineStyle: { color: colours.line, type: [2, 4] } },
  };
  return {
    color: name === "studio" ? [colours.action, colours.hot, ...chartColours.slice(2)] : [...chartColours],
    animationDuration: 350,
    animationDurationUpdate: 250,
    textStyle: { fontFamily: fontStack(), color: colours.text },
    grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
    legend: {
      top: 0,
      left: 0,
      icon: "roundRect",
      itemWidth: 10,
      itemHeight: 10,
      textStyle: { color: colours.text },
    },
    tooltip: {
      backgroundColor: colours.raised,
      borderColor: colours.line,
      textStyle: { color: colours.text, fontSize: 13 },
      extraCssText: "border-radius:10px;box-shadow:0 8px 28px rgb(20 32 30 / 14%)",
    },
    line: { symbol: "circle", showSymbol: false, lineStyle: { width: 2 }, symbolSize: 6 },
    bar: { itemStyle: { borderRadius: [3, 3, 0, 0] }, barMaxWidth: 34 },
    categoryAxis: { ...axis, splitLine: { show: false } },
    valueAxis: { ...axis, axisLine: { show: false } },
    timeAxis: { ...axis, splitLine: { show: false } },
    logAxis: axis,
  };
}
