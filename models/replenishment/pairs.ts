/** Purchases of products by members, one array entry per order line; order of entries does not matter. */
export interface Purchases {
  /** Member number 0 … members − 1. */
  readonly member: Int32Array;
  /** Product number 0 … products − 1. */
  readonly product: Int32Array;
  /** Day of the purchase, in days since any fixed origin. */
  readonly day: Float64Array;
  /** Units bought (> 0). */
  readonly quantity: Float64Array;
}

/** Purchases of one day put together and sorted by member, product and day. Pair i owns start[i] … start[i+1] − 1. */
export interface Pairs {
  readonly size: number;
  readonly member: Int32Array;
  readonly product: Int32Array;
  readonly start: Int32Array;
  readonly day: Float64Array;
  readonly quantity: Float64Array;
}

/** Sorts and merges purchases up to and with `endDay` into pairs of member and product. */
export function pairPurchases(purchases: Purchases, endDay: number): Pairs {
  let products = 1;
  for (const p of purchases.product) products = Math.max(products, p + 1);
  const key = new Float64Array(purchases.member.length);
  const kept: number[] = [];
  for (let i = 0; i < key.length; i++) {
    key[i] = purchases.member[i]! * products + purchases.product[i]!;
    if (Math.floor(purchases.day[i]!) <= endDay) kept.push(i);
  }
  const order = Uint32Array.from(kept).toSorted(
    (i, j) => key[i]! - key[j]! || purchases.day[i]! - purchases.day[j]!,
  );
  const start: number[] = [];
  const day: number[] = [];
  const quantity: number[] = [];
  const member: number[] = [];
  const product: number[] = [];
  let previousKey = -1;
  for (const i of order) {
    const today = Math.floor(purchases.day[i]!);
    if (key[i] !== previousKey) {
      previousKey = key[i]!;
      start.push(day.length);
      member.push(purchases.member[i]!);
      product.push(purchases.product[i]!);
    } else if (day.at(-1) === today) {
      quantity[quantity.length - 1]! += purchases.quantity[i]!;
      continue;
    }
    day.push(today);
    quantity.push(purchases.quantity[i]!);
  }
  start.push(day.length);
  return {
    size: member.length,
    member: Int32Array.from(member),
    product: Int32Array.from(product),
    start: Int32Array.from(start),
    day: Float64Array.from(day),
    quantity: Float64Array.from(quantity),
  };
}

/**
 * The purchases with categories in the place of products, so that "when does she need something of this kind again" is
 * fitted and asked for like a product. Quantities of different products are added up as they are.
 */
export function byCategory(purchases: Purchases, categoryOf: Int32Array): Purchases {
  return { ...purchases, product: purchases.product.map((product) => categoryOf[product]!) };
}

/** Median quantity bought at once per product; 1 for a product never bought. */
export function typicalQuantities(pairs: Pairs, products: number): Float64Array {
  const lists: number[][] = Array.from({ length: products }, () => []);
  for (let i = 0; i < pairs.size; i++) {
    const list = lists[pairs.product[i]!]!;
    for (let k = pairs.start[i]!; k < pairs.start[i + 1]!; k++) list.push(pairs.quantity[k]!);
  }
  return Float64Array.from(lists, (list) => {
    if (list.length === 0) return 1;
    list.sort((a, b) => a - b);
    return list[Math.floor(list.length / 2)]!;
  });
}
