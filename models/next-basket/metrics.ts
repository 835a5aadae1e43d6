/** Quality of one list against what was bought. */
export interface BasketScore {
  readonly recall: number;
  readonly ndcg: number;
  /** 1 when anything on the list was bought. */
  readonly hit: number;
}

/**
 * Recall, NDCG and personal hit ratio at k as in Li, Jullien, Ariannezhad & de Rijke 2023 ("A Next Basket Recommendation
 * Reality Check", TOIS 41(4), section 4.3), whose code normalises NDCG over all bought items, also beyond k.
 */
export function scoreBasket(listed: readonly number[], bought: ReadonlySet<number>, k: number): BasketScore {
  let hits = 0;
  let gain = 0;
  listed.slice(0, k).forEach((item, place) => {
    if (!bought.has(item)) return;
    hits += 1;
    gain += 1 / Math.log2(place + 2);
  });
  let ideal = 0;
  for (let place = 0; place < bought.size; place++) ideal += 1 / Math.log2(place + 2);
  return { recall: hits / bought.size, ndcg: gain / ideal, hit: hits > 0 ? 1 : 0 };
}
