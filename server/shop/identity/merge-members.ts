import type { Tx } from "../../platform/database/index.ts";
import type { IdentityParts } from "./index.ts";
import { moveBelongings } from "./member-store.ts";

/**
 * Gives everything of one member to the other. The row that is left behind says where its history went; later
 * chapters hear of it as `member.merged` and move what is theirs. Both rows must be locked by the caller.
 */
export async function mergeMembers(
  parts: IdentityParts,
  tx: Tx,
  shopId: string,
  from: string,
  to: string,
  reason: string,
  at: Date,
): Promise<void> {
  await moveBelongings(tx, shopId, from, to);
  await parts.events.append(tx, {
    shopId,
    type: "member.merged",
    memberId: to,
    at,
    data: { mergedMemberId: from, reason },
  });
}
