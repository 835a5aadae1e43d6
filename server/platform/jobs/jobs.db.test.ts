import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { type MovableClock, createFrozenClock } from "../clock/index.ts";
import { sql } from "../database/index.ts";
import { createTestDatabase, type TestDatabase } from "../database/testing.ts";
import { type Jobs, createJobs } from "./index.ts";

const log = pino({ level: "silent" });
const Letter = z.object({ to: z.string() });
let db: TestDatabase;
let clock: MovableClock;
let jobs: Jobs;
let sent: string[];

beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());
beforeEach(() => {
  clock = createFrozenClock("2026-03-01T12:00:00Z");
  sent = [];
  jobs = createJobs({ db, log, clock });
});
afterEach(async () => {
  await jobs.stop();
  await db.run(sql`truncate graphile_worker._private_jobs`);
});

const defineLetter = () => jobs.define("letter", Letter, async ({ to }) => void sent.push(to));

test("a job is done if its transaction commits, and does not exist if it fails", async () => {
  const letter = defineLetter();
  await db.transaction((tx) => letter.enqueue(tx, { to: "ann" }));
  const failing = db.transaction(async (tx) => {
    await letter.enqueue(tx, { to: "bob" });
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  await jobs.idle();
  expect(sent).toEqual(["ann"]);
});

test("a payload that breaks its schema is refused when it is enqueued", async () => {
  const letter = defineLetter();
  await expect(letter.enqueue(db, { to: 7 } as never)).rejects.toThrow("expected string");
  await jobs.idle();
  expect(sent).toEqual([]);
});

test("a job for tomorrow is done when the clock says tomorrow, not before", async () => {
  const letter = defineLetter();
  await letter.enqueue(db, { to: "ann" }, { runAt: new Date("2026-03-02T12:00:00Z") });
  await jobs.idle();
  expect(sent).toEqual([]);
  clock.advance(86_400_000);
  await jobs.idle();
  expect(sent).toEqual(["ann"]);
});

test("of jobs with one key only the last waits", async () => {
  const letter = defineLetter();
  await letter.enqueue(db, { to: "ann" }, { key: "greeting" });
  await letter.enqueue(db, { to: "bob" }, { key: "greeting" });
  await jobs.idle();
  expect(sent).toEqual(["bob"]);
});

test("a job that fails is tried again later, up to its attempts", async () => {
  const attempts: number[] = [];
  const shaky = jobs.define("shaky", Letter, async (_letter, { number }) => {
    attempts.push(number);
    throw new Error("the post office is closed");
  });
  await shaky.enqueue(db, { to: "ann" }, { maxAttempts: 2 });
  await jobs.idle();
  expect(attempts).toEqual([1]);
  await db.run(sql`update graphile_worker._private_jobs set run_at = now()`);
  await jobs.idle();
  await jobs.idle();
  expect(attempts).toEqual([1, 2]);
  const row = await db.row(sql`select last_error as error from graphile_worker.jobs`);
  expect(row).toEqual({ error: "the post office is closed" });
});

test("a job that a killed process had begun is done by the next one; one that is at work elsewhere is left", async () => {
  const begun = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const living = createJobs({ db, log, clock });
  const slow = living.define("slow", Letter, async ({ to }) => {
    begun.resolve();
    await end.promise;
    sent.push(`slow ${to}`);
  });
  await living.start();
  await slow.enqueue(db, { to: "cat" });
  await begun.promise;
  const letter = defineLetter();
  jobs.define("slow", Letter, async ({ to }) => void sent.push(`again ${to}`));
  await letter.enqueue(db, { to: "ann" });
  await db.run(sql`
    update graphile_worker._private_jobs set locked_by = 'worker-of-a-killed-process', locked_at = now()
    where locked_by is null`);
  const idle = jobs.idle();
  end.resolve();
  await idle;
  await living.stop();
  expect(sent.toSorted()).toEqual(["ann", "slow cat"]);
});

test("a started process does jobs by itself", async () => {
  const done = Promise.withResolvers<string>();
  const letter = jobs.define("letter", Letter, async ({ to }) => done.resolve(to));
  await jobs.start();
  await letter.enqueue(db, { to: "ann" });
  expect(await done.promise).toBe("ann");
});
