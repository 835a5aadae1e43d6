/** So much a sender's clock may be behind the shop's newest decision and still decide, at that decision's moment. */
export const mostBehindMs = 5 * 60_000;

/**
 * The moment at which a sender with this clock decides: never before what was decided last, because every window of
 * the budget is counted back from the newest touch. A sender whose clock is far behind does not decide at all
 * (undefined): what is due waits for another one, or for its clock.
 */
export function momentToDecide(clock: Date, decidedAt: Date | null): Date | undefined {
  if (!decidedAt || decidedAt <= clock) return clock;
  return decidedAt.getTime() - clock.getTime() <= mostBehindMs ? decidedAt : undefined;
}
