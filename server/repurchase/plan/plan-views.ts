import type { LocalText } from "../../../contract/values.ts";
import { type Queries, sql } from "../../platform/database/index.ts";
import type { Choice, Purpose } from "./gains.ts";
import type { PlanStatus } from "./plan-store.ts";

export type PlanView = {
  readonly id: string;
  readonly weekStartsAt: Date;
  readonly status: PlanStatus;
  readonly madeAt: Date;
  readonly seconds: number;
  readonly members: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly leftAlone: Readonly<Record<string, number>>;
  readonly salesShare: number;
  readonly expectedOrders: number;
  readonly progress: number;
  readonly error: string | null;
  readonly solution: {
    readonly multiplier: number;
    readonly bound: number;
    readonly gain: number;
    readonly gap: number;
  } | null;
};

const planColumns = sql`id, week_starts_at as "weekStartsAt", status, made_at as "madeAt", seconds, members, counts,
  left_alone as "leftAlone", sales_share as "salesShare", expected_orders as "expectedOrders", progress, error, solution`;

const plansShown = 50;

/** Newest first. */
export function listPlans(db: Queries, shopId: string): Promise<PlanView[]> {
  return db.rows<PlanView>(sql`
    select ${planColumns} from weekly_plan where shop_id = ${shopId}
    order by made_at desc, id desc limit ${plansShown}`);
}

export function findPlan(db: Queries, shopId: string, id: string): Promise<PlanView | undefined> {
  return db.row<PlanView>(
    sql`select ${planColumns} from weekly_plan where shop_id = ${shopId} and id = ${id}`,
  );
}

export type ItemView = {
  readonly id: string;
  readonly memberId: string;
  readonly choice: Choice | "nothing";
  readonly purpose: Purpose | null;
  readonly channel: "inbox" | "email" | null;
  readonly productId: string | null;
  readonly contentId: string | null;
  readonly subject: LocalText | null;
  readonly sendAt: Date | null;
  readonly worth: number;
  readonly reason: LocalText;
  readonly leftAlone: string | null;
  readonly status: "proposed" | "removed" | "approved" | "queued" | "sent" | "deferred" | "refused";
  readonly touchId: string | null;
};

export type ItemFilter = {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly choice?: Choice | "nothing" | undefined;
  readonly memberId?: string | undefined;
};

/** Worth most first; `after` is the id of the last item of the page before. */
export function listItems(
  db: Queries,
  shopId: string,
  planId: string,
  filter: ItemFilter,
): Promise<ItemView[]> {
  const choice = filter.choice ? sql`and choice = ${filter.choice}` : sql``;
  const member = filter.memberId ? sql`and member_id = ${filter.memberId}` : sql``;
  const after = filter.after
    ? sql`and (worth, id) < (select worth, id from plan_item
        where shop_id = ${shopId} and plan_id = ${planId} and id = ${filter.after})`
    : sql``;
  return db.rows<ItemView>(sql`
    select id, member_id as "memberId", choice, purpose, channel, product_id as "productId",
      content_id as "contentId", subject, send_at as "sendAt", worth, reason, left_alone as "leftAlone", status,
      touch_id as "touchId"
    from plan_item where shop_id = ${shopId} and plan_id = ${planId} ${choice} ${member} ${after}
    order by worth desc, id desc limit ${filter.limit}`);
}
