import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { auditGate, findLost, placeInStream, type Word } from "../../../test/gate-ledger.ts";
import {
  type Crowd,
  openCrowd,
  openSender,
  seededRandom,
  type Sender,
  someWish,
} from "../../../test/gate-senders.ts";
import { sql } from "../../platform/database/index.ts";
import { createTestDatabase, type TestDatabase } from "../../platform/database/testing.ts";
import { idFrom } from "../../platform/ids/index.ts";

const startsAt = new Date("2026-10-23T04:00:00Z");
const hourMs = 3_600_000;
const child = fileURLToPath(new URL("testing-sender-child.ts", import.meta.url));

let db: TestDatabase;
let senders: Sender[];
let folder: string;
beforeAll(async () => {
  db = await createTestDatabase();
  senders = Array.from({ length: 3 }, () => openSender(db.url, startsAt));
  folder = await mkdtemp(path.join(tmpdir(), "refrain-gate-"));
});
afterAll(async () => {
  await Promise.all(senders.map((sender) => sender.db.close()));
  await db.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Kills the sender right after so many of its steps; returns how many wishes it had acknowledged. */
async function killAfter(steps: number, sender: ChildProcess): Promise<number> {
  let [left, asked] = [steps, 0];
  const gone = new Promise((resolve) => void sender.once("exit", resolve));
  for await (const line of createInterface({ input: sender.stdout! })) {
    if (line.startsWith("asked ")) asked = Number(line.slice(6));
    left -= 1;
    if (left === 0) sender.kill("SIGKILL");
  }
  await gone;
  return asked;
}

/** Lets everything come to its end behind all clocks. */
async function finish(crowd: Crowd, from: Date): Promise<Date> {
  let now = from;
  for (let day = 0; day < 12; day += 1) {
    now = new Date(now.getTime() + 24 * hourMs);
    for (const sender of senders) sender.clock.set(now);
    await Promise.all(senders.map((sender) => sender.engage.runDue()));
  }
  expect(await findLost(db, crowd.shopId, now)).toEqual([]);
  return now;
}

test("senders killed at any moment lose nothing, and nothing goes out twice or above a rule", async () => {
  const crowd = await openCrowd(senders[0]!, "crash", 60, 3);
  const mailFile = path.join(folder, "mails");
  let asked = 0;
  let kills = 0;
  for (let round = 0; round < 3; round += 1) {
    const at = new Date(startsAt.getTime() + round * 60 * hourMs).toISOString();
    const counts = await Promise.all(
      [0, 1, 2].map((n) => {
        const args = [child, db.url, crowd.shopId, String(round * 3 + n), at, mailFile];
        kills += 1;
        const sender = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
        return killAfter(7 + ((round * 5 + n * 11) % 17), sender);
      }),
    );
    asked = Math.max(asked, ...counts);
  }
  await finish(crowd, new Date(startsAt.getTime() + 40 * 24 * hourMs));
  const { sent, violations } = await auditGate(db, crowd.shopId, [], crowd.consented);
  expect(violations).toEqual([]);
  expect(sent).toBeGreaterThan(60);
  expect(asked).toBeGreaterThan(200);
  const known = await db.rows<{ id: string }>(sql`select id from touch where shop_id = ${crowd.shopId}`);
  const ids = new Set(known.map(({ id }) => id));
  for (let i = 0; i < asked; i += 1) expect(ids).toContain(idFrom("touch", crowd.shopId, `wish ${i}`));
  // A sender killed between the mail server's yes and its own note sends again, under the same Message-ID.
  const mails = (await readFile(mailFile, "utf8")).trim().split("\n");
  expect(mails.length).toBeGreaterThan(10);
  expect(mails.length - new Set(mails).size).toBeLessThanOrEqual(kills * 3);
});

const someDeed = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant("pass" as const),
      hours: fc.double({ min: 1, max: 20, noNaN: true }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant("ask" as const), count: fc.integer({ min: 1, max: 30 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant("decide" as const),
      senders: fc.subarray([0, 1, 2], { minLength: 1 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant("move" as const),
      sender: fc.nat({ max: 2 }),
      hours: fc.oneof(
        fc.double({ min: 0, max: 30, noNaN: true }),
        fc.double({ min: -60, max: 0, noNaN: true }),
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant("consent" as const),
      member: fc.nat({ max: 7 }),
      channel: fc.constantFrom("inbox" as const, "email" as const),
      granted: fc.boolean(),
      meanwhile: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant("wish" as const),
      member: fc.nat({ max: 7 }),
      perWeek: fc.constantFrom(null, 0, 0.5, 1, 3),
    }),
  },
);

test("in whatever order things happen and clocks jump, the rules hold and every wish gets one answer (property)", async () => {
  let [run, sentInAll] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.array(someDeed, { minLength: 20, maxLength: 60, size: "max" }), async (deeds) => {
      run += 1;
      for (const sender of senders) sender.clock.set(startsAt);
      const crowd = await openCrowd(senders[0]!, `order-${run}`, 8, run);
      const random = seededRandom(run);
      const words: Word[] = [];
      let asked = 0;
      for (const deed of deeds) {
        const any = senders[Math.floor(random() * 3)]!;
        if (deed.does === "ask") {
          const wishes = Array.from({ length: deed.count }, () =>
            someWish(random, crowd, `wish ${(asked += 1)}`, any.clock.now()),
          );
          await any.engage.touches.requestMany([...wishes, ...wishes.slice(0, 3)]);
        }
        if (deed.does === "decide") await Promise.all(deed.senders.map((i) => senders[i]!.engage.runDue()));
        if (deed.does === "pass") for (const { clock } of senders) clock.advance(deed.hours * hourMs);
        if (deed.does === "move") senders[deed.sender]!.clock.advance(deed.hours * hourMs);
        if (deed.does === "consent") {
          const { channel, granted } = deed;
          const change = any.engage.trust.changeContact(
            crowd.shopId,
            crowd.memberIds[deed.member]!,
            [{ channel, granted }],
            undefined,
          );
          await Promise.all([
            change,
            ...(deed.meanwhile ? senders.map((sender) => sender.engage.runDue()) : []),
          ]);
        }
        if (deed.does === "wish") {
          const memberId = crowd.memberIds[deed.member]!;
          await any.engage.trust.changeContact(crowd.shopId, memberId, [], { wishedPerWeek: deed.perWeek });
          words.push({
            after: await placeInStream(db, crowd.shopId),
            memberId,
            perWeek: deed.perWeek,
            quiet: null,
          });
        }
      }
      await finish(crowd, new Date(startsAt.getTime() + 90 * 24 * hourMs));
      const { sent, violations } = await auditGate(db, crowd.shopId, words, crowd.consented);
      expect(violations).toEqual([]);
      sentInAll += sent;
      const row = await db.row<{ touches: number }>(
        sql`select count(*)::int as touches from touch where shop_id = ${crowd.shopId}`,
      );
      expect(row!.touches).toBe(asked);
    }),
    { numRuns: 20 },
  );
  expect(sentInAll).toBeGreaterThan(150);
});
