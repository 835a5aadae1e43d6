import { alwaysValid, cuped, pairMomentsOf, sampleRatioMismatch } from "../../../models/index.ts";

/** Earlier and later figure of each member of one group, in the same order. */
export type Group = { readonly before: Float64Array; readonly during: Float64Array };

export type LiftMetric = "repeat_orders" | "revenue" | "unsubscribes" | "refunds";

/** More of these is worse. */
const harms: ReadonlySet<LiftMetric> = new Set(["unsubscribes", "refunds"]);

const names: Record<LiftMetric, string> = {
  repeat_orders: "Repeat orders per member · 人均复购订单",
  revenue: "Revenue after refunds per member · 人均净成交",
  unsubscribes: "Unsubscriptions per member · 人均退订",
  refunds: "Refunds per member · 人均退款次数",
};

/** Groups are compared as they were drawn, whoever of them got a touch: all else would compare the eager with the rest. */
const intention = "all who may be touched against the control group, intention to treat 意向分析";

/**
 * What the touches caused, per member: difference of means, adjusted by what the same members did in the time before
 * (CUPED), with an interval that stays valid however often one looks. `controlShare` is the share that was drawn.
 *
 * No verdict is given while there are too few members, or when the groups' sizes do not fit the draw. The interval is
 * then as wide as anything a member did: two means cannot differ by more.
 */
export function lift(metric: LiftMetric, treated: Group, control: Group, controlShare: number) {
  const treatedPairs = pairMomentsOf(treated.before, treated.during);
  const controlPairs = pairMomentsOf(control.before, control.during);
  const sampleRatioOk = !sampleRatioMismatch(
    [controlPairs.count, treatedPairs.count],
    [controlShare, 1 - controlShare],
  ).mismatch;
  const common = {
    name: `${names[metric]} (${intention})`,
    metric,
    treated: { members: treatedPairs.count, mean: treatedPairs.meanY },
    control: { members: controlPairs.count, mean: controlPairs.meanY },
    sampleRatioOk,
  };
  const widest = largest(treated.during, control.during);
  const unknown = { low: -widest, high: widest, verdict: "not_yet_known" as const };
  if (controlPairs.count < 2 || treatedPairs.count < 2)
    return {
      ...common,
      difference: treatedPairs.meanY - controlPairs.meanY,
      varianceReduction: 0,
      ...unknown,
    };
  const effect = cuped(controlPairs, treatedPairs);
  const { low, high } = alwaysValid(effect, controlPairs.count + treatedPairs.count);
  const varianceReduction = Math.min(1, Math.max(0, effect.varianceReduction));
  const found = { ...common, difference: effect.difference, varianceReduction };
  if (!Number.isFinite(low) || !Number.isFinite(high)) return { ...found, ...unknown };
  return { ...found, low, high, verdict: sampleRatioOk ? verdictOf(metric, low, high) : unknown.verdict };
}

function verdictOf(metric: LiftMetric, low: number, high: number): "gain" | "loss" | "not_yet_known" {
  if (low <= 0 && high >= 0) return "not_yet_known";
  return low > 0 !== harms.has(metric) ? "gain" : "loss";
}

function largest(...groups: readonly Float64Array[]): number {
  return groups
    .flat()
    .reduce((most, group) => group.reduce((one, value) => Math.max(one, Math.abs(value)), most), 1);
}
