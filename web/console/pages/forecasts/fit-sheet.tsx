import { Alert } from "antd";
import { useMemo } from "react";
import { useFormat, useText } from "../../../ui/index.ts";
import { chartColours } from "../../../ui/tokens.ts";
import { Chart } from "../../parts/chart.tsx";
import { Sheet, Split } from "../../parts/page.tsx";
import styles from "./forecasts.module.css";
import type { Forecasts } from "./forecasts.tsx";
import { forecastsText } from "./text.ts";

type Fit = NonNullable<Forecasts["fit"]>;
const manyRepeats = 7;

/** The model's figures, what they mean, and observed against expected so that one can judge it. */
export function FitSheet({ fit }: { readonly fit: Fit }) {
  const t = useText(forecastsText);
  const format = useFormat();
  const at = format.date(fit.fittedAt, "moment");
  const seconds = format.number(Math.round(fit.seconds * 10) / 10);
  const candidates = fit.candidates
    .map(({ model, logLikelihood }) => `${model} ${format.number(Math.round(logLikelihood * 10) / 10)}`)
    .join(" · ");
  return (
    <>
      {!fit.converged && (
        <Alert
          type="warning"
          showIcon
          title={t("notConverged")}
          description={fit.note}
          className={styles.note ?? ""}
        />
      )}
      <Split>
        <Sheet title={t("calibration")}>
          <p className={styles.soft}>{t("calibrationHint")}</p>
          <Calibration fit={fit} />
        </Sheet>
        <Sheet title={t("inWords")}>
          <InWords fit={fit} />
          <p className={styles.soft}>
            {t(`model_${fit.model}`)}
            <br />
            {fit.candidates.length > 1 && (
              <>
                {t("candidates", { list: candidates })}
                <br />
              </>
            )}
            {t("fittedAt", { at, count: format.number(fit.customers), seconds })}
          </p>
        </Sheet>
      </Split>
    </>
  );
}

/**
 * Mean rate r/α purchases a week; a/(a+b) is the mean chance to leave after a purchase. A gamma distribution with a
 * small shape r is wide: few buy often, many seldom.
 */
function InWords({ fit: { params, spend } }: { readonly fit: Fit }) {
  const t = useText(forecastsText);
  const format = useFormat();
  const short = (value: number) => format.number(Number(value.toPrecision(3)));
  const spread = params.r < 0.7 ? "spreadWide" : params.r < 2 ? "spreadSome" : "spreadLittle";
  return (
    <ul className={styles.words}>
      <li>
        <b>{t("rate", { weeks: short(params.alpha / params.r) })}</b>{" "}
        {t("rateSpread", { spread: t(spread), r: short(params.r), alpha: short(params.alpha) })}
      </li>
      <li>
        {t("drop", {
          share: format.share(params.a / (params.a + params.b)),
          a: short(params.a),
          b: short(params.b),
        })}
      </li>
      {spend !== undefined && (
        <li>{t("spend", { p: short(spend.p), q: short(spend.q), v: short(spend.v) })}</li>
      )}
    </ul>
  );
}

function Calibration({ fit: { calibration } }: { readonly fit: Fit }) {
  const t = useText(forecastsText);
  const option = useMemo(() => {
    const name = (repeats: number) =>
      `${t("repeats", { count: repeats })}${repeats >= manyRepeats ? "+" : ""}`;
    return {
      legend: {},
      tooltip: { trigger: "axis" },
      xAxis: { type: "category", data: calibration.map(({ repeats }) => name(repeats)) },
      yAxis: { type: "value", minInterval: 1 },
      series: [
        { name: t("observed"), type: "bar", color: "#b7dbd5", data: calibration.map((one) => one.observed) },
        {
          name: t("expected"),
          type: "line",
          showSymbol: true,
          symbolSize: 9,
          color: chartColours[1],
          data: calibration.map((one) => Math.round(one.expected * 10) / 10),
        },
      ],
    };
  }, [calibration, t]);
  return <Chart label={t("calibrationLabel")} option={option} height={300} />;
}
