import type { ShopFigures } from "./shop-figures.ts";
import type { UserItems } from "./user-items.ts";

/** Why an item is recommended: a code and the figures for a sentence in any language. */
export type Reason =
  /** In `baskets` of the user's `of` baskets. */
  | { readonly code: "bought-often"; readonly baskets: number; readonly of: number }
  /** `since` baskets without it, usually bought every `every` baskets. */
  | { readonly code: "due"; readonly since: number; readonly every: number }
  /** In the basket `since` baskets ago (0 = the last one). */
  | { readonly code: "bought-lately"; readonly since: number }
  /** Others buy it after `item`, which is in the user's last basket: this share of them, drawn towards 0 when few. */
  | { readonly code: "bought-after"; readonly item: number; readonly share: number }
  /** This share of users buy it now. */
  | { readonly code: "in-demand"; readonly share: number };

/** Reason for the k-th of the user's own items. */
export function repeatReason(user: UserItems, k: number): Reason {
  const count = user.count[k]!;
  const since = user.sinceLast[k]!;
  const every = count > 1 ? (user.sinceFirst[k]! - since) / (count - 1) : Infinity;
  if (count > 2 && every >= 1.5 && since + 1 >= every) return { code: "due", since, every };
  if (count <= 2 && since <= 1) return { code: "bought-lately", since };
  return { code: "bought-often", baskets: count, of: user.baskets };
}

/** Reason for an item the user never bought: what in the last basket speaks for it most, or else its demand. */
export function exploreReason(f: ShopFigures, user: UserItems, self: number, item: number): Reason {
  const shares = new Map<number, number>();
  f.eachFollower(user.last, self, (follower, share, leader) => {
    if (follower === item) shares.set(leader, (shares.get(leader) ?? 0) + share);
  });
  const demand = f.coming[item]! / Math.max(1, f.users);
  let reason: Reason = { code: "in-demand", share: demand };
  let most = demand;
  for (const [leader, share] of shares) {
    if (share <= most) continue;
    most = share;
    reason = { code: "bought-after", item: leader, share };
  }
  return reason;
}
