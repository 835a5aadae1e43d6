import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import { type LiveReply, liveCloseCodes } from "../../../contract/live-protocol.ts";
import { textFrame } from "./frames.ts";
import { createBucket } from "./rates.ts";
import type { Subscriber } from "./room.ts";

export type ConnectionLimits = {
  /** Requests a second on average, and at once. */
  readonly requestsPerSecond: number;
  readonly requestBurst: number;
  /** A reader whose acknowledgement is this late gets the state and must lanes only. */
  readonly slowAfterMs: number;
  /** … and this late is closed; it may come back and resume. */
  readonly closeAfterMs: number;
  /** Bytes that may wait in the process for one reader. */
  readonly maxBufferedBytes: number;
  /** A peer that has not answered one ping when the next is due is gone. */
  readonly pingEveryMs: number;
};

export type Connection<P> = Subscriber & {
  readonly principal: P;
  readonly topics: ReadonlySet<string>;
  readonly join: (topic: string) => void;
  readonly part: (topic: string) => void;
  /** False when the client asks faster than it may; refuse the request. Closes the connection when it goes on so. */
  readonly mayAsk: (nowMs: number) => boolean;
  readonly acknowledge: (batches: number) => void;
  readonly reply: (reply: LiveReply) => void;
  readonly sendJson: (json: string) => void;
  /** A batch for this reader alone; it counts towards the acknowledgement. */
  readonly sendBatch: (json: string) => void;
  /** Looks after the connection every few seconds: pings it, notices that it lags or is gone. */
  readonly check: (nowMs: number) => void;
  readonly pong: () => void;
  readonly close: (code: number, reason: string) => void;
};

/**
 * One socket. Frames are written to the socket itself, past `ws`: they were encoded once for everybody.
 * `ws` writes whole frames synchronously, so the two never mix within a frame.
 */
export function createConnection<P>(
  ws: WebSocket,
  socket: Duplex,
  principal: P,
  limits: ConnectionLimits,
  unpacks: boolean,
): Connection<P> {
  const topics = new Set<string>();
  const bucket = createBucket(limits.requestsPerSecond, limits.requestBurst, performance.now());
  let refusals = 0;
  let sent = 0;
  let acknowledged = 0;
  let mark: { sent: number; atMs: number } | undefined;
  let isSlow = false;
  let isAnswering = true;
  let pingDueMs = performance.now() + limits.pingEveryMs;

  function close(code: number, reason: string): void {
    ws.close(code, reason);
    // A reader that does not read will not see the close frame either.
    if (code === liveCloseCodes.tooSlow) ws.terminate();
  }

  function write(frame: Buffer): void {
    if (!socket.writable) return;
    socket.write(frame);
    if (socket.writableLength > limits.maxBufferedBytes) close(liveCloseCodes.tooSlow, "reads too slowly");
  }

  function writeBatch(frame: Buffer): void {
    sent += 1;
    write(frame);
  }

  function settle(): void {
    if (!mark || acknowledged < mark.sent) return;
    mark = undefined;
    isSlow = false;
  }

  function ping(nowMs: number): void {
    if (nowMs < pingDueMs) return;
    pingDueMs = nowMs + limits.pingEveryMs;
    if (isAnswering) ws.ping();
    else ws.terminate();
    isAnswering = false;
  }

  function checkLag(nowMs: number): void {
    if (!mark && sent > acknowledged) mark = { sent, atMs: nowMs };
    if (!mark) return;
    const lagMs = nowMs - mark.atMs;
    isSlow = lagMs >= limits.slowAfterMs;
    if (lagMs >= limits.closeAfterMs) close(liveCloseCodes.tooSlow, "no acknowledgement");
  }

  return {
    principal,
    unpacks,
    topics,
    join: (topic) => topics.add(topic),
    part: (topic) => topics.delete(topic),
    isSlow: () => isSlow,
    write: writeBatch,
    sendBatch: (json) => writeBatch(textFrame(json)),
    sendJson: (json) => write(textFrame(json)),
    reply: (reply) => write(textFrame(JSON.stringify(reply))),
    close,
    mayAsk(nowMs) {
      if (bucket.take(nowMs)) {
        refusals = 0;
        return true;
      }
      refusals += 1;
      if (refusals > 5 * limits.requestBurst) close(liveCloseCodes.tooManyMessages, "too many requests");
      return false;
    },
    acknowledge(batches) {
      acknowledged = Math.min(sent, Math.max(acknowledged, batches));
      settle();
    },
    check(nowMs) {
      ping(nowMs);
      checkLag(nowMs);
    },
    pong() {
      isAnswering = true;
    },
  };
}
