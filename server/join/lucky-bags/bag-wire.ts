import type { BagView } from "./bag-store.ts";

/** The seed is left out until the bag is drawn: it decides who wins. */
export function bagToWire(bag: BagView) {
  const { id, showId, prize, winners, status, entries, commitment, seed, drawnAt } = bag;
  return {
    id,
    showId,
    prize,
    winners,
    status,
    openedAt: bag.openedAt.toISOString(),
    closesAt: bag.closesAt.toISOString(),
    entries,
    commitment,
    ...(status === "drawn" && { seed }),
    ...(drawnAt && { drawnAt: drawnAt.toISOString() }),
  };
}
