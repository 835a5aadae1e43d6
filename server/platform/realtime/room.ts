import { randomBytes } from "node:crypto";
import type { Clock } from "../clock/index.ts";
import { deflateRawSync } from "node:zlib";
import { createChatGate } from "./chat-gate.ts";
import { createFanout } from "./fanout.ts";
import { batchJson, binaryFrame, textFrame } from "./frames.ts";
import { chatRate } from "./rates.ts";
import { type Entry, type Outgoing, type TopicLogLimits, createTopicLog } from "./topic-log.ts";

const aggregateEveryMs = 1000;

/** What a room needs to know of a connection. */
export type Subscriber = {
  readonly write: (frame: Buffer) => void;
  /** A reader that lags gets only the state and must lanes. */
  readonly isSlow: () => boolean;
  /** It understands deflated batches. */
  readonly unpacks: boolean;
};

/** The frames of a flush; each is built when the first reader who needs it is met, and then the same for all. */
type Frames = {
  readonly full: () => Buffer;
  readonly packed: () => Buffer;
  readonly essential: () => Buffer | undefined;
};

/** From so many messages on, deflating saves more in sending than it costs: it is done once for the whole topic. */
const packFrom = 3;

/** What somebody has missed, as one batch; no batch when it is nothing. */
export type Missed = { readonly batch: string | undefined };

export type Room = ReturnType<typeof createRoom>;

/** One topic while anybody listens: its log, its subscribers and its fan-out. */
export function createRoom(options: {
  readonly topic: string;
  readonly clock: Clock;
  readonly limits: TopicLogLimits;
}) {
  const { topic, clock } = options;
  const log = createTopicLog(options.limits);
  const subscribers = new Set<Subscriber>();
  const aggregates = new Map<string, Outgoing>();
  const chat = createChatGate<Outgoing>({
    rate: () => chatRate(subscribers.size),
    pass: append,
    dropped: () => (dropped += 1),
  });
  let flushedOffset = 0;
  let dropped = 0;
  let aggregateTimer: NodeJS.Timeout | undefined;

  const fanout = createFanout<Frames, Subscriber>({
    collect() {
      const entries = log.since(flushedOffset, log.head());
      if (!entries || entries.length === 0) return undefined;
      const droppedNow = dropped;
      flushedOffset = log.head();
      log.release(flushedOffset);
      dropped = 0;
      return { frames: framesOf(topic, entries, droppedNow), to: [...subscribers] };
    },
    send(subscriber, frames) {
      if (!subscribers.has(subscriber)) return;
      const whole = subscriber.unpacks ? frames.packed : frames.full;
      const frame = subscriber.isSlow() ? frames.essential() : whole();
      if (frame) subscriber.write(frame);
    },
  });

  function append(message: Outgoing): void {
    log.append(message, clock.now().getTime());
    fanout.schedule();
  }

  function appendAggregates(): void {
    for (const message of aggregates.values()) append(message);
    aggregateTimer = aggregates.size > 0 ? setTimeout(appendAggregates, aggregateEveryMs) : undefined;
    aggregates.clear();
  }

  function aggregate(message: Outgoing): void {
    const key = `${message.type}\u0000${message.key ?? ""}`;
    const waiting = aggregates.get(key);
    const merged = waiting && message.merge ? message.merge(waiting.data, message.data) : message.data;
    aggregates.set(key, { ...message, data: merged });
    aggregateTimer ??= setTimeout(appendAggregates, 0);
  }

  return {
    epoch: randomBytes(6).toString("base64url"),
    subscribers,

    publish(message: Outgoing): void {
      if (message.lane === "aggregate") aggregate(message);
      else if (message.lane === "chat") chat.offer(message);
      else append(message);
    },

    /** Where live delivery goes on for somebody who subscribes now. */
    position: () => flushedOffset,

    /** What followed `offset`; undefined when the ring does not reach back that far. */
    missedSince(offset: number): Missed | undefined {
      const entries = offset > flushedOffset ? undefined : log.since(offset, flushedOffset);
      return entries && { batch: batchOf(topic, entries) };
    },

    /** The latest state values, then what followed `offset`: what completes a snapshot taken at `offset`. */
    completing(offset: number): Missed | undefined {
      const later = log.since(offset, flushedOffset);
      return later && { batch: batchOf(topic, [...log.states(offset), ...later]) };
    },

    stop(): void {
      clearTimeout(aggregateTimer);
      chat.stop();
      fanout.stop();
    },
  };
}

function batchOf(topic: string, entries: readonly Entry[]): string | undefined {
  return entries.length > 0 ? batchJson(topic, entries, 0) : undefined;
}

function framesOf(topic: string, entries: readonly Entry[], dropped: number): Frames {
  let full: Buffer | undefined;
  let packed: Buffer | undefined;
  let essential: Buffer | undefined;
  const json = batchJson(topic, entries, dropped);
  const plain = () => (full ??= textFrame(json));
  return {
    full: plain,
    packed: () =>
      (packed ??= entries.length < packFrom ? plain() : binaryFrame(deflateRawSync(json, { level: 3 }))),
    essential() {
      const kept = entries.filter((entry) => entry.lane === "state" || entry.lane === "must");
      if (kept.length === 0) return undefined;
      essential ??= textFrame(batchJson(topic, kept, 0));
      return essential;
    },
  };
}
