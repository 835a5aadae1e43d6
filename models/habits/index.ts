/** Habits of members: when they are active, how they respond, how recently and often they buy, what discounts do. */
export { activeHours, bestSlots, fitActiveHours, type ActiveHoursModel } from "./active-hours.ts";
export {
  fatigue,
  priorFromSegment,
  responseRate,
  type Fatigue,
  type Rate,
  type RateBelief,
  type TouchOutcomes,
} from "./response.ts";
export { fifths, rfm, rfmGroup, type RfmGroup, type RfmInput, type RfmScores, type RfmTable } from "./rfm.ts";
export { discountDependence, type DiscountDependence } from "./discount.ts";
export {
  cohortTable,
  cumulativeValueCents,
  isKnown,
  repurchaseRate,
  type CohortOrders,
  type CohortTable,
} from "./cohorts.ts";
