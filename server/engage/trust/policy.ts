/** The shop's rules for touching its members. */
export type TrustPolicy = {
  /** Touches in any seven days; a fraction counts over four weeks (0.5 = one every two weeks). */
  readonly weeklyBudget: number;
  /** Whether each member's budget follows how she responds, between floor and ceiling. */
  readonly adapts: boolean;
  readonly budgetFloor: number;
  readonly budgetCeiling: number;
  /** Largest share of touches that may sell, 0–0.5. */
  readonly salesShare: number;
  readonly minimumGapHours: number;
  /** Local times between which nobody is written to. */
  readonly quietFrom: string;
  readonly quietUntil: string;
  readonly controlShare: number;
};

export const defaultPolicy: TrustPolicy = {
  weeklyBudget: 2.5,
  adapts: true,
  budgetFloor: 0.5,
  budgetCeiling: 4,
  salesShare: 0.2,
  minimumGapHours: 20,
  quietFrom: "21:00",
  quietUntil: "09:00",
  controlShare: 0.05,
};

/** Days over which a member's sales share is taken: long enough that a rarely touched member can ever be sold to. */
export const memberShareDays = 90;
/** Days over which the shop's sales share is taken. */
export const shopShareDays = 28;
