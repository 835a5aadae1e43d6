import type { Channel, ContentView, Standing, TrustPolicy } from "../../engage/index.ts";
import type { MemberView, ProductView } from "../../shop/index.ts";
import type { ForecastView, NeedView } from "../forecasts/index.ts";
import * as gains from "./gains.ts";
import { lastReminder, momentFor } from "./send-times.ts";

/** A touch that might be sent to a member this week. */
export type Candidate = {
  readonly choice: gains.Choice;
  readonly purpose: gains.Purpose;
  readonly match: number;
  /** Expected orders gained, less what it costs in trust. */
  readonly worth: number;
  readonly product?: ProductView;
  readonly need?: NeedView;
  readonly content?: ContentView;
  readonly show?: PlannedShow;
};

export type PlannedShow = {
  readonly id: string;
  readonly startsAt: Date;
  readonly title: { readonly zh?: string | undefined; readonly en?: string | undefined };
};

/** Why a member is left alone. */
export type LeftAlone =
  | "control_group"
  | "no_consent"
  | "already_planned"
  | "budget_spent"
  | "said_recently"
  | "sales_share"
  | "no_free_moment"
  | "nothing_worth_it";

/** What is known of a member when her week is planned. */
export type Prospect = {
  readonly member: MemberView;
  readonly standing: Standing;
  readonly forecast: ForecastView | undefined;
  readonly needs: readonly NeedView[];
  readonly attention: number;
  readonly alreadyPlanned: boolean;
};

/** What is the same for all members. */
export type Week = {
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** Needs falling due before this are this week's. Where the record of orders ended long ago, the week after its end. */
  readonly dueBefore: Date;
  readonly policy: TrustPolicy;
  readonly effects: gains.Effects;
  readonly content: readonly ContentView[];
  readonly shows: readonly PlannedShow[];
  readonly product: (id: string) => ProductView | undefined;
  /** False when the product cannot be bought here now. */
  readonly buyable: (product: ProductView) => boolean;
};

const dayMs = 86_400_000;
const topicDays = 14;
/** Most pieces weighed per member: the freshest ones. */
const mostPieces = 20;

/**
 * The best touch of value and the best that sells, or why there is none: whatever the share costs, no other can be
 * chosen. Rules that are known before the week are kept here.
 */
export function candidatesOf(
  week: Week,
  prospect: Prospect,
): { candidates: Candidate[]; leftAlone: LeftAlone } {
  const barrier = barrierOf(prospect);
  if (barrier) return { candidates: [], leftAlone: barrier };
  const worthwhile = proposals(week, prospect).filter((candidate) => candidate.worth >= gains.leastWorth);
  const fresh = worthwhile.filter((candidate) => !saidRecently(week, prospect.standing, candidate));
  const value = bestOf(fresh.filter((candidate) => candidate.purpose === "value"));
  const sale = bestOf(fresh.filter((candidate) => candidate.purpose === "sales"));
  const candidates = maySell(week.policy, prospect.standing) ? [...value, ...sale] : value;
  if (fresh.length > 0) return { candidates, leftAlone: "sales_share" };
  return { candidates, leftAlone: worthwhile.length > 0 ? "said_recently" : "nothing_worth_it" };
}

function bestOf(candidates: readonly Candidate[]): Candidate[] {
  return candidates.toSorted((a, b) => b.worth - a.worth).slice(0, 1);
}

function barrierOf({ standing, alreadyPlanned }: Prospect): LeftAlone | undefined {
  if (standing.inControlGroup) return "control_group";
  if (standing.channels.length === 0) return "no_consent";
  if (alreadyPlanned) return "already_planned";
  const { perWeek } = standing;
  const spent =
    standing.touchesLast7Days >= Math.ceil(perWeek) || standing.touchesLast28Days >= Math.floor(perWeek * 4);
  return spent ? "budget_spent" : undefined;
}

/** With one more sale, sales stay within their share of her own touches. */
function maySell({ salesShare }: TrustPolicy, { salesTouches90, touches90 }: Standing): boolean {
  return salesTouches90 + 1 <= salesShare * (touches90 + 1) + 1e-9;
}

/** The gate's topic of a candidate; see `topicOf` there. */
function topicOf({ choice, content, product }: Candidate): string | undefined {
  if (content) return `content:${content.id}`;
  return product ? `${choice}:${product.id}` : undefined;
}

function saidRecently(week: Week, standing: Standing, candidate: Candidate): boolean {
  const topic = topicOf(candidate);
  const since = week.startsAt.getTime() - topicDays * dayMs;
  return standing.recentTopics.some((past) => past.topic === topic && past.sentAt.getTime() > since);
}

function proposals(week: Week, prospect: Prospect): Candidate[] {
  const outlook = prospect.forecast ?? gains.unknownOutlook;
  const touches = {
    last7Days: prospect.standing.touchesLast7Days,
    perWeek: prospect.standing.perWeek,
  };
  const propose = (
    choice: gains.Choice,
    purpose: gains.Purpose,
    match: number,
    about: Pick<Candidate, "product" | "need" | "content" | "show">,
  ): Candidate => {
    const gain = week.effects.effect(choice) * match * prospect.attention;
    return {
      choice,
      purpose,
      match,
      worth: gain - gains.trustCost(week.effects.leaving(purpose), outlook, touches),
      ...about,
    };
  };
  return [
    ...reminders(week, prospect).map(({ need, product }) =>
      propose("repeat_reminder", "sales", Math.min(1, need.weekChance), { need, product }),
    ),
    ...suggestion(week, prospect).map(({ product, share }) =>
      propose("recommendation", "sales", gains.recommendationMatch(outlook, share), { product }),
    ),
    ...week.content.slice(0, mostPieces).map((content) => {
      if (content.purpose === "sales")
        return propose("offer", "sales", gains.offerMatch(outlook), { content });
      const ageDays = (week.startsAt.getTime() - content.createdAt.getTime()) / dayMs;
      const match = gains.contentMatch(outlook, ageDays, relevanceOf(content, prospect, week));
      return propose("content", "value", match, { content });
    }),
    ...week.shows
      .filter((show) => canBeReminded(week, prospect, show))
      .map((show) => propose("show_reminder", "value", gains.showMatch(outlook), { show })),
  ];
}

/** Whether she has a moment before the show: a choice that cannot be sent would stand in the way of one that can. */
function canBeReminded(week: Week, { member, forecast, standing }: Prospect, show: PlannedShow): boolean {
  const slot = {
    memberId: member.id,
    timeZone: member.timeZone,
    activeHours: forecast?.activeHours ?? [],
    lastSentAt: standing.lastSentAt,
    quiet: standing.quiet,
  };
  return momentFor(slot, week, week.startsAt, lastReminder(show)) !== undefined;
}

/** A reminder leads to buying, so it sells and is labelled so; pure know-how about a product is content. */
function reminders(week: Week, { needs }: Prospect) {
  return needs.flatMap((need) => {
    const product = week.product(need.productId);
    return product && week.buyable(product) && need.dueAt < week.dueBefore ? [{ need, product }] : [];
  });
}

function suggestion(week: Week, { forecast }: Prospect) {
  const product = forecast?.suggestedProductId ? week.product(forecast.suggestedProductId) : undefined;
  return product && week.buyable(product) ? [{ product, share: forecast!.suggestedShare ?? 0 }] : [];
}

function relevanceOf(content: ContentView, { needs, forecast }: Prospect, week: Week): gains.Relevance {
  const { productId, category } = content;
  if (productId && needs.some((need) => need.productId === productId && need.dueAt < week.dueBefore))
    return "due";
  if (category && category === forecast?.favouriteCategory) return "category";
  return productId && needs.some((need) => need.productId === productId) ? "category" : "general";
}

/** Mail reaches her where she is not in the shop; without it, the inbox. */
export function channelOf({ channels }: Standing): Channel {
  return channels.includes("email") ? "email" : "inbox";
}
