/**
 * Money is an integer of minor units (分, cents) beside an ISO-4217 code; it is never a float.
 * How many minor units make one major unit comes from Intl (JPY 0, CNY 2, KWD 3).
 */
export type Money = { readonly cents: number; readonly currency: string };

export function minorDigits(currency: string): number {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/** "12.50", "¥1,234.5", "−3" → minor units; undefined when it is not a number or has too many digits to be exact. */
export function parseMajor(text: string, currency: string): number | undefined {
  const cleaned = text.replaceAll(/[\s,¥￥$£€]/gu, "").replace(/^−/u, "-");
  const match = /^(-?)(\d+)(?:\.(\d*))?$/u.exec(cleaned);
  if (!match) return undefined;
  const digits = minorDigits(currency);
  const fraction = (match[3] ?? "").replace(/0+$/u, "");
  const whole = Number(match[2]);
  const exact = Number(fraction.slice(0, digits).padEnd(digits, "0") || "0");
  const roundUp = fraction.length > digits && fraction.charCodeAt(digits) >= 53 ? 1 : 0;
  const cents = whole * 10 ** digits + exact + roundUp;
  if (!Number.isSafeInteger(cents)) return undefined;
  return match[1] === "-" && cents !== 0 ? -cents : cents;
}

/**
 * Splits an amount by weights so that the parts add up to it exactly (largest remainder method).
 * Used where a discount or a refund is spread over order lines.
 */
export function splitByWeight(cents: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (weights.length === 0) return [];
  if (total === 0) return weights.map((_, i) => (i === 0 ? cents : 0));
  const exact = weights.map((weight) => (cents * weight) / total);
  const parts = exact.map((part) => Math.trunc(part));
  const rest = cents - parts.reduce((sum, part) => sum + part, 0);
  const byRemainder = exact
    .map((part, i) => ({ i, remainder: Math.abs(part - Math.trunc(part)) }))
    .toSorted((a, b) => b.remainder - a.remainder || a.i - b.i);
  for (let k = 0; k < Math.abs(rest); k += 1) {
    const at = byRemainder[k % byRemainder.length]!.i;
    parts[at] = parts[at]! + Math.sign(rest);
  }
  return parts;
}
