import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { pino } from "pino";
import { WebSocket } from "ws";
import type {
  LiveBatch,
  LiveHello,
  LiveReply,
  LiveSubscribe,
  LiveSubscribed,
} from "../../../contract/live-protocol.ts";
import { createFrozenClock } from "../clock/index.ts";
import { createRealtime } from "./create-realtime.ts";
import type { RealtimeOptions } from "./realtime-options.ts";

export type Guest = { readonly id: string };

/** A gateway on a port of its own. `?as=ann` signs Ann in; everything ending in `:closed` is closed to everybody. */
export async function startGateway(options: Partial<RealtimeOptions<Guest>> = {}) {
  const server = createServer();
  const clock = createFrozenClock("2026-03-01T12:00:00Z");
  const realtime = createRealtime<Guest>({
    server,
    authenticate: async (request) => {
      const id = new URL(request.url ?? "/", "http://localhost").searchParams.get("as");
      return id ? { id } : undefined;
    },
    authorise: (_guest, topic) => !topic.endsWith(":closed"),
    snapshot: async (topic) => ({ snapshotOf: topic }),
    clock,
    log: pino({ level: "silent" }),
    ...options,
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const address = (name: string) => `ws://127.0.0.1:${port}/api/v1/live?as=${name}`;
  return {
    realtime,
    server,
    clock,
    address,
    connect: (name: string, headers?: Record<string, string>) => connectRaw(address(name), headers),
    async stop(): Promise<void> {
      realtime.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type Received = { readonly type: string; readonly offset: number; readonly data: unknown };

/** A client that speaks the bare protocol. */
export async function connectRaw(address: string, headers: Record<string, string> = {}) {
  const socket = new WebSocket(address, { headers });
  const messages: Received[] = [];
  const batches: LiveBatch[] = [];
  const replies = new Map<number, LiveReply>();
  const watchers = new Set<() => void>();
  let lastRequestId = 0;
  let dropped = 0;

  socket.on("message", (raw: Buffer) => {
    const frame = JSON.parse(raw.toString("utf8")) as LiveBatch | LiveReply | LiveHello;
    if ("reply" in frame) replies.set(frame.reply, frame);
    else if (!("hello" in frame)) {
      batches.push(frame);
      const [, base, , items, left] = frame;
      dropped += left;
      for (const [type, delta, , data] of items) messages.push({ type, offset: base + delta, data });
    }
    for (const watch of watchers) watch();
  });
  const closed = new Promise<number>((resolve) => socket.on("close", (code) => resolve(code)));
  await once(socket, "message");

  /** Resolves as soon as the condition holds; looked at after each frame that arrives. */
  function until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const watch = () => {
        if (!condition()) return;
        watchers.delete(watch);
        resolve();
      };
      watchers.add(watch);
      watch();
    });
  }

  async function ask(type: string, data?: unknown): Promise<LiveReply> {
    lastRequestId += 1;
    const requestId = lastRequestId;
    socket.send(JSON.stringify({ requestId, type, data }));
    await until(() => replies.has(requestId));
    return replies.get(requestId)!;
  }

  return {
    socket,
    messages,
    batches,
    closed,
    until,
    ask,
    dropped: () => dropped,
    subscribe: async (place: LiveSubscribe): Promise<LiveSubscribed> =>
      (await ask("live.subscribe", place)).data as LiveSubscribed,
    seen: (count: number) => until(() => messages.length >= count),
    acknowledge: () =>
      socket.send(JSON.stringify({ requestId: 0, type: "live.ack", data: { batches: batches.length } })),
    /** Stops reading from the network, as a phone in a tunnel does. */
    stall: () => (socket as unknown as { _socket: Socket })._socket.pause(),
    close: async () => {
      socket.close();
      await closed;
    },
  };
}
