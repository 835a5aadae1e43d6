import type { InsightParts } from "../parts.ts";
import { factsOf, sales } from "./facts-of.ts";
import { ordersOfShow, type ShowWindow, viewersOfShow } from "./show-window.ts";

const windowsDays = [7, 30] as const;
const dayMs = 86_400_000;

/**
 * What the show's viewers did in the 7 and 30 days after its end: joined; came back (entered another show or ordered);
 * bought again (an order that was not their first); paid. While the days run, the figures are of the days so far. What
 * was ordered in the room and paid after its end belongs to the show, not to what followed.
 */
export async function showAfter({ behaviour }: InsightParts, window: ShowWindow) {
  const ends = windowsDays.map((days) => new Date(window.until.getTime() + days * dayMs));
  const columns = windowsDays.map((_, index) => {
    const inTime = `at <= {end_${index}:DateTime64(3)}`;
    return `uniqExactIf(person, kind = 'joined' AND ${inTime}) AS joined_${index},
      uniqExactIf(person, kind IN ('entered', 'ordered') AND ${inTime}) AS back_${index},
      uniqExactIf(person, kind = 'ordered' AND position > 1 AND ${inTime}) AS again_${index},
      sumIf(cents, ${inTime}) AS cents_${index}`;
  });
  const inTime = `at > {until:DateTime64(3)} AND at <= {end:DateTime64(3)}`;
  const found = await behaviour.row<Record<string, number>>(
    `SELECT ${columns.join(", ")} FROM (
       SELECT person, 'joined' AS kind, first_at AS at, 0 AS position, 0 AS cents FROM (
         SELECT person, min(at) AS first_at FROM ${factsOf(["member.joined"], "at")} GROUP BY person)
       WHERE first_at > {until:DateTime64(3)}
       UNION ALL
       SELECT person, 'entered' AS kind, at, 0 AS position, 0 AS cents
       FROM ${factsOf(["show.entered"], "at", `show_id != {show:UUID} AND ${inTime}`)}
       UNION ALL
       SELECT person, 'ordered' AS kind, at, position, paid_cents AS cents FROM ${sales}
       WHERE ${inTime} AND order_id NOT IN (SELECT order_id FROM ${ordersOfShow})
     ) WHERE person IN ${viewersOfShow}`,
    { ...window, ...Object.fromEntries(ends.map((at, index) => [`end_${index}`, at])), end: ends.at(-1)! },
  );
  return windowsDays.map((days, index) => ({
    days,
    complete: window.now.getTime() >= ends[index]!.getTime(),
    joined: found[`joined_${index}`]!,
    cameBack: found[`back_${index}`]!,
    boughtAgain: found[`again_${index}`]!,
    gmvCents: found[`cents_${index}`]!,
  }));
}
