import { Button, Progress, Result, Select } from "antd";
import { useState } from "react";
import type { ResultOf } from "../../../client/api.ts";
import type { AllRoutes } from "../../../../contract/routes.ts";
import { Empty, useFormat, useText } from "../../../ui/index.ts";
import { useAct } from "../../act.ts";
import { useLoad } from "../../load.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { Page, Sheet } from "../../parts/page.tsx";
import { server } from "../../server.ts";
import { useMay } from "../../session.ts";
import { OnePlan } from "./one-plan.tsx";
import { planText } from "./text.ts";

export type Plan = ResultOf<AllRoutes["GET /api/v1/plans"]>["items"][number];
const whileMakingMs = 700;

/** The weekly plan: make it, look, take people out, approve, see what became of it. */
export function PlanPage() {
  const t = useText(planText);
  const format = useFormat();
  const may = useMay();
  const [chosenId, setChosenId] = useState<string>();
  const [watching, setWatching] = useState(false);
  const plans = useLoad("GET /api/v1/plans", {}, { everyMs: watching ? whileMakingMs : 10_000 });
  const items = plans.data?.items ?? [];
  const plan = items.find(({ id }) => id === chosenId) ?? items[0];
  const make = useAct(() => server.call("POST /api/v1/plans"), {
    refresh: ["GET /api/v1/plans"],
    onDone: ({ id }) => {
      setChosenId(id);
      setWatching(true);
    },
  });
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      actions={
        <>
          {items.length > 1 && (
            <Select
              value={plan?.id ?? null}
              aria-label={t("earlier")}
              popupMatchSelectWidth={false}
              options={items.map((one) => ({
                value: one.id,
                label: `${t("week", { from: format.date(one.weekStartsAt, "day") })} · ${t(`status_${one.status}`)}`,
              }))}
              onChange={setChosenId}
            />
          )}
          {may("plan.write") && (
            <Button type="primary" loading={make.isPending} onClick={() => make.mutate(undefined)}>
              {t("make")}
            </Button>
          )}
        </>
      }
    >
      <Loaded query={plans}>
        {() => {
          if (plan === undefined)
            return (
              <Sheet>
                <Empty title={t("emptyTitle")}>{t("emptyHint")}</Empty>
              </Sheet>
            );
          if (plan.status === "making") return <Making plan={plan} />;
          if (plan.status === "failed")
            return <Result status="warning" title={t("failed")} subTitle={plan.error} />;
          return <OnePlan key={plan.id} plan={plan} />;
        }}
      </Loaded>
    </Page>
  );
}

function Making({ plan }: { readonly plan: Plan }) {
  const t = useText(planText);
  return (
    <Sheet title={t("making")}>
      <Progress percent={Math.round(plan.progress * 100)} status="active" aria-label={t("making")} />
      <p>{t("makingHint")}</p>
    </Sheet>
  );
}
