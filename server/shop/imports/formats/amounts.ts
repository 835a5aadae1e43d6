import { minorDigits } from "../../../platform/money/index.ts";
import { RowRefusal } from "../reading/cells.ts";

const factors = new Map<string, number>();

/** Minor units in one major unit of a currency: CNY 100, JPY 1. Refuses the row for a code that is no currency. */
function minorFactor(currency: string): number {
  const known = factors.get(currency);
  if (known !== undefined) return known;
  if (!/^[A-Z]{3}$/u.test(currency)) {
    throw new RowRefusal(
      "currency_wrong",
      `"${currency.slice(0, 20)}" is no currency. Right is, for example, CNY or USD.`,
    );
  }
  const factor = 10 ** minorDigits(currency);
  factors.set(currency, factor);
  return factor;
}

/** Major units → minor units, halves away from zero. */
export function toCents(amount: number, currency: string): number {
  const exact = Math.abs(amount) * minorFactor(currency);
  // 1.005 × 100 is 100.49999999999999 in binary; a ten-millionth of a cent brings such halves back.
  const cents = Math.floor(exact + 0.5 + 1e-7);
  return amount < 0 && cents !== 0 ? -cents : cents;
}

/** quantity × price in minor units, multiplied before rounding: 1,000 pieces at 0.001 cost 1.00. */
export function lineCents(quantity: number, unitPrice: number, currency: string): number {
  return toCents(Number((quantity * unitPrice).toFixed(6)), currency);
}
