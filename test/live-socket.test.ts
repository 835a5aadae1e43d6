import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { type Guest, startGateway } from "../server/platform/realtime/gateway-for-tests.ts";
import type { RealtimeOptions } from "../server/platform/realtime/index.ts";
import { type LiveMessage, type LiveSocket, createLiveSocket } from "../web/client/live-socket.ts";
import { retryDelayMs } from "../web/client/retry-delay.ts";
import { createServerClock } from "../web/client/server-clock.ts";

const room = "room:1";
const id = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, "0")}`;
const stops: (() => void | Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

async function open(options: Partial<RealtimeOptions<Guest>> = {}) {
  const gateway = await startGateway(options);
  stops.push(() => gateway.stop());
  const remove = (number: number) =>
    gateway.realtime.publish(room, { type: "chat.removed", data: { messageId: id(number) } });
  return { ...gateway, remove };
}

function page(url: string): LiveSocket {
  const socket = createLiveSocket({ url, random: () => 0, answerWithinMs: 2000 });
  stops.push(() => socket.close());
  return socket;
}

/** A page that follows the room and remembers what it was given. */
function follow(socket: LiveSocket) {
  const messages: LiveMessage[] = [];
  const snapshots: unknown[] = [];
  const refused: string[] = [];
  const watchers = new Set<() => void>();
  const look = () => {
    for (const watch of watchers) watch();
  };
  const stop = socket.subscribe(room, {
    onMessage: (message) => {
      messages.push(message);
      look();
    },
    onSnapshot: (snapshot) => {
      snapshots.push(snapshot);
      look();
    },
    onRefused: (error) => {
      refused.push(error.code);
      look();
    },
  });
  const until = (condition: () => boolean) =>
    new Promise<void>((resolve) => {
      const watch = () => condition() && resolve();
      watchers.add(watch);
      watch();
    });
  return { messages, snapshots, refused, stop, until };
}

test("a page that loses its connection comes back and has missed nothing", async () => {
  const { realtime, address, remove } = await open();
  const ann = follow(page(address("ann")));
  await ann.until(() => ann.snapshots.length === 1);
  remove(1);
  await ann.until(() => ann.messages.length === 1);
  realtime.disconnect("ann", 1012, "test");
  const left = Promise.withResolvers<void>();
  realtime.onLeave(() => left.resolve());
  await left.promise;
  for (let number = 2; number <= 20; number += 1) remove(number);
  await ann.until(() => ann.messages.length === 20);
  expect(ann.messages.map((message) => message.offset)).toEqual(
    Array.from({ length: 20 }, (_, index) => index + 1),
  );
  expect(ann.snapshots).toHaveLength(1);
});

test("a page that was away too long starts from a new snapshot", async () => {
  const { realtime, address, remove } = await open({ limits: { maxMessages: 5 } });
  const ann = follow(page(address("ann")));
  await ann.until(() => ann.snapshots.length === 1);
  const left = Promise.withResolvers<void>();
  realtime.onLeave(() => left.resolve());
  realtime.disconnect("ann", 1012, "test");
  await left.promise;
  for (let number = 1; number <= 20; number += 1) remove(number);
  await ann.until(() => ann.snapshots.length === 2);
  remove(21);
  await ann.until(() => ann.messages.at(-1)?.offset === 21);
  expect(ann.messages.map((message) => message.offset)).not.toContain(10);
});

test("requests are answered, refused with their code, and wait while there is no connection", async () => {
  const { realtime, address } = await open();
  realtime.onMessage("test.double", z.object({ number: z.int() }), (_request, { number }) => number * 2);
  const socket = page(address("ann"));
  expect(socket.status()).toBe("connecting");
  expect(await socket.send<number>("test.double", { number: 21 })).toBe(42);
  await expect(socket.send("test.double", { number: "x" })).rejects.toMatchObject({ code: "invalid_input" });
});

test("a request whose connection breaks is not sent a second time", async () => {
  const { realtime, address } = await open();
  let asked = 0;
  realtime.onMessage("test.never", z.unknown(), ({ principal }) => {
    asked += 1;
    realtime.disconnect(principal.id, 1012, "test");
    return new Promise(() => undefined);
  });
  const socket = page(address("ann"));
  await expect(socket.send("test.never")).rejects.toMatchObject({ code: "unavailable" });
  const ann = follow(socket);
  await ann.until(() => ann.snapshots.length === 1);
  expect(asked).toBe(1);
});

test("a refused topic is told once and the page goes on", async () => {
  const { address } = await open({ authorise: () => false });
  const ann = follow(page(address("ann")));
  await ann.until(() => ann.refused.length > 0);
  expect(ann.refused).toEqual(["not_allowed"]);
});

test("a snapshot that cannot be read for a moment is asked for again", async () => {
  let readings = 0;
  const { address } = await open({
    snapshot: async () => {
      readings += 1;
      if (readings === 1) throw new Error("the database restarts");
      return { reading: readings };
    },
  });
  const ann = follow(page(address("ann")));
  await ann.until(() => ann.snapshots.length === 1);
  expect(ann.snapshots).toEqual([{ reading: 2 }]);
});

test("a page that stops following gets nothing more", async () => {
  const { realtime, address } = await open();
  const ann = follow(page(address("ann")));
  await ann.until(() => ann.snapshots.length === 1);
  const left = Promise.withResolvers<void>();
  realtime.onLeave(() => left.resolve());
  ann.stop();
  await left.promise;
  expect(realtime.presence(room)).toBe(0);
});

test("the page's countdown runs on the server's clock, also after it was put forward", async () => {
  const { clock, address } = await open();
  clock.set(new Date("2031-01-01T00:00:00Z"));
  const socket = page(address("ann"));
  const ann = follow(socket);
  await ann.until(() => ann.snapshots.length === 1);
  expect(Math.abs(socket.serverNow().getTime() - clock.now().getTime())).toBeLessThan(2000);
});

test("a slow measurement of the clock does not replace a quick one, a moved clock does", () => {
  let localMs = 0;
  const clock = createServerClock(() => localMs);
  clock.hear(1_000_000);
  localMs = 20;
  clock.measure(0, 1_000_010);
  expect(clock.now().getTime()).toBe(1_000_020);
  localMs = 1020;
  clock.measure(20, 1_000_030);
  expect(clock.now().getTime()).toBe(1_001_020);
  clock.measure(20, 9_000_000);
  expect(clock.now().getTime()).toBe(9_000_500);
});

test("attempts grow further apart and never agree on a moment", () => {
  const halves = [0, 1, 2, 3].map((attempt) => retryDelayMs(attempt, () => 0));
  expect(halves).toEqual([250, 500, 1000, 2000]);
  expect(retryDelayMs(50, () => 1)).toBe(30_000);
  expect(retryDelayMs(0, () => 0.5)).not.toBe(retryDelayMs(0, () => 0.6));
});
