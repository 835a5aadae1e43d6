/**
 * A server process that sells a flash sale to many buyers at once and is killed while it does. Started by tests with
 * what it sells and to whom; it writes a line for every claim that it acknowledges.
 */
import { createSecretKey } from "node:crypto";
import { connectDatabase } from "../../platform/database/index.ts";
import { createFrozenClock } from "../../platform/clock/index.ts";
import { createLog } from "../../platform/log/index.ts";
import { createEvents } from "../../platform/events/index.ts";
import { createShop } from "../../shop/index.ts";
import { signAttemptToken } from "./attempt-token.ts";
import { createSalesDesk } from "./index.ts";

type Task = {
  readonly url: string;
  readonly now: string;
  readonly shopId: string;
  readonly saleId: string;
  readonly members: readonly string[];
};

const task = JSON.parse(process.argv[2]!) as Task;
const tokenKey = Buffer.alloc(32, 1);
const clock = createFrozenClock(task.now);
const db = connectDatabase({ url: task.url, onError: () => undefined });
const log = createLog({ logLevel: "error" });
const events = createEvents({ db, log, clock });
const shop = createShop({
  db,
  clock,
  events,
  log,
  sessionDays: 1,
  unpaidMinutes: 15,
  uploadsFolder: "/nonexistent",
  deliverCode: async () => undefined,
});
const nobody = () => Promise.reject(new Error("not asked here"));
const rooms = {
  shows: { show: nobody, runSheet: nobody },
  presence: { isInRoom: () => Promise.resolve(true) },
} as unknown as Parameters<typeof createSalesDesk>[1];
const sales = createSalesDesk({ db, clock, events, log, shop, tokenKey, publish: () => undefined }, rooms);

const { shopId, saleId } = task;
const expiresAt = new Date(clock.now().getTime() + 60_000);
// Few at a time, so that the kill comes between batches and within them.
const line = [...task.members];
async function buyer(): Promise<void> {
  for (let memberId = line.shift(); memberId; memberId = line.shift()) {
    const token = signAttemptToken({ shopId, saleId, memberId, expiresAt }, createSecretKey(tokenKey));
    const answer = await sales.claim(
      { shopId, memberId, joined: true },
      saleId,
      { token, quantity: 1 },
      `only-${memberId}`,
    );
    process.stdout.write(`${memberId} ${answer.outcome} ${answer.claim?.orderId ?? "-"}\n`);
  }
}
await Promise.all(Array.from({ length: 8 }, buyer));
await db.close();
