import {
  activeHours,
  bestSlots,
  type BgNbdParams,
  type CustomerHistory,
  fitActiveHours,
  fitGammaGamma,
  gammaGammaExpectedSpendAll,
  type GammaGammaParams,
  summarise,
} from "../../../models/index.ts";
import { type CalibrationRow, calibrationOf } from "./calibration.ts";
import { chooseModel, type ModelCandidate, type ModelName } from "./choose-model.ts";
import type { ShopHistory } from "./history.ts";
import { memberNeeds, type NeedFigure } from "./member-needs.ts";
import { suggestProducts, type Suggestions } from "./suggestions.ts";

/** All forecasts of a shop; one entry per row of `history`, whose `customer` is the member's number. */
export type ShopFit = {
  /** The model the forecasts come from, and all that were fitted. */
  readonly model: ModelName;
  readonly candidates: readonly ModelCandidate[];
  readonly params: BgNbdParams;
  readonly logLikelihood: number;
  readonly converged: boolean;
  readonly prior: "none" | "weak";
  readonly spend: GammaGammaParams | undefined;
  readonly calibration: readonly CalibrationRow[];
  readonly history: CustomerHistory;
  readonly alive: Float64Array;
  readonly weekChance: Float64Array;
  readonly expected30: Float64Array;
  readonly expected90: Float64Array;
  readonly expected365: Float64Array;
  /** Minor units per purchase. */
  readonly spendPerOrder: Float64Array;
  readonly suggestions: Suggestions;
  /** The hours of each member's day in which she is most active, best first; `hoursKept` of them each. */
  readonly hours: Int8Array;
  readonly needs: readonly NeedFigure[];
  readonly needsConverged: boolean;
};

const daysPerWeek = 7;
const hoursPerDay = 24;
export const hoursKept = 4;

/** Fits the models to one shop and forecasts every member. Pure; for a million lines it takes seconds. */
export function fitShop(shop: ShopHistory, progress: (fraction: number, note: string) => void): ShopFit {
  progress(0.1, "customers");
  const { member: customer, day, cents: amount } = shop.orders;
  const history = summarise({ customer, day, amount }, { endDay: shop.endDay, unitDays: daysPerWeek });
  const { chosen, candidates } = chooseModel(history);
  const { fit, name: model } = chosen;
  progress(0.3, "spend");
  const spendFit = fitGammaGamma(history);
  const spend = spendFit.converged && spendFit.params.q > 1 ? spendFit.params : undefined;
  progress(0.4, "forecasts");
  const expectedIn = (days: number) => chosen.expectedWithin(days / daysPerWeek, history);
  const figures = {
    alive: chosen.alive(history),
    weekChance: chosen.chanceWithin(1, history),
    expected30: expectedIn(30),
    expected90: expectedIn(90),
    expected365: expectedIn(365),
    spendPerOrder: spend ? gammaGammaExpectedSpendAll(spend, history) : meanSpends(amount, history),
  };
  const members = (customer.at(-1) ?? -1) + 1;
  progress(0.5, "needs");
  const { model: needsModel, needs } = memberNeeds(shop);
  return {
    model,
    candidates,
    params: fit.params,
    logLikelihood: fit.logLikelihood,
    converged: fit.converged,
    prior: fit.prior,
    spend,
    calibration: calibrationOf(chosen.chanceOfRepeats, history),
    history,
    ...figures,
    suggestions: suggestProducts(shop, members),
    hours: bestHours(shop, members),
    needs,
    needsConverged: needsModel.converged,
  };
}

/** Without a usable Gamma-Gamma fit, everybody is expected to spend what is spent per purchase in this shop. */
function meanSpends(amount: Float64Array, history: CustomerHistory): Float64Array {
  const mean = amount.reduce((sum, cents) => sum + cents, 0) / Math.max(1, amount.length);
  return new Float64Array(history.n).fill(mean);
}

/** When members order is when they are reached: their own hours, shrunk towards the shop's. */
function bestHours({ orders, hour }: ShopHistory, members: number): Int8Array {
  const counts = new Float64Array(members * hoursPerDay);
  for (const [i, member] of orders.member.entries()) counts[member * hoursPerDay + hour[i]!]! += 1;
  const model = fitActiveHours(counts, hoursPerDay);
  const best = new Int8Array(members * hoursKept);
  for (let member = 0; member < members; member += 1) {
    const own = counts.subarray(member * hoursPerDay, (member + 1) * hoursPerDay);
    best.set(bestSlots(activeHours(model, own), hoursKept), member * hoursKept);
  }
  return best;
}
