/**
 * Next basket: what a user will buy next, repeat and explore scored apart by calibrated chances and merged by the mix
 * asked for; merchant rules come after scoring; every item has a reason. Pure and deterministic.
 */
export { basketHistory, userItems, type BasketHistory, type Baskets, type UserItems } from "./history.ts";
export {
  fitNextBasket,
  recommend,
  type NextBasketModel,
  type NextBasketOptions,
  type Reason,
  type Recommendation,
  type RecommendOptions,
} from "./recommender.ts";
export { neighbourScratch, type NeighbourScratch } from "./neighbours.ts";
export { personalItems, personalThenPopular, popularItems } from "./peers.ts";
export { scoreBasket, type BasketScore } from "./metrics.ts";
export { tifuKnn, tifuWeights, type TifuOptions } from "./tifu-knn.ts";
export { upCf, type UpCfOptions } from "./up-cf.ts";
