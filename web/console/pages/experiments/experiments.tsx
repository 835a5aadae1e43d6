import { Alert, Input } from "antd";
import { useState } from "react";
import type { ResultOf } from "../../../client/api.ts";
import type { AllRoutes } from "../../../../contract/routes.ts";
import { Empty, useText } from "../../../ui/index.ts";
import { useLoad } from "../../load.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { Page, Sheet } from "../../parts/page.tsx";
import styles from "./experiments.module.css";
import { LiftCard } from "./lift-card.tsx";
import { experimentsText } from "./text.ts";

export type Lift = ResultOf<AllRoutes["GET /api/v1/lift"]>["items"][number];
const isDay = (value: string) => /^\d{4}-\d\d-\d\d$/u.test(value);

/** Touched members against the control group: growth and harm beside each other, each with its certainty. */
export function ExperimentsPage() {
  const t = useText(experimentsText);
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const lift = useLoad("GET /api/v1/lift", {
    query: { ...(isDay(from) ? { from } : {}), ...(isDay(until) ? { until } : {}) },
  });
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      actions={
        <span className={styles.window}>
          <label>
            {t("from")} <Input type="date" value={from} onChange={({ target }) => setFrom(target.value)} />
          </label>
          <label>
            {t("until")} <Input type="date" value={until} onChange={({ target }) => setUntil(target.value)} />
          </label>
        </span>
      }
    >
      <Loaded query={lift}>
        {({ items }) => {
          if (items.every(({ treated, control }) => treated.members + control.members === 0))
            return (
              <Sheet>
                <Empty title={t("emptyTitle")}>{t("emptyHint")}</Empty>
              </Sheet>
            );
          return (
            <>
              <p className={styles.soft}>{t("how")}</p>
              {items.some((one) => !one.sampleRatioOk) && (
                <Alert type="error" showIcon title={t("ratioBad")} className={styles.note ?? ""} />
              )}
              <div className={styles.cards}>
                {items.map((one) => (
                  <LiftCard key={one.metric} lift={one} />
                ))}
              </div>
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
