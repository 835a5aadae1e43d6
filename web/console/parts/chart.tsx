import type { EChartsCoreOption, EChartsType } from "echarts/core";
import { useEffect, useRef, useState } from "react";
import { Empty, ErrorNote } from "../../ui/index.ts";
import type { Theme } from "../../ui/tokens.ts";
import styles from "./parts.module.css";

type Props = {
  /** What the chart tells, for people who cannot see it; ECharts adds the figures. */
  readonly label: string;
  /** An ECharts option. Keep it in `useMemo`: a new object is a new drawing. */
  readonly option: EChartsCoreOption;
  /** Height in CSS pixels. */
  readonly height?: number;
  readonly theme?: Theme;
  /** Set when there is nothing to draw: shown in its place. */
  readonly empty?: { readonly title: string; readonly hint?: string } | undefined;
  /** Called with what was clicked (`seriesName`, `name`, `dataIndex`): the way from a chart to its members. */
  readonly onPick?: (picked: { seriesName?: string; name: string; dataIndex: number }) => void;
};

/** A chart in our colours that follows its box and can be read aloud. ECharts is loaded with the first one. */
export function Chart({ label, option, height = 300, theme = "day", empty, onPick }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const { chart, failure } = useStartedChart(box, theme, empty === undefined);

  useEffect(() => {
    const aria = { enabled: true, label: { description: label } };
    const animation = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    chart?.setOption({ animation, ...option, aria }, { notMerge: true });
  }, [chart, option, label]);

  useEffect(() => {
    if (!chart || !onPick) return undefined;
    const pick = (event: unknown) => onPick(event as Parameters<NonNullable<Props["onPick"]>>[0]);
    chart.on("click", pick);
    return () => {
      chart.off("click", pick);
    };
  }, [chart, onPick]);

  if (failure !== undefined) return <ErrorNote error={failure} />;
  return (
    <div className={styles.chart} style={{ height }}>
      {empty === undefined ? (
        <figure ref={box} aria-label={label} style={{ height }} />
      ) : (
        <div className={styles.chartEmpty}>
          <Empty title={empty.title}>{empty.hint}</Empty>
        </div>
      )}
    </div>
  );
}

/** Loads the drawing code, starts a chart in the box, keeps it as large as the box, ends it with the component. */
function useStartedChart(box: React.RefObject<HTMLDivElement | null>, theme: Theme, wanted: boolean) {
  const [chart, setChart] = useState<EChartsType>();
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => {
    const element = box.current;
    if (!wanted || !element) return undefined;
    let ended = false;
    let started: EChartsType | undefined;
    const observer = new ResizeObserver(() => started?.resize());
    const start = async () => {
      const { startChart } = await import("./chart-engine.ts");
      if (ended) return;
      started = startChart(element, theme);
      observer.observe(element);
      setChart(started);
    };
    start().catch(setFailure);
    return () => {
      ended = true;
      observer.disconnect();
      started?.dispose();
      setChart(undefined);
    };
  }, [box, theme, wanted]);
  return { chart, failure };
}
