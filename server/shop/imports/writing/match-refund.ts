/** A line that was sold and may yet be refunded. */
export type SoldLine = {
  readonly orderId: string;
  readonly lineNo: number;
  readonly placedAt: Date;
  readonly unitPriceCents: number;
  /** What was paid for it and not yet given back. */
  leftCents: number;
};

export type RefundPiece = {
  readonly cents: number;
  /** Absent for what no earlier sale covers. */
  readonly line?: SoldLine;
};

/**
 * Finds the sales that a cancellation takes back: of the same customer and product, not after it, first those at the same
 * price, the latest first; a cancellation may take back several. What no sale covers stays a refund of its own.
 * Takes what it uses from `leftCents`, so that the next cancellation finds the rest.
 */
export function matchRefund(
  refund: { readonly at: Date; readonly cents: number; readonly unitPriceCents: number },
  sold: readonly SoldLine[],
): readonly RefundPiece[] {
  const isSamePrice = (line: SoldLine): number => (line.unitPriceCents === refund.unitPriceCents ? 1 : 0);
  const candidates = sold
    .filter((line) => line.leftCents > 0 && line.placedAt <= refund.at)
    .toSorted(
      (a, b) =>
        isSamePrice(b) - isSamePrice(a) ||
        b.placedAt.getTime() - a.placedAt.getTime() ||
        a.orderId.localeCompare(b.orderId) ||
        a.lineNo - b.lineNo,
    );
  const pieces: RefundPiece[] = [];
  let rest = refund.cents;
  for (const line of candidates) {
    if (rest === 0) break;
    const cents = Math.min(rest, line.leftCents);
    line.leftCents -= cents;
    rest -= cents;
    pieces.push({ cents, line });
  }
  if (rest > 0 || pieces.length === 0) pieces.push({ cents: rest });
  return pieces;
}
