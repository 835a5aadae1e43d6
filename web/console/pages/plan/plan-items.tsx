import { Link } from "@tanstack/react-router";
import { Button, Segmented } from "antd";
import { useState } from "react";
import { Empty, useFormat, useLocalText, useText } from "../../../ui/index.ts";
import { useAct } from "../../act.ts";
import { useList } from "../../load.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { More } from "../../parts/more.tsx";
import { Sheet } from "../../parts/page.tsx";
import { Pill, type PillTone } from "../../parts/pill.tsx";
import { Rows } from "../../parts/rows.tsx";
import { server } from "../../server.ts";
import { useMay } from "../../session.ts";
import { WhyDrawer } from "../touches/why-drawer.tsx";
import type { Plan } from "./plan.tsx";
import styles from "./plan.module.css";
import { planText } from "./text.ts";

export const choices = [
  "content",
  "repeat_reminder",
  "recommendation",
  "offer",
  "show_reminder",
  "nothing",
] as const;
export type Choice = (typeof choices)[number];

type Props = {
  readonly plan: Plan;
  readonly choice: Choice | "all";
  readonly onChoice: (choice: Choice | "all") => void;
};
type Item = NonNullable<ReturnType<typeof useList<"GET /api/v1/plans/{id}/items">>["items"]>[number];

const tones: Readonly<Record<Item["status"], PillTone>> = {
  proposed: "info",
  removed: "plain",
  approved: "action",
  queued: "action",
  sent: "good",
  deferred: "member",
  refused: "plain",
};

/** Every choice with its reason; whoever may can leave a member alone before the plan is approved. */
export function PlanItems({ plan, choice, onChoice }: Props) {
  const t = useText(planText);
  const [whyId, setWhyId] = useState<string>();
  const items = useList(
    "GET /api/v1/plans/{id}/items",
    { params: { id: plan.id }, query: { limit: 50, ...(choice === "all" ? {} : { choice }) } },
    { everyMs: plan.status === "approved" ? 5000 : false },
  );
  return (
    <>
      <div className={styles.filters}>
        <Segmented<Choice | "all">
          value={choice}
          onChange={onChoice}
          options={(["all", ...choices] as const).map((value) => ({
            value,
            label: value === "all" ? t("all") : `${t(`choice_${value}`)} ${plan.counts[value] ?? 0}`,
          }))}
        />
      </div>
      <Loaded query={{ data: items.items, error: items.error, refetch: items.refetch }} rows={6}>
        {(rows) => (
          <Sheet flush={rows.length > 0}>
            {rows.length === 0 ? (
              <Empty title={t("empty")} />
            ) : (
              <Items plan={plan} rows={rows} onWhy={setWhyId} />
            )}
            <More list={items} />
          </Sheet>
        )}
      </Loaded>
      {whyId !== undefined && <WhyDrawer touchId={whyId} onClose={() => setWhyId(undefined)} />}
    </>
  );
}

type ItemsProps = {
  readonly plan: Plan;
  readonly rows: readonly Item[];
  readonly onWhy: (touchId: string) => void;
};

function Items({ plan, rows, onWhy }: ItemsProps) {
  const t = useText(planText);
  const format = useFormat();
  const local = useLocalText();
  const may = useMay();
  const remove = useAct(
    (itemId: string) =>
      server.call("DELETE /api/v1/plans/{id}/items/{itemId}", { params: { id: plan.id, itemId } }),
    { done: t("removed"), refresh: ["GET /api/v1/plans/{id}/items", "GET /api/v1/plans"] },
  );
  const mayRemove = plan.status === "proposed" && may("plan.write");
  return (
    <Rows
      rows={rows}
      rowKey="id"
      columns={[
        {
          title: t("member"),
          render: (_, { memberId, memberName }) => (
            <Link to="/members/$memberId" params={{ memberId }}>
              <b>{memberName}</b>
            </Link>
          ),
        },
        {
          title: t("choice"),
          width: 230,
          render: (_, item) => (
            <>
              {t(`choice_${item.choice}`)}{" "}
              {item.purpose !== undefined && (
                <Pill tone={item.purpose === "sales" ? "hot" : "action"}>{t(item.purpose)}</Pill>
              )}
              <br />
              <small className={styles.soft}>{local(item.subject)}</small>
            </>
          ),
        },
        {
          title: t("reason"),
          width: 340,
          render: (_, item) => <span className={styles.reason}>{local(item.reason)}</span>,
        },
        {
          title: t("sendAt"),
          render: (_, item) =>
            item.sendAt === undefined
              ? "–"
              : [format.date(item.sendAt, "moment"), item.channel && t(item.channel)]
                  .filter(Boolean)
                  .join(" · "),
        },
        {
          title: t("worth"),
          align: "right",
          render: (_, item) =>
            item.worth === 0
              ? "–"
              : t("worthOrders", { count: format.number(Number(item.worth.toPrecision(2))) }),
        },
        {
          title: t("state"),
          render: (_, item) =>
            item.choice === "nothing" ? (
              "–"
            ) : (
              <Pill tone={tones[item.status]}>{t(`item_${item.status}`)}</Pill>
            ),
        },
        {
          title: <span className="visually-hidden">{t("remove")}</span>,
          key: "actions",
          render: (_, item) => (
            <>
              {mayRemove && item.status === "proposed" && item.choice !== "nothing" && (
                <Button
                  size="small"
                  type="text"
                  loading={remove.isPending && remove.variables === item.id}
                  onClick={() => remove.mutate(item.id)}
                >
                  {t("remove")}
                </Button>
              )}
              {item.touchId !== undefined && (
                <Button size="small" type="link" onClick={() => onWhy(item.touchId ?? "")}>
                  {t("why")}
                </Button>
              )}
            </>
          ),
        },
      ]}
    />
  );
}
