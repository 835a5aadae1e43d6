/**
 * The weekly plan: for every member the best next touch, or nothing, with the reason.
 *
 * Invariants: nobody of the control group, without consent or with a spent budget is planned a touch; sales stay
 * within their share of the plan, together with the touches before it too, and at every moment of the week; a plan is
 * approved once and each of its touches is wished once; a shop's plan sees its own members only. The gate decides
 * anew when the time comes: the plan foresees its rules, it does not replace them.
 * Failure: a plan that fails says so and leaves no items; one that a crash stopped while approved is taken up again.
 * Shutdown: `idle()` waits for plans at work.
 */
import type { EngageChapter } from "../../engage/index.ts";
import { sql, type Tx } from "../../platform/database/index.ts";
import { notFound, RefrainError } from "../../platform/errors.ts";
import type { Fact } from "../../platform/events/index.ts";
import { newId } from "../../platform/ids/index.ts";
import { recordDeed } from "../../shop/index.ts";
import type { Forecasts, ForecastsOptions } from "../forecasts/index.ts";
import { adaptDueShops, adaptShop } from "./adapt-shop.ts";
import { approvePlan, handOver } from "./approve-plan.ts";
import type { PlannedShow } from "./candidates.ts";
import { followTouches, touchFacts } from "./follow-touches.ts";
import { fillPlan } from "./make-plan.ts";
import * as store from "./plan-store.ts";
import * as views from "./plan-views.ts";

export type { PlannedShow } from "./candidates.ts";
export { createPlanHandlers } from "./plan-routes.ts";
export type { ItemFilter, ItemView, PlanView } from "./plan-views.ts";

export type PlanParts = ForecastsOptions & {
  readonly engage: EngageChapter;
  readonly forecasts: Forecasts;
  /** Planned shows of the shop. */
  readonly upcomingShows: (shopId: string) => Promise<readonly PlannedShow[]>;
};

export type Plans = ReturnType<typeof createPlans>;

const minuteMs = 60_000;
const weekMs = 7 * 24 * 60 * minuteMs;
/** Making a plan takes seconds; what was begun so long ago stopped with its process. */
const abandonedMs = 30 * minuteMs;

export function createPlans(parts: PlanParts) {
  const { db, clock, events, log, progress } = parts;
  const atWork = new Set<Promise<void>>();

  events.addReader({
    name: "plan-status",
    types: touchFacts,
    handle: (batch: readonly Fact<(typeof touchFacts)[number]>[], tx: Tx) => followTouches(batch, tx),
  });

  async function plan(shopId: string, id: string): Promise<views.PlanView> {
    const found = await views.findPlan(db, shopId, id);
    if (!found) throw notFound("plan", id);
    return found;
  }

  /** Errors: conflict while another plan of the shop is being made. */
  async function open(shopId: string, actor: string): Promise<store.NewPlan> {
    const madeAt = clock.now();
    const opened = { id: newId(madeAt), weekStartsAt: madeAt, madeAt, madeBy: actor };
    const abandoned = new Date(madeAt.getTime() - abandonedMs);
    await db.transaction(async (tx) => {
      await store.lockPlans(tx, shopId);
      await store.failAbandoned(tx, shopId, abandoned);
      if (await store.planAtWork(tx, shopId, abandoned)) {
        throw new RefrainError("conflict", "A plan is being made already.");
      }
      await store.insertPlan(tx, shopId, opened);
    });
    return opened;
  }

  async function fill(shopId: string, opened: store.NewPlan): Promise<void> {
    const startedMs = performance.now();
    const { id } = opened;
    const say = async (fraction: number, note: string) => {
      progress({ shopId, work: "plan", fraction, note, done: false });
      await store.setProgress(db, shopId, id, fraction);
    };
    try {
      await adaptShop(parts, shopId);
      const { members, solution } = await fillPlan(parts, shopId, opened, say);
      await db.transaction(async (tx) => {
        const seconds = (performance.now() - startedMs) / 1000;
        await store.finishPlan(tx, shopId, id, { seconds, members, solution });
        await store.recount(tx, shopId, id);
        const at = opened.madeAt;
        await events.append(tx, { shopId, type: "plan.made", subjectId: id, at, data: { members } });
        await recordDeed(tx, { shopId, actor: opened.madeBy, action: "plan.make", subject: id }, at);
      });
      progress({ shopId, work: "plan", fraction: 1, note: "", done: true });
      log.info({ shopId, planId: id, members, ...solution }, "weekly plan made");
    } catch (error) {
      await store.failPlan(db, shopId, id, "The plan could not be made; the log says why.");
      progress({ shopId, work: "plan", fraction: 1, note: "failed", done: true });
      throw error;
    }
  }

  /** Makes the plan of the coming seven days and waits for it. Errors: conflict. */
  async function make(shopId: string, actor: string): Promise<views.PlanView> {
    const opened = await open(shopId, actor);
    await fill(shopId, opened);
    return plan(shopId, opened.id);
  }

  /** Begins to make it and returns at once, with status `making`. Errors: conflict. */
  async function begin(shopId: string, actor: string): Promise<views.PlanView> {
    const opened = await open(shopId, actor);
    const work = fill(shopId, opened)
      .catch((error: unknown) => log.error({ err: error, shopId }, "the weekly plan could not be made"))
      .finally(() => atWork.delete(work));
    atWork.add(work);
    return plan(shopId, opened.id);
  }

  /** Leaves a member alone this week. Errors: not_found; conflict when the plan is no longer a proposal. */
  async function removeItem(shopId: string, id: string, itemId: string, actor: string): Promise<void> {
    await db.transaction(async (tx) => {
      await store.lockPlans(tx, shopId);
      const found = await views.findPlan(tx, shopId, id);
      if (!found) throw notFound("plan", id);
      const known = await tx.row<{ status: string }>(sql`
        select status from plan_item where shop_id = ${shopId} and plan_id = ${id} and id = ${itemId}`);
      if (!known) throw notFound("plan item", itemId);
      if (found.status !== "proposed")
        throw new RefrainError("conflict", "Only a proposed plan can be edited.");
      if (known.status === "removed") return;
      await tx.run(sql`
        update plan_item set status = 'removed' where shop_id = ${shopId} and plan_id = ${id} and id = ${itemId}`);
      await store.recount(tx, shopId, id);
      const deed = { shopId, actor, action: "plan.remove_item", subject: id, details: { itemId } };
      await recordDeed(tx, deed, clock.now());
    });
  }

  async function approve(shopId: string, id: string, actor: string): Promise<views.PlanView> {
    await approvePlan(parts, shopId, id, actor);
    return plan(shopId, id);
  }

  /** Goes on with approved plans whose touches were not all handed over when the process stopped. */
  async function resume(): Promise<number> {
    const since = new Date(clock.now().getTime() - weekMs);
    const waiting = await db.rows<{ shopId: string; id: string }>(sql`
      select p.shop_id as "shopId", p.id from weekly_plan p
      where p.status = 'approved' and p.week_starts_at > ${since} and exists (select 1 from plan_item i
        where i.shop_id = p.shop_id and i.plan_id = p.id and i.status = 'approved' and i.choice <> 'nothing'
          and i.touch_id is null)`);
    for (const { shopId, id } of waiting) await handOver(parts, shopId, id);
    return waiting.length;
  }

  return {
    make,
    begin,
    plan,
    list: (shopId: string) => views.listPlans(db, shopId),
    items: async (shopId: string, id: string, filter: views.ItemFilter) => {
      await plan(shopId, id);
      return views.listItems(db, shopId, id, filter);
    },
    removeItem,
    approve,
    resume,
    /** Finds members' own budgets anew, once a day for each shop. */
    adaptDue: () => adaptDueShops(parts),
    idle: async () => void (await Promise.allSettled(atWork)),
  };
}
