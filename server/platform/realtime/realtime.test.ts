import { inflateRawSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { RefrainError } from "../errors.ts";
import type { RealtimeOptions } from "./realtime-options.ts";
import { type Guest, startGateway } from "./gateway-for-tests.ts";

const room = "room:1";
const id = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, "0")}`;
let gateway: Awaited<ReturnType<typeof startGateway>>;

async function open(options: Partial<RealtimeOptions<Guest>> = {}) {
  gateway = await startGateway(options);
  return gateway;
}
afterEach(() => gateway.stop());

/** A message of the must lane, one of the state lane, one of the chat lane. */
const remove = (number: number) =>
  gateway.realtime.publish(room, { type: "chat.removed", data: { messageId: id(number) } });
const count = (viewers: number) =>
  gateway.realtime.publish(room, { type: "room.counts", data: { viewers, likes: 0 } });
const say = (text: string) =>
  gateway.realtime.publish(room, {
    type: "chat.said",
    data: { text } as never,
  });

test("everybody in a topic gets its messages in the same order with the same offsets", async () => {
  const { connect } = await open();
  const [ann, bob] = await Promise.all([connect("ann"), connect("bob")]);
  await ann.subscribe({ topic: room });
  await bob.subscribe({ topic: room });
  for (let number = 1; number <= 50; number += 1) remove(number);
  await Promise.all([ann.seen(50), bob.seen(50)]);
  expect(ann.messages).toEqual(bob.messages);
  expect(ann.messages.map((message) => message.offset)).toEqual(
    Array.from({ length: 50 }, (_, index) => index + 1),
  );
});

test("who begins anew gets a snapshot and the latest state beside it", async () => {
  const { connect } = await open({ limits: { maxMessages: 3 } });
  const ann = await connect("ann");
  expect(await ann.subscribe({ topic: room })).toMatchObject({ offset: 0, snapshot: { snapshotOf: room } });
  count(1);
  count(2);
  for (let number = 1; number <= 5; number += 1) remove(number);
  await ann.seen(6);
  const bob = await connect("bob");
  expect(await bob.subscribe({ topic: room })).toMatchObject({ offset: 7, snapshot: { snapshotOf: room } });
  await bob.seen(1);
  expect(bob.messages).toEqual([{ type: "room.counts", offset: 2, data: { viewers: 2, likes: 0 } }]);
});

test("what is published while a snapshot is read follows it", async () => {
  const reading = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const { connect } = await open({
    snapshot: async () => {
      begun.resolve();
      await reading.promise;
      return {};
    },
  });
  const ann = await connect("ann");
  const subscribed = ann.subscribe({ topic: room });
  await begun.promise;
  remove(1);
  reading.resolve();
  expect(await subscribed).toMatchObject({ offset: 0 });
  await ann.seen(1);
  remove(2);
  await ann.seen(2);
  expect(ann.messages.map((message) => message.offset)).toEqual([1, 2]);
});

test("a returning client gets exactly what it missed, of each state key only the latest", async () => {
  const { connect } = await open();
  const ann = await connect("ann");
  const { epoch } = await ann.subscribe({ topic: room });
  remove(1);
  await ann.seen(1);
  await ann.close();
  count(1);
  remove(2);
  count(2);
  say("hello");
  const back = await connect("ann");
  const resumed = await back.subscribe({ topic: room, epoch, offset: 1 });
  expect(resumed).toEqual({ epoch, offset: 1 });
  await back.seen(3);
  expect(back.messages.map(({ type, offset }) => [type, offset])).toEqual([
    ["chat.removed", 3],
    ["room.counts", 4],
    ["chat.said", 5],
  ]);
});

test("an offset that the ring has left behind, or of another epoch, is answered with a snapshot", async () => {
  const { connect } = await open({ limits: { maxMessages: 10 } });
  const ann = await connect("ann");
  const { epoch } = await ann.subscribe({ topic: room });
  for (let number = 1; number <= 30; number += 1) remove(number);
  await ann.seen(30);
  const old = await connect("bob");
  expect(await old.subscribe({ topic: room, epoch, offset: 3 })).toHaveProperty("snapshot");
  const recent = await connect("cat");
  expect(await recent.subscribe({ topic: room, epoch, offset: 25 })).not.toHaveProperty("snapshot");
  await recent.seen(5);
  const foreign = await connect("dan");
  expect(await foreign.subscribe({ topic: room, epoch: "other", offset: 25 })).toHaveProperty("snapshot");
});

test("ten who come at once share one reading of the snapshot", async () => {
  let readings = 0;
  const { connect } = await open({ snapshot: async () => (readings += 1) });
  const guests = await Promise.all(Array.from({ length: 10 }, (_, index) => connect(`guest${index}`)));
  await Promise.all(guests.map((guest) => guest.subscribe({ topic: room })));
  expect(readings).toBe(1);
});

test("a chat flood is sampled and says so; state and must lanes lose nothing", async () => {
  const { connect } = await open();
  const ann = await connect("ann");
  await ann.subscribe({ topic: room });
  for (let number = 1; number <= 2000; number += 1) {
    say(`flood ${number}`);
    if (number % 10 === 0) remove(number);
  }
  count(7);
  await ann.until(() => ann.messages.some((message) => message.type === "room.counts"));
  const seen = (type: string) => ann.messages.filter((message) => message.type === type).length;
  expect(seen("chat.removed")).toBe(200);
  await ann.until(() => seen("chat.said") + ann.dropped() === 2000);
  const shown = seen("chat.said");
  expect(shown).toBeGreaterThanOrEqual(200);
  expect(shown).toBeLessThan(1000);
});

test("from three messages on a batch comes deflated to those who can unpack, and says the same to all", async () => {
  const { connect, address } = await open();
  const old = await connect("old");
  const { WebSocket: Socket } = await import("ws");
  const young = new Socket(`${address("young")}&protocol=2`);
  const frames: { packed: boolean; text: string }[] = [];
  const got = Promise.withResolvers<void>();
  young.on("message", (raw: Buffer, isBinary: boolean) => {
    const text = (isBinary ? inflateRawSync(raw) : raw).toString("utf8");
    frames.push({ packed: isBinary, text });
    if (text.startsWith('{"hello"')) {
      expect(JSON.parse(text).hello.protocol).toBe(2);
      young.send(JSON.stringify({ requestId: 1, type: "live.subscribe", data: { topic: room } }));
    }
    if (text.startsWith('{"reply":1')) got.resolve();
    if (text.includes("the last")) arrived.resolve();
  });
  const arrived = Promise.withResolvers<void>();
  await Promise.all([got.promise, old.subscribe({ topic: room })]);
  remove(1);
  await old.seen(1);
  for (let number = 2; number <= 4; number += 1) remove(number);
  say("the last");
  await Promise.all([arrived.promise, old.seen(5)]);
  const batches = frames.filter(({ text }) => text.startsWith("["));
  expect(batches.map(({ packed }) => packed)).toEqual([false, true]);
  expect(batches.map(({ text }) => JSON.parse(text))).toEqual(old.batches);
  young.terminate();
});

test("messages of the aggregate lane that wait become one", async () => {
  const { connect, realtime } = await open();
  const ann = await connect("ann");
  await ann.subscribe({ topic: "console:1" });
  const merge = <S extends { totalCents: number }>(waiting: S, newer: S) => ({
    ...newer,
    totalCents: waiting.totalCents + newer.totalCents,
  });
  for (let number = 1; number <= 20; number += 1)
    realtime.publish("console:1", {
      type: "console.sale",
      data: { orderId: id(number), totalCents: 100, showId: null },
      merge,
    });
  await ann.seen(1);
  expect(ann.messages).toEqual([
    { type: "console.sale", offset: 1, data: { orderId: id(20), totalCents: 2000, showId: null } },
  ]);
});

test("a closed topic is refused and brings nothing", async () => {
  const { connect, realtime } = await open();
  const ann = await connect("ann");
  const reply = await ann.ask("live.subscribe", { topic: "studio:closed" });
  expect(reply.error).toMatchObject({ code: "not_allowed" });
  realtime.publish("studio:closed", { type: "chat.removed", data: { messageId: id(1) } });
  await ann.subscribe({ topic: room });
  remove(1);
  await ann.seen(1);
  expect(ann.messages).toHaveLength(1);
  expect(realtime.presence("studio:closed")).toBe(0);
});

test("a page of another site and a stranger are refused at the door", async () => {
  const { connect, address } = await open();
  await expect(connect("ann", { origin: "https://elsewhere.example" })).rejects.toThrow("403");
  await expect(connect("")).rejects.toThrow("401");
  const sameHost = new URL(address("ann")).host;
  await expect(connect("ann", { origin: `http://${sameHost}` })).resolves.toBeDefined();
});

test("requests are answered in order, checked, and refused with the reason", async () => {
  const { connect, realtime } = await open();
  const ann = await connect("ann");
  const answered: number[] = [];
  realtime.onMessage("test.add", z.object({ number: z.int() }), async ({ principal }, { number }) => {
    if (number === 1) await new Promise((resolve) => setImmediate(resolve));
    if (number === 13) throw new RefrainError("chat_muted", "Not now", { until: null });
    answered.push(number);
    return { by: principal.id, number };
  });
  const [first, second] = await Promise.all([
    ann.ask("test.add", { number: 1 }),
    ann.ask("test.add", { number: 2 }),
  ]);
  expect([first.data, second.data]).toEqual([
    { by: "ann", number: 1 },
    { by: "ann", number: 2 },
  ]);
  expect(answered).toEqual([1, 2]);
  expect((await ann.ask("test.add", { number: "x" })).error).toMatchObject({
    code: "invalid_input",
    details: [{ path: "number" }],
  });
  expect((await ann.ask("test.add", { number: 13 })).error).toMatchObject({ code: "chat_muted" });
  expect((await ann.ask("test.unknown")).error).toMatchObject({ code: "not_found" });
});

test("who asks too fast is refused, and closed when she goes on", async () => {
  const { connect, realtime } = await open({ limits: { requestsPerSecond: 1, requestBurst: 3 } });
  realtime.onMessage("test.touch", z.unknown(), () => "ok");
  const ann = await connect("ann");
  const replies = await Promise.all(Array.from({ length: 5 }, () => ann.ask("test.touch")));
  expect(replies.map((reply) => reply.error?.code ?? reply.data)).toEqual([
    "ok",
    "ok",
    "ok",
    "too_many_requests",
    "too_many_requests",
  ]);
  for (let number = 0; number < 30; number += 1) ann.socket.send('{"requestId":99,"type":"test.touch"}');
  expect(await ann.closed).toBe(4029);
});

test("a request that is too long or no request at all ends the connection", async () => {
  const { connect } = await open({ limits: { maxRequestBytes: 1024 } });
  const ann = await connect("ann");
  ann.socket.send("x".repeat(2000));
  expect(await ann.closed).toBe(1009);
  const bob = await connect("bob");
  bob.socket.send("not json");
  expect(await bob.closed).toBe(1007);
});

test("a person in two tabs is present once; entering and leaving are told with the seconds between", async () => {
  const { connect, realtime, clock } = await open();
  const told: unknown[] = [];
  const counts: number[] = [];
  realtime.onEnter(({ principal }) => told.push(["enter", principal.id]));
  const left = Promise.withResolvers<void>();
  realtime.onLeave(({ principal, seconds }) => {
    told.push(["leave", principal.id, seconds]);
    left.resolve();
  });
  realtime.onPresence((_topic, present) => counts.push(present));
  const [tabOne, tabTwo] = await Promise.all([connect("ann"), connect("ann")]);
  await tabOne.subscribe({ topic: room });
  await tabTwo.subscribe({ topic: room });
  expect(realtime.presence(room)).toBe(1);
  clock.advance(90_000);
  await tabOne.close();
  await tabTwo.ask("live.unsubscribe", { topic: room });
  await left.promise;
  expect(realtime.presence(room)).toBe(0);
  expect(told).toEqual([
    ["enter", "ann"],
    ["leave", "ann", 90],
  ]);
  expect(counts[0]).toBe(1);
});

test("a reader that stops reading is closed, and the others notice nothing", async () => {
  const { connect, realtime } = await open({ limits: { maxBufferedBytes: 256 * 1024 } });
  const [ann, stalled] = await Promise.all([connect("ann"), connect("stalled")]);
  await ann.subscribe({ topic: room });
  await stalled.subscribe({ topic: room });
  stalled.stall();
  const gone = Promise.withResolvers<void>();
  realtime.onLeave(({ principal }) => principal.id === "stalled" && gone.resolve());
  const fill = "x".repeat(64 * 1024);
  let sent = 0;
  while (realtime.presence(room) === 2) {
    realtime.publish(room, { type: "chat.pinned", data: { text: fill } as never });
    sent += 1;
    await ann.seen(sent);
  }
  await gone.promise;
  expect(ann.messages).toHaveLength(sent);
  stalled.socket.terminate();
});

test("a reader that does not acknowledge loses chat first, then the connection", async () => {
  const { connect } = await open({
    limits: { checkEveryMs: 20, slowAfterMs: 40, closeAfterMs: 1500 },
  });
  const [ann, mute] = await Promise.all([connect("ann"), connect("mute")]);
  await ann.subscribe({ topic: room });
  await mute.subscribe({ topic: room });
  const removals = () => mute.messages.filter((message) => message.type === "chat.removed").length;
  const chats = () => mute.messages.filter((message) => message.type === "chat.said").length;
  let removed = 0;
  let said = 0;
  // The chat lane has room again each time both have seen the removal, so none is dropped for a flood.
  while (said < 5 || chats() >= said - 2) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    say("chat");
    said += 1;
    remove((removed += 1));
    await ann.seen(said + removed);
    ann.acknowledge();
    await mute.until(() => removals() === removed);
  }
  expect(ann.messages).toHaveLength(said + removed);
  expect([1006, 4008]).toContain(await mute.closed);
  expect(ann.socket.readyState).toBe(ann.socket.OPEN);
});
