/** Repairing loss: which packets of a publisher are missing, and which sent packets a viewer may ask for again. */

/** How long and how often a lost packet is asked for. */
export type RepairRules = {
  readonly retryMs: number;
  readonly giveUpMs: number;
  /** More missing at once than this is not repaired: a key frame is cheaper. */
  readonly mostMissing: number;
};

export const repairRules: RepairRules = { retryMs: 40, giveUpMs: 800, mostMissing: 200 };

/** `known`: came before, or was given up. `too-wide`: so much is missing before it that repair is no use. */
export type Arrival = "fresh" | "repaired" | "known" | "too-wide";

export type LossWatch = {
  /** A packet arrived, at first or by repetition. */
  arrived(sequence: number, at: number): Arrival;
  /** What to ask for now, ascending. `gaveUp` is true when something was lost for good since the last call. */
  due(at: number): { readonly sequences: readonly number[]; readonly gaveUp: boolean };
};

export function createLossWatch(rules: RepairRules = repairRules): LossWatch {
  const missing = new Map<number, { since: number; askedAt: number }>();
  let highest = -1;
  return {
    arrived: (sequence, at) => {
      if (sequence <= highest) return missing.delete(sequence) ? "repaired" : "known";
      const from = highest < 0 ? sequence : highest + 1;
      highest = sequence;
      if (sequence - from + missing.size > rules.mostMissing) {
        missing.clear();
        return "too-wide";
      }
      for (let lost = from; lost < sequence; lost += 1) missing.set(lost, { since: at, askedAt: -Infinity });
      return "fresh";
    },
    due: (at) => {
      const sequences: number[] = [];
      let gaveUp = false;
      for (const [sequence, entry] of missing) {
        if (at - entry.since > rules.giveUpMs) {
          missing.delete(sequence);
          gaveUp = true;
        } else if (at - entry.askedAt >= rules.retryMs) {
          entry.askedAt = at;
          sequences.push(sequence);
        }
      }
      return { sequences, gaveUp };
    },
  };
}

/** The last packets of a stream by sequence number: a ring, so its memory is bounded. */
export type PacketHistory<P extends { readonly sequence: number }> = {
  add(packet: P): void;
  get(sequence: number): P | undefined;
  clear(): void;
};

export function createPacketHistory<P extends { readonly sequence: number }>(size: number): PacketHistory<P> {
  let slots: (P | undefined)[] = [];
  return {
    add: (packet) => {
      slots[packet.sequence % size] = packet;
    },
    get: (sequence) => {
      const packet = slots[sequence % size];
      return packet?.sequence === sequence ? packet : undefined;
    },
    clear: () => {
      slots = [];
    },
  };
}

/** A budget that refills with time: bounds what a viewer can make us repeat. */
export function createAllowance(perSecond: number, atOnce: number) {
  let left = atOnce;
  let refilledAt = 0;
  return {
    take: (at: number): boolean => {
      left = Math.min(atOnce, left + ((at - refilledAt) * perSecond) / 1000);
      refilledAt = at;
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
}
