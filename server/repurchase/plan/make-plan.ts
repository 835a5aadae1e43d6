import type { Channel } from "../../engage/index.ts";
import { newId } from "../../platform/ids/index.ts";
import type { ProductView } from "../../shop/index.ts";
import { assign, type Assignment } from "./assign.ts";
import {
  type Candidate,
  candidatesOf,
  channelOf,
  type LeftAlone,
  type Prospect,
  type Week,
} from "./candidates.ts";
import { attentionOf, learnEffects } from "./gains.ts";
import type { PlanParts } from "./index.ts";
import * as store from "./plan-store.ts";
import { reasonOf, reasonToLeaveAlone } from "./reasons.ts";
import { chooseMoments } from "./send-times.ts";
import { wordingOf } from "./wording.ts";

const dayMs = 86_400_000;
const weekDays = 7;
/** Touches older than this teach nothing about today's effect. */
const learningDays = 180;
/** Orders are credited to a touch for a week: a younger one has not shown its effect. */
const ripeDays = 7;
/** How she met what came lately tells how she will meet what comes. */
const attentionDays = 60;
const batchMembers = 1000;
const firstId = "00000000-0000-0000-0000-000000000000";

/** One member's turn: what could be said, and what was chosen in the end. Kept small: all members' stand in memory. */
type Turn = {
  readonly member: Prospect["member"];
  readonly forecast: Prospect["forecast"];
  readonly channel: Channel;
  readonly lastSentAt: Date | null;
  readonly quiet: Prospect["standing"]["quiet"];
  readonly candidates: readonly Candidate[];
  leftAlone: LeftAlone;
  chosen?: Candidate;
  sendAt?: Date;
};

type Say = (fraction: number, note: string) => Promise<void>;

/** Weighs every member's week and writes the items. Returns how many members, and how well the choice was made. */
export async function fillPlan(parts: PlanParts, shopId: string, plan: store.NewPlan, say: Say) {
  const view = await parts.shop.storefront.shop(shopId);
  const products = createProductShelf(parts, shopId);
  const week = await openWeek(parts, shopId, plan.weekStartsAt, products);
  const turns: Turn[] = [];
  const total = (await parts.shop.identity.list(shopId, { limit: 1, joined: "yes", sort: "recent" })).total;
  for (let after = firstId; ;) {
    const prospects = await prospectsAfter(parts, shopId, week, after, products);
    if (prospects.length === 0) break;
    for (const prospect of prospects) turns.push(turnOf(week, prospect));
    after = prospects.at(-1)!.member.id;
    await say((0.6 * turns.length) / Math.max(1, total), "weighing");
  }
  await say(0.6, "choosing");
  const before = await parts.engage.trust.shopShare(shopId);
  const solution = choose(turns, week, before);
  await setMoments(turns, week, before);
  await say(0.7, "writing");
  await store.copyItems(parts.db, shopId, plan.id, itemsOf(turns, plan.madeAt, view.timeZone));
  return { members: turns.length, solution };
}

function turnOf(week: Week, prospect: Prospect): Turn {
  const { member, forecast, standing } = prospect;
  const { lastSentAt, quiet } = standing;
  return {
    member,
    forecast,
    channel: channelOf(standing),
    lastSentAt,
    quiet,
    ...candidatesOf(week, prospect),
  };
}

async function openWeek(
  parts: PlanParts,
  shopId: string,
  startsAt: Date,
  products: ReturnType<typeof createProductShelf>,
): Promise<Week> {
  const { engage, forecasts, db } = parts;
  const endsAt = new Date(startsAt.getTime() + weekDays * dayMs);
  const ago = (days: number) => new Date(startsAt.getTime() - days * dayMs);
  const [policy, pieces, shows, outcomes, fit] = await Promise.all([
    engage.trust.policy(shopId),
    engage.content.list(shopId),
    parts.upcomingShows(shopId),
    store.outcomesOf(db, shopId, ago(learningDays), ago(ripeDays)),
    forecasts.fit(shopId),
  ]);
  const ended = fit && startsAt.getTime() - fit.asOf.getTime() > weekDays * dayMs;
  return {
    startsAt,
    endsAt,
    dueBefore: ended ? new Date(fit.asOf.getTime() + weekDays * dayMs) : endsAt,
    policy,
    effects: learnEffects(outcomes),
    content: pieces
      .filter((piece) => piece.active)
      .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime()),
    shows: shows.filter((show) => show.startsAt > startsAt && show.startsAt <= endsAt),
    product: products.find,
    buyable: products.isBuyable,
  };
}

/** The next batch of members with all that is known of them, in a handful of statements. */
async function prospectsAfter(
  parts: PlanParts,
  shopId: string,
  week: Week,
  after: string,
  products: ReturnType<typeof createProductShelf>,
): Promise<Prospect[]> {
  const members = await parts.shop.identity.membersAfter(shopId, after, batchMembers);
  const ids = members.map((member) => member.id);
  if (ids.length === 0) return [];
  const since = (days: number) => new Date(week.startsAt.getTime() - days * dayMs);
  const [standings, forecasts, needs, openings, open] = await Promise.all([
    parts.engage.trust.standing(shopId, ids),
    parts.forecasts.of(shopId, ids),
    parts.forecasts.needsOf(shopId, ids),
    store.openingsOf(parts.db, shopId, ids, since(attentionDays)),
    store.membersWithOpenItems(parts.db, shopId, ids, since(weekDays)),
  ]);
  const forecastOf = new Map(forecasts.map((row) => [row.memberId, row]));
  const needsOf = Map.groupBy(needs, (need) => need.memberId);
  const openingOf = new Map(openings.map((row) => [row.memberId, row]));
  const suggested = forecasts.flatMap((row) => row.suggestedProductId ?? []);
  await products.load([...needs.map((need) => need.productId), ...suggested]);
  return members.map((member) => ({
    member,
    standing: standings.get(member.id)!,
    forecast: forecastOf.get(member.id),
    needs: needsOf.get(member.id) ?? [],
    attention: attentionOf(openingOf.get(member.id) ?? { sent: 0, opened: 0 }),
    alreadyPlanned: open.has(member.id),
  }));
}

/** Products named by needs and suggestions, each loaded once. */
function createProductShelf(parts: PlanParts, shopId: string) {
  const shelf = new Map<string, ProductView | undefined>();
  let keepsStock = false;
  return {
    load: async (ids: readonly string[]) => {
      const missing = [...new Set(ids)].filter((id) => !shelf.has(id));
      for (const id of missing) shelf.set(id, undefined);
      for (const product of await parts.shop.catalogue.products(shopId, missing)) {
        shelf.set(product.id, product);
        keepsStock ||= product.variants.some((variant) => variant.stock > 0);
      }
    },
    find: (id: string) => shelf.get(id),
    /** On sale and in stock; where no product at all has stock, stock is kept elsewhere and says nothing. */
    isBuyable: (product: ProductView) =>
      product.active && (!keepsStock || product.variants.some((variant) => variant.stock > 0)),
  };
}

/** One choice a member under the share that may sell; what was allowed but not chosen is left for its sake. */
function choose(turns: Turn[], week: Week, before: { touches: number; sales: number }) {
  const all = turns.flatMap((turn) => turn.candidates);
  const start = new Int32Array(turns.length + 1);
  for (const [i, turn] of turns.entries()) start[i + 1] = start[i]! + turn.candidates.length;
  const found = assign(
    {
      start,
      gain: Float64Array.from(all, (candidate) => candidate.worth),
      sells: Uint8Array.from(all, (candidate) => (candidate.purpose === "sales" ? 1 : 0)),
    },
    { salesShare: week.policy.salesShare, touchesBefore: before.touches, salesBefore: before.sales },
  );
  for (const [i, choice] of found.chosen.entries()) {
    if (choice >= 0) turns[i]!.chosen = all[choice]!;
  }
  return solutionOf(found);
}

/** How the assignment was found, for whoever wants to check it: gap = bound − gain, in orders. */
function solutionOf({ multiplier, bound, gain, sales, touches }: Assignment) {
  return { multiplier, bound, gain, gap: bound - gain, sales, touches };
}

async function setMoments(
  turns: readonly Turn[],
  week: Week,
  before: { touches: number; sales: number },
): Promise<void> {
  const chosen = turns.filter((turn) => turn.chosen);
  const slots = chosen.map(({ member, forecast, lastSentAt, quiet, chosen: candidate }) => ({
    memberId: member.id,
    timeZone: member.timeZone,
    candidate: candidate!,
    activeHours: forecast?.activeHours ?? [],
    lastSentAt,
    quiet,
  }));
  for (const [i, moment] of (await chooseMoments(slots, week, before)).entries()) {
    const turn = chosen[i]!;
    if (moment) turn.sendAt = moment;
    else {
      turn.leftAlone = turn.chosen!.purpose === "sales" ? "sales_share" : "no_free_moment";
      delete turn.chosen;
    }
  }
}

function* itemsOf(turns: readonly Turn[], madeAt: Date, timeZone: string): Generator<store.NewItem> {
  for (const turn of turns) yield itemOf(turn, madeAt, timeZone);
}

function itemOf(turn: Turn, madeAt: Date, timeZone: string): store.NewItem {
  const { member, forecast, channel, chosen, sendAt, leftAlone } = turn;
  const about = { id: newId(madeAt), memberId: member.id };
  if (!chosen || !sendAt) {
    const nothing = {
      choice: "nothing",
      purpose: null,
      channel: null,
      productId: null,
      contentId: null,
    } as const;
    const unsaid = { subject: null, body: null, why: null, link: null, sendAt: null, worth: 0, match: 0 };
    return { ...about, ...nothing, ...unsaid, reason: reasonToLeaveAlone(leftAlone), leftAlone };
  }
  return {
    ...about,
    choice: chosen.choice,
    purpose: chosen.purpose,
    channel,
    productId: chosen.product?.id ?? chosen.content?.productId ?? null,
    contentId: chosen.content?.id ?? null,
    ...wordingOf(chosen, member.name, member.timeZone),
    sendAt,
    worth: chosen.worth,
    match: chosen.match,
    reason: reasonOf(chosen, forecast, timeZone),
    leftAlone: null,
  };
}
