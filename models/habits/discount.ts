import { betaQuantile } from "../special/index.ts";

/** How much a member waits for discounts. */
export interface DiscountDependence {
  /** Expected share of orders made only with a discount. */
  readonly share: number;
  /** 80 % interval of the share. */
  readonly low: number;
  readonly high: number;
  /** "dependent" or "independent" only when the interval leaves no doubt against the limits 0.7 and 0.3. */
  readonly verdict: "dependent" | "independent" | "mixed" | "unknown";
}

/**
 * Beta-binomial share of discounted orders (Gelman et al. 2013, section 2.4), with the shop's own share as the prior,
 * worth `priorOrders` orders (default 3). Verdict "unknown" below three orders.
 */
export function discountDependence(
  discountedOrders: number,
  orders: number,
  shopShare: number,
  priorOrders = 3,
): DiscountDependence {
  const share = Math.min(0.99, Math.max(0.01, shopShare));
  const hits = discountedOrders + priorOrders * share;
  const misses = orders - discountedOrders + priorOrders * (1 - share);
  const low = betaQuantile(hits, misses, 0.1);
  const high = betaQuantile(hits, misses, 0.9);
  let verdict: DiscountDependence["verdict"] = "mixed";
  if (orders < 3) verdict = "unknown";
  else if (low > 0.7) verdict = "dependent";
  else if (high < 0.3) verdict = "independent";
  return { share: hits / (hits + misses), low, high, verdict };
}
