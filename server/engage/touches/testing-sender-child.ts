/**
 * A sender in a process of its own, to be killed: asks for touches, lets the gate decide and delivers, over and over, and
 * says a line after each step. Arguments: database URL, shop, seed, beginning, file that mails are written to.
 */
import { appendFileSync } from "node:fs";
import { openSender, seededRandom, someWish } from "../../../test/gate-senders.ts";
import { sql } from "../../platform/database/index.ts";

const [url, shopId, seed, startsAt, mailFile] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
];
const wishes = seededRandom(1);
const random = seededRandom(Number(seed));
const sender = openSender(url, new Date(startsAt), ({ messageId }) => {
  appendFileSync(mailFile, `${messageId}\n`);
  return Promise.resolve({ outcome: "sent" });
});
const members = await sender.db.rows<{ id: string }>(
  sql`select id from member where shop_id = ${shopId} order by id`,
);
const crowd = { shopId, memberIds: members.map(({ id }) => id), consented: new Map<string, string[]>() };
for (let asked = 0; ; asked += 40) {
  const batch = Array.from({ length: 40 }, (_, i) =>
    someWish(wishes, crowd, `wish ${asked + i}`, sender.clock.now(), 0.5),
  );
  await sender.engage.touches.requestMany(batch);
  console.log(`asked ${asked + batch.length}`);
  await sender.engage.runDue();
  console.log("decided");
  sender.clock.advance((random() - 0.15) * 6 * 3_600_000);
}
