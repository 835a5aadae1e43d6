import { z } from "zod";
import type { LiveReply, LiveSubscribed, LiveTime } from "../../../contract/live-protocol.ts";
import type { Clock } from "../clock/index.ts";
import { RefrainError } from "../errors.ts";
import type { Log } from "../log/index.ts";
import type { Connection } from "./connection.ts";
import type { Room } from "./room.ts";
import type { createSnapshots } from "./snapshots.ts";

const topicsPerConnection = 20;
const longestTopic = 200;
const requestsWaiting = 32;

const Request = z.object({
  requestId: z.int(),
  type: z.string().max(100),
  data: z.unknown().optional(),
});
const Subscribe = z.object({
  topic: z.string().min(1).max(longestTopic),
  epoch: z.string().max(40).optional(),
  offset: z.int().nonnegative().optional(),
});
const Unsubscribe = z.object({ topic: z.string().max(longestTopic) });
const Ack = z.object({ batches: z.int().nonnegative() });

/** Answers one request of a client. What it returns is the reply's data; what it throws, the reply's error. */
export type RequestHandler<P> = (
  request: { readonly principal: P; readonly topics: ReadonlySet<string> },
  data: unknown,
) => unknown;

export type RequestParts<P> = {
  readonly authorise: (principal: P, topic: string) => boolean | Promise<boolean>;
  readonly snapshots: ReturnType<typeof createSnapshots>;
  readonly roomOf: (topic: string) => Room;
  readonly enter: (connection: Connection<P>, topic: string, room: Room) => void;
  readonly leave: (connection: Connection<P>, topic: string) => void;
  readonly handlers: ReadonlyMap<string, RequestHandler<P>>;
  readonly clock: Clock;
  readonly log: Log;
};

/**
 * A reply as JSON, and the batch that follows it. Both leave in the turn in which the connection entered the room,
 * so no flush, which comes in a turn of its own, can come between.
 */
type Answer = { readonly json?: string | undefined; readonly batch?: string | undefined };

/** Answers the requests of one connection, one after the other, so that what a person does happens in her order. */
export function createAnswerer<P>(connection: Connection<P>, parts: RequestParts<P>) {
  let waiting = 0;
  let last: Promise<void> = Promise.resolve();

  async function subscribe(data: unknown): Promise<Answer> {
    const { topic, epoch, offset } = Subscribe.parse(data);
    if (connection.topics.size >= topicsPerConnection && !connection.topics.has(topic))
      throw new RefrainError(
        "too_many_requests",
        `One connection follows ${topicsPerConnection} topics at most`,
      );
    if (!(await parts.authorise(connection.principal, topic)))
      throw new RefrainError("not_allowed", `The topic ${topic} is not open to you`, { topic });
    const room = parts.roomOf(topic);
    const missed = epoch === room.epoch && offset !== undefined ? room.missedSince(offset) : undefined;
    if (!missed || offset === undefined) return startFromSnapshot(topic, room);
    parts.enter(connection, topic, room);
    return { json: JSON.stringify({ epoch: room.epoch, offset } satisfies LiveSubscribed), ...missed };
  }

  async function startFromSnapshot(topic: string, room: Room): Promise<Answer> {
    const { offset, json, batch } = await parts.snapshots.complete(topic, room);
    parts.enter(connection, topic, room);
    const head = JSON.stringify({ epoch: room.epoch, offset } satisfies LiveSubscribed);
    return { json: `${head.slice(0, -1)},"snapshot":${json}}`, batch };
  }

  async function answer(type: string, data: unknown): Promise<Answer> {
    if (type === "live.subscribe") return subscribe(data);
    if (type === "live.unsubscribe") {
      parts.leave(connection, Unsubscribe.parse(data).topic);
      return {};
    }
    const handler = parts.handlers.get(type);
    if (!handler) throw new RefrainError("not_found", `Nobody listens to ${type}`, { type });
    return { json: JSON.stringify(await handler(connection, data)) };
  }

  async function reply(requestId: number, type: string, data: unknown): Promise<void> {
    try {
      const { json, batch } = await answer(type, data);
      connection.sendJson(`{"reply":${requestId}${json === undefined ? "" : `,"data":${json}`}}`);
      if (batch !== undefined) connection.sendBatch(batch);
    } catch (error) {
      connection.reply({ reply: requestId, error: describe(error, type) });
    } finally {
      waiting -= 1;
    }
  }

  function describe(error: unknown, type: string): NonNullable<LiveReply["error"]> {
    if (error instanceof z.ZodError) {
      const fields = error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
      return { code: "invalid_input", message: "The data of the request cannot be used", details: fields };
    }
    if (error instanceof RefrainError)
      return { code: error.code, message: error.message, details: error.details };
    parts.log.error({ err: error, type }, "a live request failed");
    return { code: "internal", message: "The server made a mistake" };
  }

  return function onText(text: string): void {
    const parsed = Request.safeParse(parseJson(text));
    if (!parsed.success) {
      connection.close(1007, "not a request");
      return;
    }
    const { requestId, type, data } = parsed.data;
    if (!connection.mayAsk(performance.now()) || waiting >= requestsWaiting) {
      const message = "Too many requests at once";
      connection.reply({ reply: requestId, error: { code: "too_many_requests", message } });
      return;
    }
    // These two wait for nothing: an acknowledgement behind a slow request would look like a stalled reader.
    if (type === "live.ack") {
      const ack = Ack.safeParse(data);
      if (ack.success) connection.acknowledge(ack.data.batches);
      return;
    }
    if (type === "live.time") {
      const time: LiveTime = { serverTime: parts.clock.now().getTime() };
      connection.reply({ reply: requestId, data: time });
      return;
    }
    waiting += 1;
    last = last.then(() => reply(requestId, type, data));
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
