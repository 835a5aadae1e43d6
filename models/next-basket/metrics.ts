/** Quality of one list against what was bought; "repeat" is what the user had bought before. */
export interface BasketScore {
  readonly recall: number;
  readonly ndcg: number;
  /** 1 when anything on the list was bought. */
  readonly hit: number;
  /** Share of the k places given to repeat items. */
  readonly repeatShare: number;
  /** Recall and hit among the repeat and among the new items of the basket; absent when it has none of the kind. */
  readonly repeat?: { readonly recall: number; readonly hit: number };
  readonly explore?: { readonly recall: number; readonly hit: number };
}

/**
 * Recall, NDCG and personal hit ratio at k, whole and apart for repeat and explore, as in Li, Jullien, Ariannezhad & de
 * Rijke 2023 ("A Next Basket Recommendation Reality Check", TOIS 41(4), section 4.3), whose code normalises NDCG over
 * all bought items, also beyond k.
 */
export function scoreBasket(
  listed: readonly number[],
  bought: ReadonlySet<number>,
  k: number,
  known: ReadonlySet<number> = new Set(),
): BasketScore {
  let hits = 0;
  let repeatHits = 0;
  let repeatPlaces = 0;
  let gain = 0;
  listed.slice(0, k).forEach((item, place) => {
    if (known.has(item)) repeatPlaces += 1;
    if (!bought.has(item)) return;
    hits += 1;
    if (known.has(item)) repeatHits += 1;
    gain += 1 / Math.log2(place + 2);
  });
  let ideal = 0;
  for (let place = 0; place < bought.size; place++) ideal += 1 / Math.log2(place + 2);
  const again = Array.from(bought).filter((item) => known.has(item)).length;
  return {
    recall: hits / bought.size,
    ndcg: gain / ideal,
    hit: hits > 0 ? 1 : 0,
    repeatShare: repeatPlaces / k,
    ...(again > 0 && { repeat: part(repeatHits, again) }),
    ...(again < bought.size && { explore: part(hits - repeatHits, bought.size - again) }),
  };
}

function part(hits: number, bought: number): { recall: number; hit: number } {
  return { recall: hits / bought, hit: hits > 0 ? 1 : 0 };
}
