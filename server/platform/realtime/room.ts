import { randomBytes } from "node:crypto";
import type { Clock } from "../clock/index.ts";
import { createFanout } from "./fanout.ts";
import { batchJson, textFrame } from "./frames.ts";
import { chatRate, createBucket } from "./rates.ts";
import { type Entry, type Outgoing, type TopicLogLimits, createTopicLog } from "./topic-log.ts";

const aggregateEveryMs = 1000;

/** What a room needs to know of a connection. */
export type Subscriber = {
  readonly write: (frame: Buffer) => void;
  /** A reader that lags gets only the state and must lanes. */
  readonly isSlow: () => boolean;
};

/** Both frames of a flush; the one for slow readers is built when the first of them is met. */
type Frames = { readonly full: Buffer; readonly essential: () => Buffer | undefined };

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
  const chatBucket = createBucket(chatRate(0), chatRate(0), performance.now());
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
      const frame = subscriber.isSlow() ? frames.essential() : frames.full;
      if (frame) subscriber.write(frame);
    },
  });

  function append(message: Outgoing): number {
    const { offset } = log.append(message, clock.now().getTime());
    fanout.schedule();
    return offset;
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

  function admitsChat(): boolean {
    const rate = chatRate(subscribers.size);
    return chatBucket.take(performance.now(), rate, rate);
  }

  return {
    epoch: randomBytes(6).toString("base64url"),
    subscribers,

    /** True unless the message was left out of a chat flood. */
    publish(message: Outgoing): boolean {
      if (message.lane === "aggregate") aggregate(message);
      else if (message.lane === "chat" && !admitsChat()) {
        dropped += 1;
        return false;
      } else append(message);
      return true;
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
      fanout.stop();
    },
  };
}

function batchOf(topic: string, entries: readonly Entry[]): string | undefined {
  return entries.length > 0 ? batchJson(topic, entries, 0) : undefined;
}

function framesOf(topic: string, entries: readonly Entry[], dropped: number): Frames {
  let essential: Buffer | undefined;
  return {
    full: textFrame(batchJson(topic, entries, dropped)),
    essential() {
      const kept = entries.filter((entry) => entry.lane === "state" || entry.lane === "must");
      if (kept.length === 0) return undefined;
      essential ??= textFrame(batchJson(topic, kept, 0));
      return essential;
    },
  };
}
