import { invalidInput } from "../../platform/errors.ts";
import type { InsightParts } from "../parts.ts";
import { addDays, askingFor, dayIn, daysBetween } from "../reports/index.ts";
import { type Behaved, behavedOf } from "./lift-views.ts";
import { type Group, lift, type LiftMetric } from "./lift.ts";

const defaultDays = 28;
const mostDays = 366;
const membersAtOnce = 5000;

const metrics: readonly (readonly [LiftMetric, keyof Behaved, keyof Behaved])[] = [
  ["repeat_orders", "repeatBefore", "repeatDuring"],
  ["revenue", "revenueBefore", "revenueDuring"],
  ["unsubscribes", "unsubscribedBefore", "unsubscribedDuring"],
  ["refunds", "refundedBefore", "refundedDuring"],
];

/**
 * Members who could be touched against the universal control group, over days of the shop's calendar, both included.
 * Only who was a member before the first day takes part: later ones were not drawn under the same conditions.
 * Errors: invalid_input, not_found, unavailable.
 */
export async function liftReport(
  parts: InsightParts,
  shopId: string,
  ask: { readonly from?: string | undefined; readonly until?: string | undefined },
) {
  const asking = await askingFor(parts, shopId);
  const until = ask.until ?? dayIn(asking.zone, asking.now);
  const from = ask.from ?? addDays(until, 1 - defaultDays);
  const days = daysBetween(from, until) + 1;
  if (days < 1) throw invalidInput("from", "a day not after until");
  if (days > mostDays) throw invalidInput("from", `at most ${mostDays} days before until`);
  const { controlShare } = await parts.engage.trust.policy(shopId);
  const behaved = await behavedOf(parts, { ...asking, before: addDays(from, -days), from, until });
  const { treated, control } = await drawn(
    parts,
    shopId,
    controlShare,
    (joinedAt) => dayIn(asking.zone, joinedAt) < from,
  );
  const liftOf = ([metric, before, during]: (typeof metrics)[number]) => {
    const groupOf = (ids: readonly string[]): Group => ({
      before: Float64Array.from(ids, (id) => behaved.get(id)?.[before] ?? 0),
      during: Float64Array.from(ids, (id) => behaved.get(id)?.[during] ?? 0),
    });
    return { ...lift(metric, groupOf(treated), groupOf(control), controlShare), from, until };
  };
  return metrics.map(liftOf);
}

/** All members who had joined in time, by the group that the stable draw put them in. */
async function drawn(
  { shop, engage }: InsightParts,
  shopId: string,
  controlShare: number,
  wasMember: (joinedAt: Date) => boolean,
) {
  const treated: string[] = [];
  const control: string[] = [];
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const members = await shop.identity.membersAfter(shopId, after, membersAtOnce);
    for (const { id, joinedAt } of members) {
      if (!joinedAt || !wasMember(joinedAt)) continue;
      (engage.trust.inControlGroup(shopId, id, controlShare) ? control : treated).push(id);
    }
    if (members.length < membersAtOnce) return { treated, control };
    after = members.at(-1)!.id;
  }
}
