import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { z } from "zod";
import { type LiveMessageType, liveMessages } from "../../../contract/live-messages.ts";
import { type LiveHello, livePath, liveProtocolVersion } from "../../../contract/live-protocol.ts";
import { type RequestHandler, createAnswerer } from "./answer-requests.ts";
import { type Connection, createConnection } from "./connection.ts";
import { type EndedVisit, type Visit, createPresence } from "./presence.ts";
import { type Message, type RealtimeOptions, defaultLimits } from "./realtime-options.ts";
import { type Room, createRoom } from "./room.ts";
import { createSnapshots } from "./snapshots.ts";
import { isSameOrigin, refuseUpgrade } from "./upgrade.ts";

export type Realtime<P extends { readonly id: string }> = ReturnType<typeof createRealtime<P>>;

/** The live socket of the process, on the HTTP server that is handed in. */
export function createRealtime<P extends { readonly id: string }>(options: RealtimeOptions<P>) {
  const { server, clock, log } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const connections = new Set<Connection<P>>();
  const rooms = new Map<string, { room: Room; usedAtMs: number }>();
  const handlers = new Map<string, RequestHandler<P>>();
  const snapshots = createSnapshots(options.snapshot);
  const entering: ((visit: Visit<P>) => void)[] = [];
  const leaving: ((visit: EndedVisit<P>) => void)[] = [];
  const counting: ((topic: string, count: number) => void)[] = [];
  const presence = createPresence<P>(clock, {
    onEnter: (visit) => tell(entering, visit),
    onLeave: (visit) => tell(leaving, visit),
    onCount: (topic, count) => tell(counting, topic, count),
  });
  const ws = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    clientTracking: false,
    maxPayload: limits.maxRequestBytes,
  });
  const checking = setInterval(check, limits.checkEveryMs).unref();
  let isClosing = false;

  function tell<A extends unknown[]>(listeners: readonly ((...args: A) => void)[], ...args: A): void {
    for (const listener of listeners) {
      try {
        listener(...args);
      } catch (error) {
        log.error({ err: error }, "a listener of the live socket failed");
      }
    }
  }

  function roomOf(topic: string): Room {
    const known = rooms.get(topic);
    const room = known?.room ?? createRoom({ topic, clock, limits });
    rooms.set(topic, { room, usedAtMs: performance.now() });
    return room;
  }

  function enter(connection: Connection<P>, topic: string, room: Room): void {
    if (!connections.has(connection) || connection.topics.has(topic)) return;
    room.subscribers.add(connection);
    connection.join(topic);
    presence.enter(topic, connection.principal);
  }

  function leave(connection: Connection<P>, topic: string): void {
    if (!connection.topics.has(topic)) return;
    connection.part(topic);
    roomOf(topic).subscribers.delete(connection);
    presence.leave(topic, connection.principal);
  }

  function check(): void {
    const nowMs = performance.now();
    for (const connection of connections) connection.check(nowMs);
    for (const [topic, { room, usedAtMs }] of rooms) {
      if (room.subscribers.size > 0 || nowMs - usedAtMs < limits.keepTopicMs) continue;
      room.stop();
      rooms.delete(topic);
    }
  }

  function welcome(socket: WebSocket, raw: Duplex, principal: P, protocol: number): void {
    const connection = createConnection(socket, raw, principal, limits, protocol >= 2);
    const onText = createAnswerer(connection, {
      authorise: options.authorise,
      snapshots,
      roomOf,
      enter,
      leave,
      handlers,
      clock,
      log,
    });
    connections.add(connection);
    socket.on("message", (data: Buffer) => onText(data.toString("utf8")));
    socket.on("pong", connection.pong);
    socket.on("error", (error) => log.debug({ err: error }, "a live socket broke"));
    socket.on("close", () => {
      for (const topic of connection.topics) leave(connection, topic);
      connections.delete(connection);
    });
    const hello: LiveHello = { hello: { protocol, serverTime: clock.now().getTime() } };
    connection.sendJson(JSON.stringify(hello));
  }

  async function upgrade(request: IncomingMessage, raw: Duplex, head: Buffer): Promise<void> {
    const { origin } = request.headers;
    const isAllowed = options.isAllowedOrigin ?? isSameOrigin;
    if (isClosing) return refuseUpgrade(raw, 503);
    if (origin !== undefined && !isAllowed(origin, request)) return refuseUpgrade(raw, 403);
    const principal = await options.authenticate(request);
    if (!principal) return refuseUpgrade(raw, 401);
    ws.handleUpgrade(request, raw, head, (socket) => welcome(socket, raw, principal, protocolOf(request)));
  }

  function onUpgrade(request: IncomingMessage, raw: Duplex, head: Buffer): void {
    if (request.url?.split("?", 1)[0] !== livePath) {
      if (server.listenerCount("upgrade") === 1) refuseUpgrade(raw, 404);
      return;
    }
    const ignoreBrokenSocket = () => undefined;
    raw.on("error", ignoreBrokenSocket);
    upgrade(request, raw, head)
      .catch((error: unknown) => {
        log.error({ err: error }, "a live socket could not be opened");
        refuseUpgrade(raw, 500);
      })
      .finally(() => raw.off("error", ignoreBrokenSocket));
  }
  server.on("upgrade", onUpgrade);

  return {
    /**
     * Sends a message to everybody in a topic. Of the chat lane, a flood shows a sample: answer the author's request
     * with the message, so that she sees her own in any case. A topic that nobody has followed lately takes no memory and keeps nothing.
     */
    publish<T extends LiveMessageType>(topic: string, message: Message<T>): void {
      rooms.get(topic)?.room.publish({
        lane: liveMessages[message.type].lane,
        type: message.type,
        data: message.data,
        key: message.key,
        weight: message.weight,
        sameAs: message.sameAs,
        merge: message.merge as ((waiting: unknown, newer: unknown) => unknown) | undefined,
      });
    },

    /** Answers a type of request; throw RefrainError to refuse. Requests of one connection are answered in order. */
    onMessage<S extends z.ZodType>(
      type: string,
      schema: S,
      handler: (
        request: { readonly principal: P; readonly topics: ReadonlySet<string> },
        data: z.output<S>,
      ) => unknown,
    ): void {
      if (handlers.has(type)) throw new Error(`${type} already has a handler`);
      handlers.set(type, async (request, data) => handler(request, await schema.parseAsync(data)));
    },

    /** How many different people follow a topic in this process. */
    presence: (topic: string): number => presence.count(topic),
    /** Who follows a topic in this process. */
    present: (topic: string): readonly P[] => presence.present(topic),
    /** Whether somebody follows a topic in this process. */
    isPresent: (topic: string, principalId: string): boolean => presence.has(topic, principalId),
    onEnter: (listener: (visit: Visit<P>) => void): void => void entering.push(listener),
    onLeave: (listener: (visit: EndedVisit<P>) => void): void => void leaving.push(listener),
    /** Called at most once a second per topic. */
    onPresence: (listener: (topic: string, count: number) => void): void => void counting.push(listener),

    /** Ends every connection of a principal, e.g. when the session ends or the person is banned. */
    disconnect(principalId: string, code: number, reason: string): void {
      for (const connection of connections)
        if (connection.principal.id === principalId) connection.close(code, reason);
    },

    /** Refuses newcomers and says goodbye; clients come back by themselves. Visits end here, so `onLeave` is told. */
    close(): void {
      if (isClosing) return;
      isClosing = true;
      server.off("upgrade", onUpgrade);
      clearInterval(checking);
      for (const connection of connections) {
        for (const topic of connection.topics) leave(connection, topic);
        connection.close(1001, "the server restarts");
      }
      for (const { room } of rooms.values()) room.stop();
      rooms.clear();
      presence.stop();
      ws.close();
    },
  };
}

/** The newest protocol that both sides speak; a client that says nothing speaks the first. */
function protocolOf(request: IncomingMessage): number {
  const asked = Number(new URL(request.url ?? "/", "http://localhost").searchParams.get("protocol") ?? 1);
  return asked >= 1 ? Math.min(Math.floor(asked), liveProtocolVersion) : 1;
}
