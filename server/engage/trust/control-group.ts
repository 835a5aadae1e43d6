import { createHash } from "node:crypto";

/**
 * Whether a member belongs to the universal control group, which marketing never touches. The hash is stable: a
 * larger share keeps everybody who was in, so that months of comparison stay whole.
 */
export function inControlGroup(shopId: string, memberId: string, share: number): boolean {
  const digest = createHash("sha256").update(`universal control ${shopId} ${memberId}`).digest();
  return digest.readUInt32BE(0) < share * 2 ** 32;
}
