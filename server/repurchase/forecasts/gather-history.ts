import type { Purchase, ShopChapter } from "../../shop/index.ts";
import { createColumn, type HistoryNames, type ShopHistory } from "./history.ts";
import type { LocalDays } from "./local-days.ts";

export type GatheredHistory = {
  readonly history: ShopHistory;
  readonly names: HistoryNames;
  /** True when the record of orders ended long before `now`, so that forecasts are made as of its last day. */
  readonly ended: boolean;
};

/** Category under which imports file postage, fees and samples: paid for, but nobody runs out of them. */
const nonProductCategory = "non_product";

/** Days without any order in the whole shop after which the record counts as ended. */
const silentDays = 28;

/**
 * Streams the shop's purchases into typed arrays: about 24 bytes a line, whatever their number. Undefined when nobody
 * has bought anything until then.
 *
 * When nobody at all has bought for four weeks it is the record that ended (an old export was imported), not every
 * single customer who left: then the last day with an order is the end of observation.
 */
export async function gatherHistory(
  shop: ShopChapter,
  shopId: string,
  days: LocalDays,
  now: Date,
): Promise<GatheredHistory | undefined> {
  const gathering = createGathering(days, now);
  await shop.orders.forEachPurchase(shopId, gathering.add);
  const { members, products, categories, endDay: lastDay, ...columns } = gathering.done();
  if (members.length === 0) return undefined;
  const today = days.dayOf(now);
  const ended = today - lastDay > silentDays;
  const useUpDays = await useUpDaysOf(shop, shopId, products);
  return {
    history: { ...columns, useUpDays, endDay: ended ? lastDay : today },
    names: { members, products, categories },
    ended,
  };
}

function createNumbering() {
  const numbers = new Map<string, number>();
  return {
    of: (name: string): number => {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, numbers.size);
      return numbers.size - 1;
    },
    names: (): string[] => [...numbers.keys()],
  };
}

/** Purchases come ordered by member and time, so lines of one day and product lie close together. */
function createGathering(days: LocalDays, now: Date) {
  const members: string[] = [];
  const products = createNumbering();
  const categories = createNumbering();
  const orders = {
    member: createColumn((n) => new Int32Array(n)),
    day: createColumn((n) => new Float64Array(n)),
    cents: createColumn((n) => new Float64Array(n)),
  };
  const lines = {
    member: createColumn((n) => new Int32Array(n)),
    product: createColumn((n) => new Int32Array(n)),
    day: createColumn((n) => new Float64Array(n)),
    quantity: createColumn((n) => new Float64Array(n)),
  };
  const hour = createColumn((n) => new Int8Array(n));
  const categoryOf = createColumn((n) => new Int32Array(n));
  let endDay = Number.NEGATIVE_INFINITY;

  function addOne(purchase: Purchase): void {
    if (purchase.paidAt > now) return;
    if (members.at(-1) !== purchase.memberId) members.push(purchase.memberId);
    const member = members.length - 1;
    const day = days.dayOf(purchase.paidAt);
    endDay = Math.max(endDay, day);
    const last = orders.member.length() - 1;
    if (last >= 0 && orders.member.at(last) === member && orders.day.at(last) === day) {
      orders.cents.addToLast(purchase.cents);
    } else {
      orders.member.push(member);
      orders.day.push(day);
      orders.cents.push(purchase.cents);
      hour.push(days.hourOf(purchase.paidAt));
    }
    // What came back was not used up, and what is no product is never needed again.
    if (purchase.cents <= 0 || purchase.category === nonProductCategory) return;
    const product = products.of(purchase.productId);
    if (product === categoryOf.length()) categoryOf.push(categories.of(purchase.category));
    lines.member.push(member);
    lines.product.push(product);
    lines.day.push(day);
    lines.quantity.push(purchase.quantity);
  }

  return {
    add: (batch: readonly Purchase[]) => {
      for (const purchase of batch) addOne(purchase);
    },
    done: () => ({
      members,
      products: products.names(),
      categories: categories.names(),
      orders: { member: orders.member.done(), day: orders.day.done(), cents: orders.cents.done() },
      lines: {
        member: lines.member.done(),
        product: lines.product.done(),
        day: lines.day.done(),
        quantity: lines.quantity.done(),
      },
      hour: hour.done(),
      categoryOf: categoryOf.done(),
      endDay,
    }),
  };
}

async function useUpDaysOf(shop: ShopChapter, shopId: string, productIds: readonly string[]) {
  const useUpDays = new Float64Array(productIds.length);
  for (let from = 0; from < productIds.length; from += 1000) {
    const found = await shop.catalogue.products(shopId, productIds.slice(from, from + 1000));
    const byId = new Map(found.map((product) => [product.id, product.useUpDays ?? 0]));
    for (let i = from; i < Math.min(from + 1000, productIds.length); i += 1) {
      useUpDays[i] = byId.get(productIds[i]!) ?? 0;
    }
  }
  return useUpDays;
}
