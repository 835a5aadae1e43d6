/**
 * Reads every touch a running server has sent and checks the trust budget's rules again, one by one and without the
 * gate's own code: consent at the time, quiet hours by the member's wall clock, gap, week and month, 80/20 for member
 * and shop, the control group. Run beside a server on the embedded database: `DATA_DIR=.refrain node bench/trust-audit.ts`.
 */
import { createHash } from "node:crypto";
import path from "node:path";
import { connectDatabase, findRunningPostgres, sql } from "../server/platform/database/index.ts";
import { loadSettings } from "../server/platform/settings.ts";

type Sent = {
  shopId: string;
  memberId: string;
  channel: string;
  purpose: string;
  sentAt: Date;
  timeZone: string;
  joinedAt: Date | null;
};

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const { settings } = loadSettings();
const url = settings.databaseUrl ?? (await findRunningPostgres(path.join(settings.dataDir, "postgres")));
if (!url) throw new Error(`No database runs in ${settings.dataDir}; start the server first.`);
const db = connectDatabase({ url, onError: () => undefined });

const sent = await db.rows<Sent>(sql`
  select t.shop_id as "shopId", t.member_id as "memberId", t.channel, t.purpose, t.sent_at as "sentAt",
    m.time_zone as "timeZone", m.joined_at as "joinedAt"
  from touch t join member m on m.shop_id = t.shop_id and m.id = t.member_id
  where t.class = 'marketing' and t.sent_at is not null order by t.sent_at, t.id`);
const never = await db.rows<{ key: string }>(sql`
  select distinct member_id || ' ' || channel as key from consent where not granted
  and not exists (select 1 from event e where e.shop_id = consent.shop_id and e.member_id = consent.member_id
    and e.type = 'consent.changed' and (e.data ->> 'granted')::boolean and e.data ->> 'channel' = consent.channel)`);
const refused = new Set(never.map((row) => row.key));
const limits = { week: 3, month: 10, gapMs: 20 * hourMs, share: 0.2, control: 0.05 };
const violations: Record<string, number> = {};
const count = (rule: string, broken: boolean) =>
  (violations[rule] = (violations[rule] ?? 0) + (broken ? 1 : 0));
const ofMember = new Map<string, Sent[]>();
const ofShop = new Map<string, Sent[]>();

for (const touch of sent) {
  const own = ofMember.get(touch.memberId) ?? [];
  const shop = ofShop.get(touch.shopId) ?? [];
  const within = (list: Sent[], days: number) =>
    list.filter((one) => touch.sentAt.getTime() - one.sentAt.getTime() < days * dayMs);
  const last = own.at(-1);
  count("consent", refused.has(`${touch.memberId} ${touch.channel}`));
  count("member", !touch.joinedAt);
  count("control group", isControl(touch));
  count("quiet hours", isQuiet(touch));
  count("gap", last !== undefined && touch.sentAt.getTime() - last.sentAt.getTime() < limits.gapMs);
  count("7 days", within(own, 7).length + 1 > limits.week);
  count("28 days", within(own, 28).length + 1 > limits.month);
  count("80/20 member", sellsTooMuch(touch, within(own, 90)));
  if (touch.purpose === "sales") count("80/20 shop", sellsTooMuch(touch, within(shop, 28)));
  own.push(touch);
  shop.push(touch);
  ofMember.set(touch.memberId, own);
  ofShop.set(touch.shopId, shop);
}
console.log(`${sent.length} touches of ${ofMember.size} members`);
console.table(violations);
await db.close();

function isControl({ shopId, memberId }: Sent): boolean {
  const digest = createHash("sha256").update(`universal control ${shopId} ${memberId}`).digest();
  return digest.readUInt32BE(0) / 2 ** 32 < limits.control;
}

/** 21:00 to 09:00 by the clock on her wall. */
function isQuiet({ sentAt, timeZone }: Sent): boolean {
  const hour = Number(
    new Intl.DateTimeFormat("en-GB", { hour: "2-digit", hourCycle: "h23", timeZone }).format(sentAt),
  );
  return hour >= 21 || hour < 9;
}

function sellsTooMuch(touch: Sent, before: Sent[]): boolean {
  if (touch.purpose !== "sales") return false;
  const sales = before.filter((one) => one.purpose === "sales").length + 1;
  return sales > limits.share * (before.length + 1) + 1e-9;
}
