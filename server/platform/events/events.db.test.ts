import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { sql } from "../database/index.ts";
import { createTestDatabase, type TestDatabase } from "../database/testing.ts";
import { idFrom } from "../ids/index.ts";
import { type Events, type EventsOptions, type Fact, type NewFact, createEvents } from "./index.ts";

const shopId = idFrom("shop");
const ann = idFrom("ann");
const bob = idFrom("bob");
const at = new Date("2026-03-01T12:00:00Z");

let db: TestDatabase;
const opened: Events[] = [];

beforeAll(async () => {
  db = await createTestDatabase();
  await db.run(sql`create table seen (reader text, event_id bigint)`);
});
afterAll(() => db.drop());
beforeEach(() => db.run(sql`truncate event, reader_cursor, event_failure, seen`));
afterEach(async () => {
  for (const events of opened.splice(0)) await events.stop();
});

function open(options: Partial<EventsOptions> = {}): Events {
  const events = createEvents({
    db,
    log: pino({ level: "silent" }),
    maxAttempts: 2,
    firstRetryMs: 1,
    ...options,
  });
  opened.push(events);
  return events;
}

const liked = (memberId: string, count: number): NewFact => ({
  shopId,
  type: "show.liked",
  memberId,
  subjectId: idFrom("show"),
  at,
  data: { count },
});

/** A reader that remembers the counts of what it was handed. */
function collect(events: Events, name = "collector") {
  const counts: number[] = [];
  events.addReader({
    name,
    types: ["show.liked"],
    async handle(batch) {
      counts.push(...batch.map((fact) => fact.data.count));
    },
  });
  return counts;
}

const append = (events: Events, ...facts: NewFact[]) => db.transaction((tx) => events.append(tx, facts));

/** A transaction that stays open until it is told to commit. */
function openTransaction(events: Events) {
  const commit = Promise.withResolvers<void>();
  const appended = Promise.withResolvers<void>();
  const done = db.transaction(async (tx) => {
    await events.append(tx, liked(ann, 1));
    appended.resolve();
    await commit.promise;
  });
  return {
    appended: appended.promise,
    commit: () => {
      commit.resolve();
      return done;
    },
  };
}

test("a fact comes back as it was written, newest first, and shops do not see each other", async () => {
  const events = open();
  await append(events, liked(ann, 1), liked(bob, 2));
  await append(events, { ...liked(ann, 3), shopId: idFrom("other shop") });
  const facts = await events.read({ shopId, limit: 10 });
  expect(facts).toMatchObject([liked(bob, 2), liked(ann, 1)]);
  expect(await events.read({ shopId, limit: 10, memberId: ann })).toMatchObject([liked(ann, 1)]);
  expect(await events.read({ shopId, limit: 10, types: ["order.paid"] })).toEqual([]);
  const [, older] = facts as [Fact, Fact];
  expect(await events.read({ shopId, limit: 10, after: older.id })).toMatchObject([liked(bob, 2)]);
});

test("a fact that breaks the contract is refused, and a transaction that fails leaves none", async () => {
  const events = open();
  const broken = { ...liked(ann, 1), data: { count: "many" } } as unknown as NewFact;
  await expect(append(events, broken)).rejects.toMatchObject({
    code: "invalid_input",
    details: [{ path: "data.count" }],
  });
  await expect(append(events, { ...liked(ann, 1), memberId: undefined })).rejects.toMatchObject({
    details: [{ path: "memberId" }],
  });
  const failing = db.transaction(async (tx) => {
    await events.append(tx, liked(ann, 1));
    throw new Error("the use case failed");
  });
  await expect(failing).rejects.toThrow("the use case failed");
  expect(await events.read({ shopId, limit: 10 })).toEqual([]);
});

test("a fact that commits late is not skipped, though a younger one was committed before it", async () => {
  const looked = Promise.withResolvers<void>();
  let passes = 0;
  const watched: typeof db = {
    ...db,
    async transaction(work, options) {
      const result = await db.transaction(work, options);
      passes += 1;
      if (passes === 3) looked.resolve();
      return result;
    },
  };
  const events = open({ db: watched });
  const counts = collect(events);
  const slow = openTransaction(events);
  await slow.appended;
  await append(events, liked(bob, 2));
  const reading = events.idle();
  await looked.promise;
  expect(counts).toEqual([]);
  await append(events, liked(bob, 3));
  await slow.commit();
  await reading;
  expect(counts).toEqual([1, 2, 3]);
});

test("facts of one member are read in the order of what happened, also when the older transaction waited", async () => {
  const events = open();
  const counts = collect(events);
  await db.run(sql`create table if not exists member_row (id int primary key)`);
  await db.run(sql`insert into member_row values (1) on conflict do nothing`);
  const hasId = Promise.withResolvers<void>();
  const youngerWrote = Promise.withResolvers<void>();
  const older = db.transaction(async (tx) => {
    await tx.run(sql`select pg_current_xact_id()`);
    hasId.resolve();
    await youngerWrote.promise;
    await tx.run(sql`select id from member_row where id = 1 for update`);
    await events.append(tx, liked(ann, 2));
  });
  await hasId.promise;
  await db.transaction(async (tx) => {
    await tx.run(sql`select id from member_row where id = 1 for update`);
    await events.append(tx, liked(ann, 1));
    youngerWrote.resolve();
  });
  await older;
  await events.idle();
  expect(counts).toEqual([1, 2]);
});

test("what a handler writes and its cursor are committed together: after a crash nothing is done twice", async () => {
  const crashing = open();
  const countSeen = async () => (await db.rows(sql`select event_id from seen`)).length;
  const handle = async (batch: readonly Fact[], tx: Parameters<Events["append"]>[0]) => {
    const ids = batch.map((fact) => fact.id);
    await tx.run(sql`insert into seen select 'one', * from unnest(${ids}::bigint[])`);
  };
  let crashes = 0;
  crashing.addReader({
    name: "one",
    async handle(batch, tx) {
      await handle(batch, tx);
      crashes += 1;
      // As a kill -9 between handler and commit would: the connection ends with the transaction open.
      if (crashes === 1) await tx.run(sql`select pg_terminate_backend(pg_backend_pid())`);
    },
  });
  await append(crashing, liked(ann, 1), liked(ann, 2));
  await crashing.idle();
  expect(await countSeen()).toBe(2);
  const restarted = open();
  restarted.addReader({ name: "one", handle });
  await append(restarted, liked(ann, 3));
  await restarted.idle();
  expect(await countSeen()).toBe(3);
});

test("two processes with the same reader hand each fact over once", async () => {
  const [first, second] = [open(), open()];
  for (const events of [first, second])
    events.addReader({
      name: "shared",
      batchSize: 7,
      async handle(batch, tx) {
        const ids = batch.map((fact) => fact.id);
        await tx.run(sql`insert into seen select 'shared', * from unnest(${ids}::bigint[])`);
      },
    });
  for (let number = 0; number < 30; number += 1)
    await append(first, ...Array.from({ length: 10 }, (_, index) => liked(ann, number * 10 + index)));
  await Promise.all([first.idle(), second.idle()]);
  const row = await db.row<{ all: number; different: number }>(
    sql`select count(*) as all, count(distinct event_id) as different from seen`,
  );
  expect(row).toEqual({ all: 300, different: 300 });
});

test("a fact that cannot be handled is put aside with its error, and everything else is handled once", async () => {
  const events = open();
  const counts: number[] = [];
  const others = collect(events, "others");
  events.addReader({
    name: "picky",
    types: ["show.liked"],
    async handle(batch) {
      if (batch.some((fact) => fact.data.count === 13)) throw new Error("13 is unlucky");
      counts.push(...batch.map((fact) => fact.data.count));
    },
  });
  const numbers = Array.from({ length: 40 }, (_, index) => index);
  await append(events, ...numbers.map((number) => liked(ann, number)));
  await events.idle();
  expect(counts).toEqual(numbers.filter((number) => number !== 13));
  expect(others).toEqual(numbers);
  const failures = await events.failures(shopId);
  expect(failures).toMatchObject([
    { reader: "picky", type: "show.liked", error: "Error: 13 is unlucky", attempts: 2 },
  ]);
});

test("a handler that fails for a moment is tried again and skips nothing", async () => {
  const events = open();
  const counts: number[] = [];
  let failures = 1;
  events.addReader({
    name: "shaky",
    types: ["show.liked"],
    async handle(batch) {
      if (failures-- > 0) throw new Error("not now");
      counts.push(...batch.map((fact) => fact.data.count));
    },
  });
  await append(events, liked(ann, 1));
  await events.idle();
  expect(counts).toEqual([1]);
  expect(await events.failures(shopId)).toEqual([]);
});

test("idle waits for what handlers append in their turn", async () => {
  const events = open();
  const counts = collect(events);
  events.addReader({
    name: "chain",
    types: ["show.opened"],
    async handle(batch, tx) {
      await events.append(
        tx,
        batch.map(() => liked(ann, 99)),
      );
    },
  });
  await append(events, { shopId, type: "show.opened", subjectId: idFrom("show"), at, data: {} });
  await events.idle();
  expect(counts).toEqual([99]);
});

test("a started stream reads by itself soon after a commit", async () => {
  const events = open({ pollMs: 60_000 });
  const got = Promise.withResolvers<number>();
  events.addReader({
    name: "live",
    types: ["show.liked"],
    handle: async ([fact]) => got.resolve(fact!.data.count),
  });
  events.start();
  await append(events, liked(ann, 5));
  expect(await got.promise).toBe(5);
});

test("facts of another process are found by looking now and then", async () => {
  const here = open({ pollMs: 10 });
  const there = open();
  const got = Promise.withResolvers<number>();
  here.addReader({
    name: "live",
    types: ["show.liked"],
    handle: async ([fact]) => got.resolve(fact!.data.count),
  });
  here.start();
  await here.idle();
  await append(there, liked(ann, 6));
  expect(await got.promise).toBe(6);
});

test("a backlog larger than a batch is read in order to its end", async () => {
  const events = open();
  const counts: number[] = [];
  events.addReader({
    name: "small",
    types: ["show.liked"],
    batchSize: 3,
    handle: async (batch) => void counts.push(...batch.map((fact) => fact.data.count)),
  });
  const numbers = Array.from({ length: 25 }, (_, index) => index);
  for (const number of numbers) await append(events, liked(ann, number));
  await events.idle();
  expect(counts).toEqual(numbers);
});
