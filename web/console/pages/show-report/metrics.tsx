import { formatDuration } from "../../../ui/format.ts";
import { useFormat, useText } from "../../../ui/index.ts";
import { Figure, Figures } from "../../parts/figure.tsx";
import type { Report } from "./show-report.tsx";
import { showReportText } from "./text.ts";
import styles from "./show-report.module.css";

/** The figures as the field names them, each with its definition; growth stands beside harm. */
export function Metrics({ report }: { readonly report: Report }) {
  const t = useText(showReportText);
  const format = useFormat();
  const { inShow, currency } = report;
  const money = (cents: number) => format.money(Math.round(cents), currency);
  return (
    <div className={styles.metrics}>
      <h2>{t("traffic")}</h2>
      <Figures columns={4}>
        <Figure name={t("viewers")} value={format.number(inShow.viewers)} note={t("viewersNote")} />
        <Figure
          name={t("peak")}
          value={format.number(inShow.peakConcurrent)}
          note={t("peakNote", { average: format.number(Math.round(inShow.averageConcurrent * 10) / 10) })}
        />
        <Figure name={t("watch")} value={formatDuration(inShow.averageWatchSeconds)} note={t("watchNote")} />
        <Figure
          name={t("interaction")}
          value={format.share(inShow.interactionRate)}
          note={t("interactionNote")}
        />
      </Figures>
      <h2>{t("sell")}</h2>
      <Figures columns={4}>
        <Figure
          name={t("gmv")}
          value={money(inShow.gmvCents)}
          note={t("gmvNote", { orders: inShow.orders, buyers: inShow.buyers })}
        />
        <Figure name={t("gpm")} value={money(inShow.gpmCents)} note={t("gpmNote")} />
        <Figure name={t("uv")} value={money(inShow.uvValueCents)} note={t("uvNote")} />
        <Figure name={t("perHour")} value={money(inShow.gmvPerHourCents)} note={t("perHourNote")} />
        <Figure
          name={t("productClick")}
          value={format.share(inShow.productClickRate)}
          note={t("productClickNote")}
        />
        <Figure
          name={t("clickConversion")}
          value={format.share(inShow.clickConversion)}
          note={t("clickConversionNote")}
        />
        <Figure
          name={t("viewConversion")}
          value={format.share(inShow.viewConversion)}
          note={t("viewConversionNote")}
        />
        <Figure name={t("returning")} value={format.share(inShow.returningShare)} note={t("returningNote")} />
      </Figures>
      <h2>{t("stay")}</h2>
      <Figures>
        <Figure
          name={t("newMembers")}
          value={format.number(inShow.newMembers)}
          note={t("newMembersNote", { rate: format.share(inShow.joinRate) })}
        />
        <Figure name={t("refund")} value={format.share(inShow.refundRate)} note={t("refundNote")} />
        <Figure
          name={t("negative")}
          value={format.share(inShow.negativeFeedbackRate)}
          note={t("negativeNote")}
        />
      </Figures>
    </div>
  );
}
