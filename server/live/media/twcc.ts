/**
 * Transport-wide congestion feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01 §3): tells the publisher when each
 * of its packets arrived, so that its own bandwidth estimate works.
 */
import { extendSequence } from "./rtp.ts";

const tickMs = 0.25;
const referenceMs = 64;
const mostStatuses = 2000;

export type ArrivalLog = {
  /** `sequence` is the 16-bit number of the header extension, `at` in milliseconds of a steady clock. */
  arrived(sequence: number, at: number): void;
  /** The feedback for everything since the last call; `undefined` when nothing arrived. */
  report(ourSsrc: number, mediaSsrc: number): Buffer | undefined;
};

export function createArrivalLog(): ArrivalLog {
  let arrivals = new Map<number, number>();
  let highest = -1;
  let next = -1;
  let reports = 0;
  return {
    arrived: (sequence, at) => {
      const extended = highest < 0 ? sequence + 65_536 : extendSequence(sequence, highest);
      if (arrivals.size < mostStatuses) arrivals.set(extended, at);
      highest = Math.max(highest, extended);
    },
    report: (ourSsrc, mediaSsrc) => {
      if (arrivals.size === 0) return undefined;
      const known = [...arrivals.keys()].toSorted((a, b) => a - b);
      const last = known.at(-1)!;
      const first = next < 0 ? known[0]! : Math.min(next, known[0]!);
      const base =
        last - first < mostStatuses ? first : known.find((sequence) => last - sequence < mostStatuses)!;
      const feedback = writeFeedback(arrivals, base, last, { ourSsrc, mediaSsrc, count: reports & 0xff });
      arrivals = new Map();
      next = Math.max(next, last + 1);
      reports += 1;
      return feedback;
    },
  };
}

type FeedbackHead = { readonly ourSsrc: number; readonly mediaSsrc: number; readonly count: number };

function writeFeedback(
  arrivals: ReadonlyMap<number, number>,
  base: number,
  last: number,
  head: FeedbackHead,
): Buffer {
  const earliest = [...arrivals.keys()].reduce(
    (first, next) => (next >= base && next < first ? next : first),
    last,
  );
  const reference = Math.floor(arrivals.get(earliest)! / referenceMs);
  let previousTicks = Math.round((reference * referenceMs) / tickMs);
  const symbols: number[] = [];
  const deltas: number[] = [];
  for (let sequence = base; sequence <= last; sequence += 1) {
    const at = arrivals.get(sequence);
    if (at === undefined) {
      symbols.push(0);
      continue;
    }
    const ticks = Math.round(at / tickMs);
    const delta = Math.max(-0x8000, Math.min(0x7fff, ticks - previousTicks));
    previousTicks += delta;
    const small = delta >= 0 && delta <= 255;
    symbols.push(small ? 1 : 2);
    deltas.push(...(small ? [delta] : [(delta >> 8) & 0xff, delta & 0xff]));
  }
  const chunks = statusChunks(symbols);
  const bytes = 20 + chunks.length * 2 + deltas.length;
  const out = Buffer.alloc(Math.ceil(bytes / 4) * 4);
  const padding = out.length - bytes;
  out[0] = 0x80 | (padding > 0 ? 0x20 : 0) | 15;
  out[1] = 205;
  out.writeUInt16BE(out.length / 4 - 1, 2);
  out.writeUInt32BE(head.ourSsrc, 4);
  out.writeUInt32BE(head.mediaSsrc, 8);
  out.writeUInt16BE(base & 0xffff, 12);
  out.writeUInt16BE(symbols.length, 14);
  out.writeUIntBE(reference & 0xff_ffff, 16, 3);
  out[19] = head.count;
  chunks.forEach((chunk, index) => out.writeUInt16BE(chunk, 20 + index * 2));
  Buffer.from(deltas).copy(out, 20 + chunks.length * 2);
  if (padding > 0) out[out.length - 1] = padding;
  return out;
}

/** Runs of one status become run-length chunks, anything else vectors of seven two-bit statuses. */
function statusChunks(symbols: readonly number[]): number[] {
  const chunks: number[] = [];
  let at = 0;
  while (at < symbols.length) {
    const symbol = symbols[at]!;
    let run = 1;
    while (symbols[at + run] === symbol && run < 8191) run += 1;
    if (run >= 7 || at + run === symbols.length) {
      chunks.push((symbol << 13) | run);
      at += run;
      continue;
    }
    let vector = 0xc000;
    for (let slot = 0; slot < 7; slot += 1) vector |= (symbols[at + slot] ?? 0) << (12 - slot * 2);
    chunks.push(vector);
    at += 7;
  }
  return chunks;
}
