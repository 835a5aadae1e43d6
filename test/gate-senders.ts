/** Senders as processes of their own would be: each with its own connections, its own clock and its own house of rooms. */
import { pino } from "pino";
import { createEngage, type EngageParts } from "../server/engage/index.ts";
import { createFrozenClock } from "../server/platform/clock/index.ts";
import { connectDatabase, type Queries } from "../server/platform/database/index.ts";
import { createEvents } from "../server/platform/events/index.ts";
import { idFrom, newId } from "../server/platform/ids/index.ts";
import { createShop } from "../server/shop/index.ts";
import { type RandomSource, seededRandom } from "../models/index.ts";

export { seededRandom };

export type Sender = ReturnType<typeof openSender>;

export function openSender(
  url: string,
  startsAt: Date,
  sendMail: EngageParts["sendMail"] = () => Promise.resolve({ outcome: "sent" }),
) {
  const db = connectDatabase({ url, onError: () => undefined, maxConnections: 3 });
  const clock = createFrozenClock(startsAt);
  const log = pino({ level: "silent" });
  const events = createEvents({ db, log, clock });
  const shop = createShop({
    db,
    clock,
    events,
    log,
    uploadsFolder: "/nonexistent",
    sessionDays: 1,
    unpaidMinutes: 15,
    deliverCode: () => Promise.resolve(),
  });
  const parts: EngageParts = {
    db,
    clock,
    events,
    log,
    shop,
    sendMail,
    publicUrl: "https://shop.example",
    linkKey: "a key of the tests",
    notifyInbox: () => undefined,
  };
  return { db, clock, shop, parts, engage: createEngage(parts) };
}

export const zones = [
  "Asia/Shanghai",
  "America/Los_Angeles",
  "America/New_York",
  "Europe/Berlin",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "Pacific/Auckland",
  "America/Sao_Paulo",
  "UTC",
] as const;

export type Crowd = {
  readonly shopId: string;
  readonly memberIds: readonly string[];
  /** What each allowed before anything happened. */
  readonly consented: ReadonlyMap<string, readonly string[]>;
};

/** A shop with members of many zones and consents, written straight into the tables: one in twenty never joined. */
export async function openCrowd(sender: Sender, slug: string, count: number, seed: number): Promise<Crowd> {
  const random = seededRandom(seed);
  const at = sender.clock.now();
  const { id: shopId } = await sender.shop.storefront.addShop({
    slug,
    name: "茶铺",
    currency: "CNY",
    timeZone: "Asia/Shanghai",
    language: "zh-CN",
    demo: false,
  });
  const members = Array.from({ length: count }, (_, i) => ({
    id: newId(at),
    no: i,
    timeZone: pick(random, zones),
    joined: random() > 0.05,
    channels: pick(random, [["inbox", "email"], ["inbox", "email"], ["inbox"], []]),
    email: random() < 0.8,
  }));
  await writeCrowd(sender.db, shopId, members, at);
  return {
    shopId,
    memberIds: members.map((member) => member.id),
    consented: new Map(members.map(({ id, channels }) => [id, channels])),
  };
}

type NewMember = {
  id: string;
  no: number;
  timeZone: string;
  joined: boolean;
  channels: readonly string[];
  email: boolean;
};

async function writeCrowd(db: Queries, shopId: string, members: readonly NewMember[], at: Date) {
  const person = ["shop_id", "id", "name", "language", "time_zone", "first_seen_at", "joined_at"];
  await db.copyRows(
    "member",
    person,
    members.map(({ id, no, timeZone, joined }) => [
      shopId,
      id,
      `m${no}`,
      "en",
      timeZone,
      at,
      joined ? at : null,
    ]),
  );
  await db.copyRows(
    "member_identity",
    ["shop_id", "kind", "value", "member_id", "source"],
    members.filter(({ email }) => email).map(({ id, no }) => [shopId, "email", `m${no}@e.example`, id, "x"]),
  );
  await db.copyRows(
    "consent",
    ["shop_id", "member_id", "channel", "granted", "since", "source"],
    members.flatMap(({ id, channels }) =>
      channels.map((channel) => [shopId, id, channel, true, at, "sign-up"]),
    ),
  );
}

const pieces = Array.from({ length: 40 }, (_, i) => idFrom("piece", String(i)));
const hourMs = 3_600_000;

/** Anything a campaign might wish; all expire, so that a crowd's wishes come to an end. */
export function someWish(random: RandomSource, crowd: Crowd, key: string, clock: Date, emailShare = 0.2) {
  const isService = random() < 0.03;
  const sells = !isService && random() < 0.3;
  const notBefore = new Date(clock.getTime() + (random() < 0.5 ? 0 : random() * 30 * hourMs));
  return {
    shopId: crowd.shopId,
    memberId: pick(random, crowd.memberIds),
    channel: random() < emailShare ? ("email" as const) : ("inbox" as const),
    class: isService ? ("service" as const) : ("marketing" as const),
    purpose: sells ? ("sales" as const) : ("value" as const),
    kind: isService ? ("order_update" as const) : sells ? ("offer" as const) : ("content" as const),
    subject: { en: "How to store tea" },
    body: { en: "Cool, dry and dark." },
    why: { en: "You asked about it" },
    contentId: random() < 0.7 ? pick(random, pieces) : null,
    source: "a test",
    worth: random(),
    notBefore,
    expiresAt: new Date(notBefore.getTime() + (6 + random() * 90) * hourMs),
    key,
  };
}

export function pick<T>(random: RandomSource, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)]!;
}
