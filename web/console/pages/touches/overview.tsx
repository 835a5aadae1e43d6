import type { ResultOf } from "../../../client/api.ts";
import type { AllRoutes } from "../../../../contract/routes.ts";
import { Empty, useFormat, useText } from "../../../ui/index.ts";
import { useLoad } from "../../load.ts";
import { Figure, Figures } from "../../parts/figure.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { Sheet, Split } from "../../parts/page.tsx";
import { ShareGauge } from "../../parts/share-gauge.tsx";
import { ByDayChart, ByRuleChart, PerMemberChart } from "./overview-charts.tsx";
import styles from "./touches.module.css";
import { touchesText } from "./text.ts";

export type TrustOverview = ResultOf<AllRoutes["GET /api/v1/trust/overview"]>;

/** How the budget stands: what was sent, to how many, what was held back and why. */
export function Overview() {
  const overview = useLoad("GET /api/v1/trust/overview");
  const policy = useLoad("GET /api/v1/trust/policy");
  return (
    <Loaded query={overview}>{(data) => <Body data={data} limit={policy.data?.salesShare ?? 0.2} />}</Loaded>
  );
}

function Body({ data, limit }: { readonly data: TrustOverview; readonly limit: number }) {
  const t = useText(touchesText);
  const format = useFormat();
  return (
    <>
      <Figures>
        <Figure
          name={t("sent7")}
          value={format.number(data.sentLast7Days)}
          note={t("sent7Note", { count: data.salesLast7Days })}
        />
        <Figure
          name={t("unsubscribed")}
          value={format.number(data.unsubscribedLast28Days)}
          note={t("unsubscribedNote")}
        />
        <Figure name={t("deferred")} value={format.number(data.deferred)} note={t("deferredNote")} />
        <Figure
          name={t("members")}
          value={format.number(data.members)}
          note={t("membersNote", { reachable: format.number(data.reachable) })}
        />
        <Figure name={t("control")} value={format.number(data.inControlGroup)} note={t("controlNote")} />
      </Figures>
      <Split>
        <Sheet title={t("byDay")}>
          <ByDayChart data={data} />
        </Sheet>
        <Sheet title={t("share")}>
          <ShareGauge share={data.salesShareLast28Days} limit={limit} />
        </Sheet>
      </Split>
      <Split>
        <Sheet title={t("byRule")}>
          <p className={styles.soft}>{t("byRuleHint")}</p>
          {data.byRule.length === 0 ? <Empty title={t("nothingYet")} /> : <ByRuleChart data={data} />}
        </Sheet>
        <Sheet title={t("perMember")}>
          <PerMemberChart data={data} />
        </Sheet>
      </Split>
    </>
  );
}
