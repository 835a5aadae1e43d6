import type { ShopFigures } from "./shop-figures.ts";
import { bestOf, type TouchedVector } from "./sparse.ts";
import type { UserItems } from "./user-items.ts";

/** Explore candidates per user: items in demand, and items that follow the last basket. */
const POPULAR = 40;
const FOLLOWING = 30;

/** Items the user never bought that are worth scoring; `follows` is filled with the shares of what follows. */
export function exploreCandidates(
  f: ShopFigures,
  user: UserItems,
  self: number,
  follows: TouchedVector,
  known: Uint8Array,
): number[] {
  follows.clear();
  f.eachFollower(user.last, self, (follower, share) => follows.add(follower, share));
  for (const i of user.item) known[i] = 1;
  // Places of own items are passed over in place: the order of `touched` is nobody's.
  let fresh = 0;
  for (let t = 0; t < follows.count; t++) {
    const i = follows.touched[t]!;
    if (known[i] === 1) continue;
    follows.touched[t] = follows.touched[fresh]!;
    follows.touched[fresh++] = i;
  }
  const found = Array.from(bestOf(follows.touched.subarray(0, fresh), follows.value, FOLLOWING));
  for (const i of found) known[i] = 1;
  let popular = 0;
  for (const i of f.popular()) {
    if (popular === POPULAR) break;
    if (known[i] === 1) continue;
    found.push(i);
    popular += 1;
  }
  for (const i of user.item) known[i] = 0;
  for (const i of found) known[i] = 0;
  return found;
}
