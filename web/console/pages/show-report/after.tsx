import { useFormat, useText } from "../../../ui/index.ts";
import { Figure, Figures } from "../../parts/figure.tsx";
import { Sheet } from "../../parts/page.tsx";
import { Pill } from "../../parts/pill.tsx";
import type { Report } from "./show-report.tsx";
import styles from "./show-report.module.css";
import { showReportText } from "./text.ts";

/** What the viewers did in the days after, shown apart from the evening itself. */
export function After({ report }: { readonly report: Report }) {
  const t = useText(showReportText);
  const format = useFormat();
  if (report.after.length === 0) return null;
  return (
    <Sheet title={t("after")}>
      <p className={styles.hint}>{t("afterHint")}</p>
      {report.after.map((window) => (
        <section key={window.days} className={styles.after}>
          <h3>
            {t("days", { count: window.days })}{" "}
            <Pill tone={window.complete ? "good" : "plain"}>
              {window.complete ? t("complete") : t("partial", { count: window.days })}
            </Pill>
          </h3>
          <Figures>
            <Figure name={t("joined")} value={format.number(window.joined)} />
            <Figure name={t("cameBack")} value={format.number(window.cameBack)} />
            <Figure name={t("boughtAgain")} value={format.number(window.boughtAgain)} />
            <Figure name={t("afterGmv")} value={format.money(window.gmvCents, report.currency)} />
          </Figures>
        </section>
      ))}
    </Sheet>
  );
}
