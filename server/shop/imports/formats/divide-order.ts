import { splitByWeight } from "../../../platform/money/index.ts";

/** A share of an order of which the export tells only the titles, the count and the sum. */
export type OrderPart = {
  readonly title: string;
  readonly quantity: number;
  readonly totalCents: number;
  readonly unitPriceCents: number;
};

/**
 * Divides an order over its titles when the text holds as many of them as the export says (or one when it says nothing):
 * units as evenly as whole numbers allow, money by units, adding up exactly. Otherwise the order stays one part under
 * the whole text: a wrong cut would invent products.
 */
export function divideOrder(
  titles: string,
  kinds: number | undefined,
  quantity: number,
  totalCents: number,
): readonly OrderPart[] {
  const pieces = titles
    .split(/[,，;；\n]+/u)
    .map((title) => title.trim())
    .filter((title) => title !== "");
  const names =
    kinds !== undefined && kinds > 1 && pieces.length === kinds && kinds <= quantity ? pieces : [titles];
  const quantities = splitByWeight(
    quantity,
    names.map(() => 1),
  );
  const totals = splitByWeight(totalCents, quantities);
  return names.map((title, i) => ({
    title,
    quantity: quantities[i]!,
    totalCents: totals[i]!,
    unitPriceCents: Math.round(totals[i]! / quantities[i]!),
  }));
}
