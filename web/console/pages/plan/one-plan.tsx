import { App, Button } from "antd";
import { useFormat, useText } from "../../../ui/index.ts";
import { useAct } from "../../act.ts";
import { useLoad } from "../../load.ts";
import { Figure, Figures } from "../../parts/figure.tsx";
import { Sheet, Split } from "../../parts/page.tsx";
import { Pill } from "../../parts/pill.tsx";
import { ShareGauge } from "../../parts/share-gauge.tsx";
import { server } from "../../server.ts";
import { useMay } from "../../session.ts";
import { useState } from "react";
import { ChoicesChart, LeftAloneChart } from "./plan-charts.tsx";
import { PlanItems, type Choice } from "./plan-items.tsx";
import type { Plan } from "./plan.tsx";
import styles from "./plan.module.css";
import { planText } from "./text.ts";

/** One plan: its sums, who is left alone and why, every choice with its reason. */
export function OnePlan({ plan }: { readonly plan: Plan }) {
  const t = useText(planText);
  const format = useFormat();
  const [choice, setChoice] = useState<Choice | "all">("all");
  const policy = useLoad("GET /api/v1/trust/policy");
  const nothing = plan.counts["nothing"] ?? 0;
  return (
    <>
      <div className={styles.head}>
        <p>
          <b>{t("week", { from: format.date(plan.weekStartsAt, "day") })}</b>{" "}
          <Pill tone={plan.status === "proposed" ? "member" : "good"}>{t(`status_${plan.status}`)}</Pill>{" "}
          <small>
            {t("madeIn", {
              count: format.number(plan.members),
              seconds: format.number(Math.round(plan.seconds * 10) / 10),
            })}
          </small>
        </p>
        <Approve plan={plan} touches={plan.members - nothing} />
      </div>
      <Figures>
        <Figure name={t("touched")} value={format.number(plan.members - nothing)} />
        <Figure name={t("leftAloneCount")} value={format.number(nothing)} />
        <Figure
          name={t("expected")}
          value={format.number(Math.round(plan.expectedOrders * 10) / 10)}
          note={t("expectedNote")}
        />
      </Figures>
      <Split>
        <Sheet title={t("choices")}>
          <ChoicesChart plan={plan} onPick={setChoice} />
        </Sheet>
        <Sheet title={t("share")}>
          <ShareGauge share={plan.salesShare} limit={policy.data?.salesShare ?? 0.2} />
        </Sheet>
      </Split>
      <Sheet title={t("leftAlone")}>
        <p className={styles.soft}>{t("leftAloneHint")}</p>
        <LeftAloneChart plan={plan} />
      </Sheet>
      <PlanItems plan={plan} choice={choice} onChoice={setChoice} />
    </>
  );
}

function Approve({ plan, touches }: { readonly plan: Plan; readonly touches: number }) {
  const t = useText(planText);
  const may = useMay();
  const { modal } = App.useApp();
  const approve = useAct(() => server.call("POST /api/v1/plans/{id}/approve", { params: { id: plan.id } }), {
    done: t("approved"),
    refresh: ["GET /api/v1/plans", "GET /api/v1/plans/{id}/items"],
  });
  if (plan.status !== "proposed" || !may("plan.write")) return null;
  const ask = () =>
    void modal.confirm({
      title: t("approveTitle"),
      content: t("approveHint", { count: touches }),
      okText: t("approveOk"),
      cancelText: t("cancel"),
      onOk: () => approve.mutate(undefined),
    });
  return (
    <Button type="primary" size="large" loading={approve.isPending} onClick={ask}>
      {t("approve")}
    </Button>
  );
}
