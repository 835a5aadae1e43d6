import { RefrainError } from "../../platform/errors.ts";
import type { EngageParts } from "../parts.ts";
import { labelObstacle, type TouchWish } from "./touch.ts";
import { insertWishes } from "./touch-store.ts";

const batch = 500;

/**
 * Hands wishes to the gate. Nothing is sent here: they wait for their moment and are decided when it comes. A wish
 * with a known key changes nothing. Returns the touches' ids in the order of the wishes.
 * Errors: invalid_input when a label is wrong (a service message that sells).
 */
export async function requestTouches(parts: EngageParts, wishes: readonly TouchWish[]): Promise<string[]> {
  for (const [i, wish] of wishes.entries()) {
    const obstacle = labelObstacle(wish);
    if (obstacle)
      throw new RefrainError("invalid_input", obstacle, [{ path: `${i}.purpose`, message: obstacle }]);
  }
  const ids: string[] = [];
  for (let from = 0; from < wishes.length; from += batch) {
    ids.push(...(await insertWishes(parts.db, wishes.slice(from, from + batch), parts.clock.now())));
  }
  return ids;
}
