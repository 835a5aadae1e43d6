/**
 * How long a viewer's player may hold the picture back. On a clean line nothing is asked; on a lossy one a little delay
 * gives repetitions the time to arrive, so that the picture runs smoothly instead of freezing.
 */
export type PlayoutDelay = {
  /** About once a second: which share (0–1) of the packets sent since the last call had to be repeated. */
  noteLoss(share: number, at: number): void;
  /** The header extension block to send now; `undefined` while nothing was ever asked. */
  extension(): Buffer | undefined;
};

/** From this share of loss on, this delay (measured at 40 ms round trip: no freezes at 5 % and at 10 %). */
const steps = [
  { share: 0.08, delayMs: 400 },
  { share: 0.015, delayMs: 200 },
] as const;
const holdMs = 20_000;
/** One bad second is no bad line: a second counts by an eighth, and never for more than this. */
const smoothing = 1 / 8;
const mostShare = 0.1;
const mostDelayMs = 2000;

/** @param id the extension's negotiated id; without one nothing can be asked. */
export function createPlayoutDelay(id: number | undefined): PlayoutDelay {
  if (id === undefined || id > 14) return { noteLoss: () => undefined, extension: () => undefined };
  let delayMs = 0;
  let heldUntil = 0;
  let smoothed = 0;
  let block: Buffer | undefined;
  return {
    noteLoss: (share, at) => {
      smoothed += (Math.min(share, mostShare) - smoothed) * smoothing;
      const wanted = steps.find((step) => smoothed >= step.share)?.delayMs ?? 0;
      if (wanted > 0 && wanted >= delayMs) heldUntil = at + holdMs;
      if (wanted === delayMs || (wanted < delayMs && at < heldUntil)) return;
      delayMs = wanted;
      block = writeDelay(id, delayMs);
    },
    extension: () => block,
  };
}

/** One-byte form (RFC 8285 §4.2); two 12-bit numbers in units of 10 ms: least and most delay. */
function writeDelay(id: number, delayMs: number): Buffer {
  const out = Buffer.alloc(8);
  out.writeUInt16BE(0xbede, 0);
  out.writeUInt16BE(1, 2);
  out[4] = (id << 4) | 2;
  // 0–0 would mean "render at once"; the widest range means "as you like".
  out.writeUIntBE(((delayMs / 10) << 12) | (mostDelayMs / 10), 5, 3);
  return out;
}
