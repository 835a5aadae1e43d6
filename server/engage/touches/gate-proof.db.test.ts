import { afterAll, beforeAll, expect, test } from "vitest";
import { auditGate, findLost } from "../../../test/gate-ledger.ts";
import { rush } from "../../../test/gate-rush.ts";
import { openCrowd, openSender, type Sender } from "../../../test/gate-senders.ts";
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
