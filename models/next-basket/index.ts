/**
 * Next basket: what a user will buy next, repeat and explore scored apart by calibrated chances and merged by the mix
 * asked for; merchant rules come after scoring; every item has a reason; a new order counts at once. Pure and
 * deterministic. The peers of the literature are here to be compared with.
 */
export { basketHistory, lastBasket, type BasketHistory, type Baskets } from "./history.ts";
export { userItems, withOrder, type UserItems } from "./user-items.ts";
export { fitNextBasket, type NextBasketModel, type NextBasketOptions } from "./fit.ts";
export {
  noteOrder,
  recommend,
  recommendScratch,
  type Recommendation,
  type RecommendScratch,
} from "./recommend.ts";
export type { MerchantRules } from "./merchant-rules.ts";
export type { Reason } from "./reasons.ts";
export type { Learner as BasketLearner, ShopFigures } from "./shop-figures.ts";
export { personalItems, personalThenPopular, popularItems } from "./peers.ts";
export { scoreBasket, type BasketScore } from "./metrics.ts";
export { tifuKnn, tifuWeights, type TifuOptions } from "./tifu-knn.ts";
export { upCf, type UpCfOptions } from "./up-cf.ts";
