import type { InsightParts } from "../parts.ts";
import { type Asking, dayOf, factsOf, sales } from "../reports/index.ts";

/** What one member did in the window and in the equally long time before it. Money in minor units. */
export type Behaved = {
  readonly repeatBefore: number;
  readonly repeatDuring: number;
  readonly revenueBefore: number;
  readonly revenueDuring: number;
  readonly unsubscribedBefore: number;
  readonly unsubscribedDuring: number;
  readonly refundedBefore: number;
  readonly refundedDuring: number;
};

/** By member; who did nothing of it is absent. `before` is the first day of the time before, `until` the last of all. */
export async function behavedOf(
  { behaviour }: InsightParts,
  window: Asking & { readonly before: string; readonly from: string; readonly until: string },
): Promise<Map<string, Behaved>> {
  const inBoth = `${dayOf("at")} >= {before:Date} AND ${dayOf("at")} <= {until:Date}`;
  const rows = await behaviour.rows<Behaved & { readonly person: string }>(
    `SELECT person,
       countIf(NOT late AND kind = 'repeat') AS repeatBefore, countIf(late AND kind = 'repeat') AS repeatDuring,
       sumIf(cents, NOT late) AS revenueBefore, sumIf(cents, late) AS revenueDuring,
       countIf(NOT late AND kind = 'member.unsubscribed') AS unsubscribedBefore,
       countIf(late AND kind = 'member.unsubscribed') AS unsubscribedDuring,
       countIf(NOT late AND kind = 'order.refunded') AS refundedBefore,
       countIf(late AND kind = 'order.refunded') AS refundedDuring
     FROM (
       SELECT person, if(position > 1, 'repeat', 'first') AS kind, left_cents AS cents, ${dayOf("at")} >= {from:Date} AS late
       FROM ${sales} WHERE ${inBoth}
       UNION ALL
       SELECT person, type AS kind, 0 AS cents, ${dayOf("at")} >= {from:Date} AS late
       FROM ${factsOf(["member.unsubscribed", "order.refunded"], "type, at", inBoth)}
     ) GROUP BY person`,
    window,
  );
  return new Map(rows.map((row) => [row.person, row]));
}
