import { createHash, createHmac, randomBytes } from "node:crypto";

/**
 * A draw that anybody can recompute, by commit and reveal (Blum 1983, "Coin flipping by telephone"): the shop binds
 * itself to a seed by publishing its hash before anybody takes part, the shoppers' devices make the tickets, and the
 * seed is told with the result. Neither side can steer who wins.
 */

/** 32 random bytes as hex. */
export function newSeed(): string {
  return randomBytes(32).toString("hex");
}

/** SHA-256 of the seed's bytes, as hex. */
export function commitmentOf(seed: string): string {
  return createHash("sha256").update(Buffer.from(seed, "hex")).digest("hex");
}

/** The tickets with the smallest HMAC-SHA256(key = the seed's bytes, "bag id:ticket"), smallest first. */
export function drawWinners(
  { bagId, seed, winners }: { readonly bagId: string; readonly seed: string; readonly winners: number },
  tickets: readonly string[],
): string[] {
  const key = Buffer.from(seed, "hex");
  return tickets
    .map((ticket) => ({
      ticket,
      lot: createHmac("sha256", key).update(`${bagId}:${ticket}`).digest("hex"),
    }))
    .toSorted((a, b) => (a.lot < b.lot ? -1 : 1))
    .slice(0, winners)
    .map(({ ticket }) => ticket);
}
