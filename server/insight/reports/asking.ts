import { addDays, dayIn } from "./calendar.ts";
import type { InsightParts } from "../parts.ts";

/** What every report asks with: the shop, its money and its calendar, and the moment of asking. */
export type Asking = {
  readonly shop: string;
  readonly now: Date;
  readonly currency: string;
  readonly zone: string;
};

/** Errors: not_found. */
export async function askingFor(parts: InsightParts, shopId: string): Promise<Asking> {
  const { currency, timeZone } = await parts.shop.storefront.shop(shopId);
  return { shop: shopId, now: parts.clock.now(), currency, zone: timeZone };
}

/** The last days of the shop's calendar, today the last one. */
export function lastDays(asking: Asking, days: number): string[] {
  const today = dayIn(asking.zone, asking.now);
  return Array.from({ length: days }, (_, index) => addDays(today, index - days + 1));
}
