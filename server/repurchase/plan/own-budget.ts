import { fatigue, type RateBelief, responseRate } from "../../../models/index.ts";
import type { LocalText } from "../../../contract/values.ts";

/** One touch to her and how she met it. */
export type Met = { readonly ageDays: number; readonly responded: boolean; readonly usual: number };

/** Touches of the usual rate that weigh as much as her own. */
const priorTouches = 5;
/** Above this chance attention really fell. */
const surelyFalling = 0.9;
const steps = 20;

/**
 * Her own budget as a factor of the shop's, from how she meets what comes against what is usual on the same channels.
 * It moves only as far as her touches leave no doubt: with r her response rate, u the usual one and the 80 % interval
 * (low, high) of r, it is low/u where low > u, high/u where high < u, else 1. Where her attention surely falls, what is
 * left of it comes on top and nothing raises it. In twentieths, so that it does not flicker.
 */
export function ownBudget(met: readonly Met[]): { factor: number; why: LocalText } {
  if (met.length === 0) return { factor: 1, why: nothingKnown };
  const usual = met.reduce((sum, one) => sum + one.usual, 0) / met.length;
  const outcomes = {
    ageDays: met.map((one) => one.ageDays),
    responded: met.map((one) => (one.responded ? 1 : 0)),
  };
  const prior: RateBelief = { hits: usual * priorTouches, misses: (1 - usual) * priorTouches };
  const rate = responseRate(outcomes, { prior });
  const tired = fatigue(outcomes, { prior });
  const byRate = rate.low > usual ? rate.low / usual : rate.high < usual ? rate.high / usual : 1;
  const falls = tired.chanceFalling > surelyFalling;
  const factor = falls ? Math.min(1, byRate) * (1 - tired.lost) : byRate;
  const answered = met.filter((one) => one.responded).length;
  const why = falls ? fallingWords(tired.lately, tired.before) : rateWords(answered, met.length, usual);
  return { factor: Math.round(factor * steps) / steps, why };
}

const nothingKnown: LocalText = { zh: "还没有足够的回应", en: "nothing is known of the response yet" };

function rateWords(answered: number, touches: number, usual: number): LocalText {
  return {
    zh: `近半年 ${touches} 条看了 ${answered} 条，平常是 ${percent(usual)}`,
    en: `opened ${answered} of ${touches} in half a year, the usual is ${percent(usual)}`,
  };
}

function fallingWords(lately: number, before: number): LocalText {
  return {
    zh: `关注在下降：最近 ${percent(lately)}，以前 ${percent(before)}`,
    en: `attention is falling, lately ${percent(lately)}, before ${percent(before)}`,
  };
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
