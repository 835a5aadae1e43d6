import { useQueryClient } from "@tanstack/react-query";
import type { ResultOf } from "../../../client/api.ts";
import type { AllRoutes } from "../../../../contract/routes.ts";
import { toast, useFormat, useText } from "../../../ui/index.ts";
import { useTopic } from "../../live.ts";
import { useLoad } from "../../load.ts";
import { Figure, Figures } from "../../parts/figure.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { Page, Sheet, Split } from "../../parts/page.tsx";
import { useMay, useSession } from "../../session.ts";
import { GmvByDay, RfmChart } from "./overview-charts.tsx";
import { FirstSteps } from "./first-steps.tsx";
import styles from "./dashboard.module.css";
import { NextShow, PlanNote } from "./next-steps.tsx";
import { dashboardText } from "./text.ts";

export type OverviewAnswer = ResultOf<AllRoutes["GET /api/v1/overview"]>;

/** The shop at a glance: today, the last weeks, and what waits to be done. */
export function DashboardPage() {
  const t = useText(dashboardText);
  const may = useMay();
  return (
    <Page title={t("title")} lead={t("lead")}>
      {may("catalogue.write") && may("shows.write") && may("imports.run") && <FirstSteps />}
      <div className={styles.steps}>
        {may("shows.read") && <NextShow />}
        {may("plan.read") && <PlanNote />}
      </div>
      {may("insight.read") && <Overview />}
    </Page>
  );
}

function Overview() {
  const overview = useLoad("GET /api/v1/overview", {}, { everyMs: 60_000 });
  useSales();
  return <Loaded query={overview}>{(data) => <Body data={data} />}</Loaded>;
}

/** A sale is told at once, and the figures follow. */
function useSales() {
  const t = useText(dashboardText);
  const format = useFormat();
  const queries = useQueryClient();
  const shop = useSession()?.shop;
  useTopic(shop && `console:${shop.id}`, {
    onMessage: ({ type, data }) => {
      if (type !== "console.sale") return;
      toast(t("liveSale", { amount: format.money(data.totalCents) }), "good");
      void queries.invalidateQueries({ queryKey: ["GET /api/v1/overview"] });
    },
  });
}

function Body({ data }: { readonly data: OverviewAnswer }) {
  const t = useText(dashboardText);
  const format = useFormat();
  const { today, last28Days, currency } = data;
  return (
    <>
      <h2 className={styles.part}>{t("today")}</h2>
      <Figures columns={4}>
        <Figure name={t("gmv")} value={format.money(today.gmvCents, currency)} />
        <Figure name={t("orders")} value={format.number(today.orders)} />
        <Figure name={t("newMembers")} value={format.number(today.newMembers)} />
        <Figure name={t("viewers")} value={format.number(today.viewers)} />
      </Figures>
      <h2 className={styles.part}>{t("last28")}</h2>
      <Figures columns={6}>
        <Figure name={t("gmv")} value={format.money(last28Days.gmvCents, currency)} />
        <Figure
          name={t("repeatShare")}
          value={format.share(last28Days.repeatShare, 0)}
          note={t("repeatShareNote")}
        />
        <Figure name={t("orders")} value={format.number(last28Days.orders)} />
        <Figure name={t("buyers")} value={format.number(last28Days.buyers)} />
        <Figure
          name={t("newMembers")}
          value={format.number(last28Days.newMembers)}
          note={t("membersInAll", { count: format.number(data.members) })}
        />
        <Figure
          name={t("unsubscribes")}
          value={format.number(last28Days.unsubscribes)}
          note={t("unsubscribesNote")}
        />
      </Figures>
      <Split>
        <Sheet title={t("byDay")}>
          <GmvByDay data={data} />
        </Sheet>
        <Sheet title={t("rfm")}>
          <RfmChart data={data} />
        </Sheet>
      </Split>
    </>
  );
}
