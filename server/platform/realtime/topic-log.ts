import type { Lane } from "../../../contract/live-messages.ts";
import type { Utterance } from "./chat-gate.ts";

/** A message before it has an offset. `key` tells values of the state and aggregate lanes apart (default: one per type). */
export type Outgoing = {
  readonly lane: Lane;
  readonly type: string;
  readonly data: unknown;
  readonly key?: string | undefined;
  /** For the aggregate lane: how one that still waits and a newer one become one. Without it the newer replaces it. */
  readonly merge?: ((waiting: unknown, newer: unknown) => unknown) | undefined;
} & Utterance;

export type Entry = {
  readonly offset: number;
  readonly atMs: number;
  readonly lane: Lane;
  readonly type: string;
  readonly stateKey: string | undefined;
  /** The data as JSON, made once for everybody. */
  readonly json: string;
};

export type TopicLogLimits = { readonly maxMessages: number; readonly maxBytes: number };

export type TopicLog = ReturnType<typeof createTopicLog>;

/**
 * The memory of one topic: a ring of its last messages, bounded in count and bytes once they are released, and the
 * latest value of each state key, which outlives the ring.
 */
export function createTopicLog(limits: TopicLogLimits) {
  const ring: Entry[] = [];
  let start = 0;
  let bytes = 0;
  let head = 0;
  let released = 0;
  const latest = new Map<string, Entry>();

  function forgetOldest(): void {
    const isOver = () => ring.length - start > limits.maxMessages || bytes > limits.maxBytes;
    while (start < ring.length && ring[start]!.offset <= released && isOver()) {
      bytes -= ring[start]!.json.length;
      start += 1;
    }
    if (start > limits.maxMessages) {
      ring.splice(0, start);
      start = 0;
    }
  }

  const floor = () => head - (ring.length - start);
  const isCurrent = (entry: Entry) => !entry.stateKey || latest.get(entry.stateKey) === entry;

  return {
    /** The offset of the newest message; 0 before the first. */
    head: () => head,

    append(message: Outgoing, atMs: number): Entry {
      head += 1;
      const stateKey = message.lane === "state" ? `${message.type}\u0000${message.key ?? ""}` : undefined;
      const json = JSON.stringify(message.data ?? null);
      const entry: Entry = { offset: head, atMs, lane: message.lane, type: message.type, stateKey, json };
      ring.push(entry);
      bytes += json.length;
      if (stateKey) latest.set(stateKey, entry);
      forgetOldest();
      return entry;
    },

    /** Messages up to `offset` have been sent; only now may the ring forget them. */
    release(offset: number): void {
      released = offset;
      forgetOldest();
    },

    /**
     * Messages after `offset` up to and including `until`, without state values that a later one has replaced.
     * Undefined when the ring no longer reaches back that far, or the offset is not of this log.
     */
    since(offset: number, until: number): Entry[] | undefined {
      if (offset < floor() || offset > head) return undefined;
      const from = start + offset - floor();
      return ring.slice(from, from + Math.max(0, until - offset)).filter(isCurrent);
    },

    /** The latest value of every state key with an offset up to `until`, oldest first. */
    states(until: number): Entry[] {
      return [...latest.values()]
        .filter((entry) => entry.offset <= until)
        .toSorted((a, b) => a.offset - b.offset);
    },
  };
}
