import type { InsightParts } from "../parts.ts";
import { factsOf } from "./facts-of.ts";
import { deedsInRoom, factsInShow, ordersOfShow, type ShowWindow, viewersOfShow } from "./show-window.ts";

type People = {
  readonly viewers: number;
  readonly views: number;
  readonly watchSeconds: number;
  readonly interacted: number;
  readonly impressed: number;
  readonly clicked: number;
  readonly bought: number;
  readonly declined: number;
};

type Money = {
  readonly orders: number;
  readonly buyers: number;
  readonly gmv: number;
  readonly refunded: number;
  readonly fromEarlierBuyers: number;
};

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/**
 * The figures of a show while it was on air. A funnel only narrows: who bought has opened a product, who opened one has
 * seen it, since pages lose reports and payments are never lost. Returning are people with an order before the show.
 * The refund rate is money given back ÷ GMV, before and after shipping together. Negative feedback are viewers who took
 * back a consent while they watched.
 */
export async function showMetrics(parts: InsightParts, window: ShowWindow, highestCount: number) {
  const people = await peopleOf(parts, window);
  const money = await moneyOf(parts, window);
  const crowd = await crowdOf(parts, window);
  const members = await membersOf(parts, window);
  const hours = Math.max(1, window.until.getTime() - window.startedAt.getTime()) / 3_600_000;
  return {
    viewers: people.viewers,
    // The room's own count catches peaks between two minutes.
    peakConcurrent: Math.max(crowd.peak, highestCount),
    averageConcurrent: crowd.minutes > 0 ? crowd.average : people.watchSeconds / (hours * 3600),
    averageWatchSeconds: ratio(people.watchSeconds, people.viewers),
    interactionRate: ratio(people.interacted, people.viewers),
    productClickRate: ratio(people.clicked, people.impressed),
    clickConversion: ratio(people.bought, people.clicked),
    viewConversion: ratio(people.bought, people.viewers),
    gmvCents: money.gmv,
    gpmCents: ratio(money.gmv * 1000, people.views),
    uvValueCents: ratio(money.gmv, people.viewers),
    gmvPerHourCents: money.gmv / hours,
    orders: money.orders,
    buyers: money.buyers,
    newMembers: members.joined,
    joinRate: ratio(members.joinedViewers, members.strangers),
    returningShare: ratio(money.fromEarlierBuyers, money.gmv),
    refundRate: ratio(money.refunded, money.gmv),
    negativeFeedbackRate: ratio(people.declined, people.viewers),
  };
}

function peopleOf({ behaviour }: InsightParts, window: ShowWindow): Promise<People> {
  return behaviour.row<People>(
    `SELECT count() AS viewers, sum(entries) AS views, sum(watch_seconds) AS watchSeconds,
       countIf(has_talked) AS interacted, countIf(has_seen OR has_opened OR has_bought) AS impressed,
       countIf(has_opened OR has_bought) AS clicked, countIf(has_bought) AS bought,
       countIf(person IN (SELECT person FROM ${factsOf(
         ["member.unsubscribed"],
         "at",
         "at >= {startedAt:DateTime64(3)} AND at <= {until:DateTime64(3)}",
       )})) AS declined
     FROM (
       SELECT person, countIf(type = 'show.entered') AS entries, sumIf(amount, type = 'show.watched') AS watch_seconds,
         countIf(type IN ('chat.said', 'show.liked')) > 0 AS has_talked,
         countIf(type = 'product.seen') > 0 AS has_seen, countIf(type = 'product.opened') > 0 AS has_opened,
         person IN (SELECT person FROM ${ordersOfShow}) AS has_bought
       FROM ${factsInShow(deedsInRoom, "type, amount")} GROUP BY person)`,
    window,
  );
}

function moneyOf({ behaviour }: InsightParts, window: ShowWindow): Promise<Money> {
  return behaviour.row<Money>(
    `SELECT count() AS orders, uniqExact(o.person) AS buyers, sum(o.cents) AS gmv, sum(r.cents) AS refunded,
       sumIf(o.cents, o.person IN (
         SELECT person FROM ${factsOf(["order.paid", "order.imported"], "at", "at < {startedAt:DateTime64(3)}")}
       )) AS fromEarlierBuyers
     FROM ${ordersOfShow} AS o
     LEFT ANY JOIN (
       SELECT subject_id, sum(cents) AS cents FROM fact FINAL
       WHERE shop_id = {shop:UUID} AND type = 'order.refunded' AND at <= {now:DateTime64(3)} GROUP BY subject_id
     ) AS r ON r.subject_id = o.order_id`,
    window,
  );
}

function crowdOf({ behaviour }: InsightParts, window: ShowWindow) {
  return behaviour.row<{ minutes: number; peak: number; average: number }>(
    `SELECT count() AS minutes, max(amount) AS peak, if(minutes = 0, 0, avg(amount)) AS average
     FROM ${factsInShow(["show.concurrent"], "amount")}`,
    window,
  );
}

/** Who joined from this show while it was on air, and how many viewers were no members when it began. */
function membersOf({ behaviour }: InsightParts, window: ShowWindow) {
  return behaviour.row<{ joined: number; joinedViewers: number; strangers: number }>(
    `SELECT countIf(is_new) AS joined, countIf(is_new AND was_there) AS joinedViewers,
       countIf(was_there AND NOT was_member) AS strangers
     FROM (
       SELECT person, max(in_room) AS was_there, minIf(at, NOT in_room) AS first_at,
         countIf(NOT in_room) > 0 AND first_at < {startedAt:DateTime64(3)} AS was_member,
         countIf(NOT in_room) > 0 AND NOT was_member AND first_at <= {until:DateTime64(3)}
           AND argMinIf(show_id, at, NOT in_room) = {show:UUID} AS is_new
       FROM (
         SELECT person, true AS in_room, {now:DateTime64(3)} AS at, toUUIDOrZero('') AS show_id FROM ${viewersOfShow}
         UNION ALL
         SELECT person, false AS in_room, at, show_id FROM ${factsOf(["member.joined"], "at, show_id")}
       ) GROUP BY person)`,
    window,
  );
}
