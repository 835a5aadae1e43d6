import type { LocalText } from "../../../contract/values.ts";
import type { TrustPolicy } from "./policy.ts";

/** What a member's own response made of the shop's budget. */
export type OwnBudget = {
  /** Times the shop's budget. */
  readonly factor: number;
  /** What it was found from, in words for operator and member. */
  readonly why: LocalText;
};

export type Budget = {
  /** Touches in any seven days; a fraction counts over four weeks. */
  readonly perWeek: number;
  /** Why it is not simply the shop's; absent where it is. */
  readonly why?: LocalText;
};

type BudgetPolicy = Pick<TrustPolicy, "weeklyBudget" | "adapts" | "budgetFloor" | "budgetCeiling">;

/**
 * How often this member may be written to: the shop's budget, times her own factor where the shop adapts (in quarters,
 * between floor and ceiling), and never more than she wishes.
 */
export function budgetOf(policy: BudgetPolicy, own: OwnBudget | null, wishedPerWeek: number | null): Budget {
  const adapted = policy.adapts && own ? adaptedBudget(policy, own) : { perWeek: policy.weeklyBudget };
  if (wishedPerWeek === null || wishedPerWeek >= adapted.perWeek) return adapted;
  return {
    perWeek: wishedPerWeek,
    why: {
      zh: `本人选择每周最多 ${wishedPerWeek} 次`,
      en: `asked for at most ${wishedPerWeek} a week`,
    },
  };
}

function adaptedBudget({ weeklyBudget, budgetFloor, budgetCeiling }: BudgetPolicy, own: OwnBudget): Budget {
  const inQuarters = Math.round(weeklyBudget * own.factor * 4) / 4;
  const perWeek = Math.min(budgetCeiling, Math.max(budgetFloor, inQuarters));
  if (perWeek === weeklyBudget) return { perWeek };
  const { zh, en } = own.why;
  return {
    perWeek,
    why: {
      zh: `本人的预算是每周 ${perWeek} 次（店铺平常 ${weeklyBudget} 次）：${zh ?? en}`,
      en: `own budget ${perWeek} a week (the shop's is ${weeklyBudget}): ${en ?? zh}`,
    },
  };
}
