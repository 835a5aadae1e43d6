import type { ShopHistory } from "./history.ts";

export type Suggestions = {
  /** Category in which a member buys on most days; −1 without one. */
  readonly category: Int32Array;
  /** What most others of that category's buyers have and she has not; −1 without one. */
  readonly product: Int32Array;
  /** Share of the category's buyers who have it. */
  readonly share: Float64Array;
};

/** Products looked at per category. */
const bestOfCategory = 30;

/**
 * One product to explore per member: the one most bought in her favourite category that she does not have. Simple on
 * purpose: it is the fallback that a learning recommender has to beat. `lines` are grouped by member.
 */
export function suggestProducts(history: ShopHistory, members: number): Suggestions {
  const { lines, categoryOf } = history;
  const { buyersOfProduct, buyersOfCategory, favourite } = countBuyers(history, members);
  const best = bestByCategory(buyersOfProduct, categoryOf, buyersOfCategory.length);
  const product = new Int32Array(members).fill(-1);
  const share = new Float64Array(members);
  eachMember(lines.member, (member, from, to) => {
    const category = favourite[member]!;
    const owned = new Set(lines.product.subarray(from, to));
    const found = best[category]?.find((candidate) => !owned.has(candidate));
    if (found === undefined) return;
    product[member] = found;
    share[member] = buyersOfProduct[found]! / Math.max(1, buyersOfCategory[category]!);
  });
  return { category: favourite, product, share };
}

function countBuyers({ lines, categoryOf }: ShopHistory, members: number) {
  let categories = 0;
  for (const category of categoryOf) categories = Math.max(categories, category + 1);
  const buyersOfProduct = new Int32Array(categoryOf.length);
  const buyersOfCategory = new Int32Array(categories);
  const favourite = new Int32Array(members).fill(-1);
  eachMember(lines.member, (member, from, to) => {
    const products = new Set(lines.product.subarray(from, to));
    const counts = new Map<number, number>();
    for (let i = from; i < to; i += 1) {
      const category = categoryOf[lines.product[i]!]!;
      counts.set(category, (counts.get(category) ?? 0) + 1);
    }
    for (const product of products) buyersOfProduct[product]! += 1;
    let most = 0;
    for (const [category, count] of counts) {
      buyersOfCategory[category]! += 1;
      if (count <= most) continue;
      most = count;
      favourite[member] = category;
    }
  });
  return { buyersOfProduct, buyersOfCategory, favourite };
}

function bestByCategory(buyers: Int32Array, categoryOf: Int32Array, categories: number): number[][] {
  const best: number[][] = Array.from({ length: categories }, () => []);
  for (const [product, category] of categoryOf.entries()) best[category]!.push(product);
  return best.map((products) =>
    products.toSorted((a, b) => buyers[b]! - buyers[a]!).slice(0, bestOfCategory),
  );
}

function eachMember(member: Int32Array, visit: (member: number, from: number, to: number) => void): void {
  let from = 0;
  while (from < member.length) {
    let to = from;
    while (to < member.length && member[to] === member[from]) to += 1;
    visit(member[from]!, from, to);
    from = to;
  }
}
