import { afterAll, beforeAll, expect, test } from "vitest";
import { auditGate, findLost } from "../../../test/gate-ledger.ts";
import { rush } from "../../../test/gate-rush.ts";
import { openCrowd, openSender, seededRandom, type Sender, someWish } from "../../../test/gate-senders.ts";
import { createTestDatabase, type TestDatabase } from "../../platform/database/testing.ts";

let db: TestDatabase;
let senders: Sender[];
beforeAll(async () => {
  db = await createTestDatabase();
  const startsAt = new Date("2026-03-06T04:00:00Z");
  senders = Array.from({ length: 8 }, () => openSender(db.url, startsAt));
});
afterAll(async () => {
  await Promise.all(senders.map((sender) => sender.db.close()));
  await db.drop();
});

const slow = { timeout: 300_000 };

test(
  "eight senders with wandering clocks try 15,000 touches: no rule is broken, none goes out twice, none is lost",
  slow,
  async () => {
    const crowd = await openCrowd(senders[0]!, "rush", 700, 1);
    const { words, decisions, now } = await rush(senders, crowd, {
      tries: 15_000,
      perRound: 250,
      hoursApart: 16,
      seed: 2,
      emailShare: 0.05,
    });
    for (const sender of senders) await sender.engage.runDue();
    const { sent, sales, violations } = await auditGate(db, crowd.shopId, words, crowd.consented);
    expect(violations).toEqual([]);
    expect(await findLost(db, crowd.shopId, now)).toEqual([]);
    // A gate that lets nothing go would keep every rule.
    expect(sent).toBeGreaterThan(2000);
    expect(sales).toBeGreaterThan(100);
    expect(decisions).toBeGreaterThanOrEqual(15_000);
  },
);

test("behind a clock that was far ahead the gate waits; rules saved anew put its time back", async () => {
  const [ahead, right] = [senders[0]!, senders[1]!];
  const now = new Date("2026-03-06T04:00:00Z");
  for (const { clock } of senders) clock.set(now);
  const crowd = await openCrowd(right, "ahead", 40, 5);
  const random = seededRandom(6);
  const ask = async (sender: Sender, key: string) => {
    const wishes = Array.from({ length: 30 }, (_, i) =>
      someWish(random, crowd, `${key} ${i}`, sender.clock.now(), 0),
    );
    return sender.engage.touches.requestMany(wishes.map((wish) => ({ ...wish, notBefore: now })));
  };
  ahead.clock.advance(10 * 86_400_000);
  await ask(ahead, "ahead");
  expect((await ahead.engage.runDue()).decided).toBe(30);
  await ask(right, "right");
  expect((await right.engage.runDue()).decided).toBe(0);
  right.clock.set(new Date(ahead.clock.now().getTime() - 60_000));
  expect((await right.engage.runDue()).decided).toBe(30);
  right.clock.set(now);
  await ask(right, "again");
  expect((await right.engage.runDue()).decided).toBe(0);
  const { trust } = right.engage;
  await trust.changePolicy(crowd.shopId, await trust.policy(crowd.shopId), "the clock was wrong", "a test");
  expect((await right.engage.runDue()).decided).toBe(30);
});
