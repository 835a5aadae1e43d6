import type { AllRoutes } from "../../../../../contract/routes.ts";
import type { ResultOf } from "../../../../client/api.ts";

export type Proof = ResultOf<AllRoutes["GET /api/v1/front/lucky-bags/{id}/proof"]>;

/**
 * Draws again on the shopper's own device: whether the seed is the one that was promised before anybody took part, and
 * whether the tickets that won are those with the smallest HMAC-SHA256(seed, "bag:ticket"). `undefined` where the
 * browser has no cryptography (a page without https).
 */
export async function recompute(proof: Proof, promised: string): Promise<boolean | undefined> {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (subtle === undefined) return undefined;
  const seed = bytesOf(proof.seed);
  const commitment = hexOf(await subtle.digest("SHA-256", seed));
  if (commitment !== promised || commitment !== proof.commitment) return false;
  const key = await subtle.importKey("raw", seed, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const text = new TextEncoder();
  const lots = await Promise.all(
    proof.tickets.map(async (ticket) => ({
      ticket,
      lot: hexOf(await subtle.sign("HMAC", key, text.encode(`${proof.bagId}:${ticket}`))),
    })),
  );
  const smallest = lots.toSorted((a, b) => (a.lot < b.lot ? -1 : 1)).slice(0, proof.winners);
  const won = new Set(proof.winning);
  return smallest.length === won.size && smallest.every(({ ticket }) => won.has(ticket));
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../gu) ?? [], (pair) => Number.parseInt(pair, 16));
}

function hexOf(buffer: ArrayBuffer): string {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
