import type { InsightParts } from "../parts.ts";
import { factsOf, sales } from "./facts-of.ts";
import { type ShowWindow, viewersOfShow } from "./show-window.ts";

const windowsDays = [7, 30] as const;
const dayMs = 86_400_000;

type Followed = {
  readonly joined: number;
  readonly cameBack: number;
  readonly boughtAgain: number;
  readonly gmvCents: number;
};

/**
 * What the show's viewers did in the 7 and 30 days after its end: joined; came back (entered another show or ordered);
 * bought again (an order that was not their first); paid. While the days run, the figures are of the days so far.
 */
export async function showAfter({ behaviour }: InsightParts, window: ShowWindow) {
  const after = [];
  for (const days of windowsDays) {
    const end = new Date(window.until.getTime() + days * dayMs);
    const found = await behaviour.row<Followed>(
      `WITH viewers AS (SELECT person FROM ${viewersOfShow}),
       later AS (
         SELECT person, position, paid_cents FROM ${sales}
         WHERE at > {until:DateTime64(3)} AND at <= {end:DateTime64(3)} AND person IN viewers
           AND order_id NOT IN (SELECT subject_id FROM fact WHERE shop_id = {shop:UUID} AND type = 'order.placed'
             AND show_id = {show:UUID} AND at <= {until:DateTime64(3)}))
       SELECT (SELECT count() FROM (
           SELECT person, min(at) AS first_at FROM ${factsOf(["member.joined"], "at")} GROUP BY person
           HAVING first_at > {until:DateTime64(3)} AND first_at <= {end:DateTime64(3)} AND person IN viewers)) AS joined,
         (SELECT uniqExact(person) FROM (
           SELECT person FROM later UNION ALL
           SELECT person FROM ${factsOf(
             ["show.entered"],
             "at",
             "show_id != {show:UUID} AND at > {until:DateTime64(3)} AND at <= {end:DateTime64(3)}",
           )} WHERE person IN viewers)) AS cameBack,
         (SELECT uniqExactIf(person, position > 1) FROM later) AS boughtAgain,
         (SELECT sum(paid_cents) FROM later) AS gmvCents`,
      { ...window, end },
    );
    after.push({ days, complete: window.now.getTime() >= end.getTime(), ...found });
  }
  return after;
}
