import type { IncomingMessage, Server } from "node:http";
import type { z } from "zod";
import type { LiveMessageType, liveMessages } from "../../../contract/live-messages.ts";
import type { Clock } from "../clock/index.ts";
import type { Utterance } from "./chat-gate.ts";
import type { Log } from "../log/index.ts";
import type { ConnectionLimits } from "./connection.ts";
import type { TopicLogLimits } from "./topic-log.ts";

export type RealtimeLimits = ConnectionLimits &
  TopicLogLimits & {
    readonly maxRequestBytes: number;
    /** How often connections and rooms are looked after. */
    readonly checkEveryMs: number;
    /** How long a topic that nobody follows can still be resumed. */
    readonly keepTopicMs: number;
  };

export const defaultLimits: RealtimeLimits = {
  requestsPerSecond: 20,
  requestBurst: 40,
  slowAfterMs: 20_000,
  closeAfterMs: 45_000,
  maxBufferedBytes: 1024 * 1024,
  pingEveryMs: 30_000,
  maxMessages: 4096,
  maxBytes: 2 * 1024 * 1024,
  maxRequestBytes: 16 * 1024,
  checkEveryMs: 5000,
  keepTopicMs: 5 * 60_000,
};

export type RealtimeOptions<P> = {
  readonly server: Server;
  /** Who connects, from the cookies and headers of the upgrade request; undefined refuses with 401. */
  readonly authenticate: (request: IncomingMessage) => Promise<P | undefined>;
  readonly authorise: (principal: P, topic: string) => boolean | Promise<boolean>;
  /**
   * The state of a topic for somebody who starts anew. It must see everything that was published before it was
   * called: publish after the transaction has committed, never within.
   */
  readonly snapshot: (topic: string) => Promise<unknown>;
  /** Which pages may connect; by default those of the same host. Clients without an Origin are no browsers. */
  readonly isAllowedOrigin?: (origin: string, request: IncomingMessage) => boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits?: Partial<RealtimeLimits>;
};

export type Message<T extends LiveMessageType> = {
  readonly type: T;
  readonly data: z.input<(typeof liveMessages)[T]["data"]>;
  /** Tells values of the state and aggregate lanes apart, e.g. the variant whose stock changed. */
  readonly key?: string;
  /** Aggregate lane: makes one of the message that still waits and the newer one; by default the newer replaces it. */
  readonly merge?: (
    waiting: z.input<(typeof liveMessages)[T]["data"]>,
    newer: z.input<(typeof liveMessages)[T]["data"]>,
  ) => z.input<(typeof liveMessages)[T]["data"]>;
} & Utterance;
