import type { InsightParts } from "../parts.ts";
import { type Asking, askingFor, lastDays } from "./asking.ts";
import { anonymousSales, dayOf, factsOf, sales } from "./facts-of.ts";
import { rfmGroups } from "./rfm-groups.ts";

const days = 28;

type Sold = {
  readonly day: string;
  readonly gmv: number;
  readonly unknown: number;
  readonly repeat: number;
  readonly orders: number;
};

/**
 * The shop at a glance. GMV is what was paid, refunds not taken off; repeat is whatever was not the person's first
 * order ever, and its share leaves out sales whose buyer nobody knows; days are the shop's, today included. Errors: not_found, unavailable.
 */
export async function overview(parts: InsightParts, shopId: string) {
  const asking = await askingFor(parts, shopId);
  const calendar = lastDays(asking, days);
  const window = { ...asking, from: calendar[0]! };
  const sold = await soldByDay(parts, window);
  const joined = await joinedByDay(parts, window);
  const people = await peopleOf(parts, { ...window, today: calendar.at(-1)! });
  const [{ total: members }, rfm] = [
    await parts.shop.identity.list(shopId, { limit: 1, joined: "yes", sort: "recent" }),
    await rfmGroups(parts, asking),
  ];
  const byDay = calendar.map((day) => {
    const { gmv = 0, repeat = 0, orders = 0 } = sold.get(day) ?? {};
    return { day, gmvCents: gmv, repeatCents: repeat, orders, newMembers: joined.get(day) ?? 0 };
  });
  const today = byDay.at(-1)!;
  const sum = (pick: (day: (typeof byDay)[number]) => number) =>
    byDay.reduce((all, day) => all + pick(day), 0);
  const gmvCents = sum((day) => day.gmvCents);
  const knownCents = gmvCents - sum(({ day }) => sold.get(day)?.unknown ?? 0);
  return {
    currency: asking.currency,
    today: {
      gmvCents: today.gmvCents,
      orders: today.orders,
      newMembers: today.newMembers,
      viewers: people.viewersToday,
    },
    last28Days: {
      gmvCents,
      orders: sum((day) => day.orders),
      buyers: people.buyers,
      repeatShare: knownCents === 0 ? 0 : sum((day) => day.repeatCents) / knownCents,
      newMembers: sum((day) => day.newMembers),
      unsubscribes: people.unsubscribed,
    },
    byDay,
    members,
    rfm,
  };
}

type Window = Asking & { readonly from: string };

async function soldByDay({ behaviour }: InsightParts, window: Window): Promise<Map<string, Sold>> {
  const rows = await behaviour.rows<Sold>(
    `SELECT toString(${dayOf("at")}) AS day, sum(paid_cents) AS gmv, sumIf(paid_cents, position > 1) AS repeat,
       sumIf(paid_cents, position = 0) AS unknown, count() AS orders
     FROM (SELECT at, paid_cents, position FROM ${sales}
       UNION ALL SELECT at, paid_cents, 0 AS position FROM ${anonymousSales})
     WHERE ${dayOf("at")} >= {from:Date} GROUP BY day`,
    window,
  );
  return new Map(rows.map((row) => [row.day, row]));
}

/** Each member on the day she joined; one who was merged counts on the earlier day. */
async function joinedByDay({ behaviour }: InsightParts, window: Window): Promise<Map<string, number>> {
  const rows = await behaviour.rows<{ day: string; members: number }>(
    `SELECT toString(${dayOf("first_at")}) AS day, count() AS members
     FROM (SELECT person, min(at) AS first_at FROM ${factsOf(["member.joined"], "at")} GROUP BY person)
     WHERE ${dayOf("first_at")} >= {from:Date} GROUP BY day`,
    window,
  );
  return new Map(rows.map((row) => [row.day, row.members]));
}

function peopleOf({ behaviour }: InsightParts, window: Window & { readonly today: string }) {
  const inWindow = `${dayOf("at")} >= {from:Date}`;
  const types = ["show.entered", "order.paid", "order.imported", "member.unsubscribed"] as const;
  return behaviour.row<{ viewersToday: number; buyers: number; unsubscribed: number }>(
    `SELECT uniqExactIf(person, type = 'show.entered' AND ${dayOf("at")} = {today:Date}) AS viewersToday,
       uniqExactIf(person, type IN ('order.paid', 'order.imported')) AS buyers,
       uniqExactIf(person, type = 'member.unsubscribed') AS unsubscribed
     FROM ${factsOf(types, "type, at", inWindow)}`,
    window,
  );
}
