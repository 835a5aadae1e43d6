import { useFormat, useText } from "../../../ui/index.ts";
import { Sheet } from "../../parts/page.tsx";
import { Pill } from "../../parts/pill.tsx";
import styles from "./experiments.module.css";
import type { Lift } from "./experiments.tsx";
import { LiftChart } from "./lift-chart.tsx";
import { useLiftNumber } from "./lift-number.ts";
import { experimentsText } from "./text.ts";

const harms: ReadonlySet<Lift["metric"]> = new Set(["unsubscribes", "refunds"]);
/** One figure: both groups as bars with the interval, and what can be said of it in plain words. */
export function LiftCard({ lift }: { readonly lift: Lift }) {
  const t = useText(experimentsText);
  const format = useFormat();
  const number = useLiftNumber(lift.metric);
  const isHarm = harms.has(lift.metric);
  const metric = t(`metric_${lift.metric}`);
  const tone = ({ gain: "good", loss: "hot", not_yet_known: "plain" } as const)[lift.verdict];
  const values = {
    metric,
    difference: number(Math.abs(lift.difference)),
    low: number(lift.low),
    high: number(lift.high),
  };
  const words =
    lift.verdict === "not_yet_known"
      ? t("plain_not_yet_known", values)
      : t(`${isHarm ? "harm" : "plain"}_${lift.verdict}`, values);
  return (
    <Sheet
      title={
        <>
          {metric} <Pill tone={isHarm ? "hot" : "action"}>{t(isHarm ? "harm" : "growth")}</Pill>
        </>
      }
      aside={<Pill tone={tone}>{t(`verdict_${lift.verdict}`)}</Pill>}
    >
      <p className={styles.words}>{words}</p>
      <LiftChart lift={lift} />
      <dl className={styles.groups}>
        <dt>{t("treated")}</dt>
        <dd>
          <b>{number(lift.treated.mean)}</b> {t("people", { count: format.number(lift.treated.members) })}
        </dd>
        <dt>{t("control")}</dt>
        <dd>
          <b>{number(lift.control.mean)}</b> {t("people", { count: format.number(lift.control.members) })}
        </dd>
        <dt>{t("difference")}</dt>
        <dd>
          <b>{number(lift.difference)}</b> {t("interval", values)}
        </dd>
      </dl>
      <p className={styles.soft}>
        {t("window", { from: lift.from, until: lift.until })}
        {lift.varianceReduction > 0.005 &&
          ` · ${t("variance", { share: format.share(lift.varianceReduction, 0) })}`}
      </p>
    </Sheet>
  );
}
