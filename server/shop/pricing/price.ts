import type { LocalText } from "../../../contract/values.ts";
import { splitByWeight } from "../../platform/money/index.ts";
import type { SaleVariant } from "../catalogue/index.ts";
import type { CouponView } from "./coupon-store.ts";

/** Which rule made the price; it stays on the order line for good. */
export type PriceRule = {
  readonly kind: "list" | "member_price" | "coupon" | "flash_sale" | "imported";
  readonly couponId?: string;
  readonly label?: LocalText;
};

export type PricedLine = {
  readonly variant: SaleVariant;
  readonly quantity: number;
  readonly listPriceCents: number;
  readonly unitPriceCents: number;
  readonly discountCents: number;
  readonly totalCents: number;
  readonly priceRules: readonly PriceRule[];
};

export type Price = {
  readonly lines: readonly PricedLine[];
  readonly itemsCents: number;
  readonly discountCents: number;
  readonly totalCents: number;
  readonly coupon: CouponView | undefined;
};

/**
 * The price of a basket. Members pay the member price where it is lower; one coupon comes off the sum, spread
 * over the lines by their amounts so that the parts add up exactly (a refund of one line then knows its share).
 */
export function priceBasket(
  basket: readonly { variant: SaleVariant; quantity: number }[],
  joined: boolean,
  coupon: CouponView | undefined,
): Price {
  const gross = basket.map(({ variant, quantity }) => {
    const { priceCents, memberPriceCents } = variant;
    const member = joined && memberPriceCents !== null && memberPriceCents < priceCents;
    const unitPriceCents = member ? memberPriceCents : priceCents;
    return {
      variant,
      quantity,
      unitPriceCents,
      kind: member ? ("member_price" as const) : ("list" as const),
    };
  });
  const sums = gross.map((line) => line.unitPriceCents * line.quantity);
  const itemsCents = sums.reduce((sum, cents) => sum + cents, 0);
  const discountCents = coupon ? Math.min(coupon.offCents, itemsCents) : 0;
  const shares = splitByWeight(discountCents, sums);
  const lines = gross.map((line, i) => ({
    variant: line.variant,
    quantity: line.quantity,
    listPriceCents: line.variant.priceCents,
    unitPriceCents: line.unitPriceCents,
    discountCents: shares[i]!,
    totalCents: sums[i]! - shares[i]!,
    priceRules: rulesOf(line.kind, coupon),
  }));
  return { lines, itemsCents, discountCents, totalCents: itemsCents - discountCents, coupon };
}

function rulesOf(kind: "list" | "member_price", coupon: CouponView | undefined): PriceRule[] {
  const rules: PriceRule[] = [{ kind }];
  if (coupon) rules.push({ kind: "coupon", couponId: coupon.id, label: coupon.label });
  return rules;
}

/** Why a coupon cannot be used, or undefined when it can. */
export function couponObstacle(
  coupon: CouponView,
  itemsCents: number,
  currency: string,
  now: Date,
): "used" | "expired" | "below_minimum" | "other_currency" | undefined {
  if (coupon.usedByOrder) return "used";
  if (coupon.validUntil <= now) return "expired";
  if (coupon.currency !== currency) return "other_currency";
  if (itemsCents < coupon.minimumCents) return "below_minimum";
  return undefined;
}
