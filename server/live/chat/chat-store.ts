import { type Queries, sql } from "../../platform/database/index.ts";
import { defaultRules, type MuteView, type RoomRules } from "./chat.ts";

export type MessageView = {
  readonly id: string;
  readonly memberId: string | null;
  readonly name: string;
  readonly sender: "shopper" | "host" | "system";
  readonly text: string;
  readonly at: Date;
  readonly joined: boolean;
};

const columns = sql`c.id, c.member_id as "memberId", c.name, c.sender, c.text, c.at, m.joined_at is not null as joined`;
const tables = sql`chat_message c left join member m on m.shop_id = c.shop_id and m.id = c.member_id`;

/** False when a message with this id is there: a retry. */
export async function insertMessage(
  db: Queries,
  message: {
    shopId: string;
    showId: string;
    id: string;
    memberId: string | null;
    name: string;
    sender: string;
    text: string;
    at: Date;
  },
): Promise<boolean> {
  const inserted = await db.run(sql`
    insert into chat_message (shop_id, show_id, id, member_id, name, sender, text, at)
    values (${message.shopId}, ${message.showId}, ${message.id}, ${message.memberId}, ${message.name},
      ${message.sender}, ${message.text}, ${message.at})
    on conflict do nothing`);
  return inserted === 1;
}

export function findMessage(
  db: Queries,
  shopId: string,
  showId: string,
  id: string,
): Promise<MessageView | undefined> {
  return db.row<MessageView>(sql`
    select ${columns} from ${tables} where c.shop_id = ${shopId} and c.show_id = ${showId} and c.id = ${id}`);
}

/** The last messages that were not taken away, oldest first. */
export async function recentMessages(
  db: Queries,
  shopId: string,
  showId: string,
  limit: number,
): Promise<MessageView[]> {
  const newest = await db.rows<MessageView>(sql`
    select ${columns} from ${tables}
    where c.shop_id = ${shopId} and c.show_id = ${showId} and c.removed_at is null
    order by c.at desc, c.id desc limit ${limit}`);
  return newest.toReversed();
}

/** Waits until nobody else writes for this person in this room; the turn ends with the transaction. */
export async function takeTurn(db: Queries, showId: string, memberId: string): Promise<void> {
  await db.run(sql`select pg_advisory_xact_lock(hashtextextended(${`chat ${showId} ${memberId}`}, 0))`);
}

export async function lastMessageAt(db: Queries, shopId: string, showId: string, memberId: string) {
  const last = await db.row<{ at: Date }>(sql`
    select at from chat_message where shop_id = ${shopId} and show_id = ${showId} and member_id = ${memberId}
    order by at desc limit 1`);
  return last?.at;
}

export async function removeMessage(
  db: Queries,
  shopId: string,
  showId: string,
  id: string,
  by: string,
  at: Date,
) {
  const removed = await db.run(sql`
    update chat_message set removed_at = coalesce(removed_at, ${at}), removed_by = coalesce(removed_by, ${by})
    where shop_id = ${shopId} and show_id = ${showId} and id = ${id}`);
  return removed === 1;
}

export async function countMessages(db: Queries, shopId: string, showId: string): Promise<number> {
  const found = await db.row<{ count: number }>(sql`
    select count(*)::int as count from chat_message where shop_id = ${shopId} and show_id = ${showId}`);
  return found?.count ?? 0;
}

export async function rulesOf(db: Queries, shopId: string, showId: string): Promise<RoomRules> {
  const found = await db.row<RoomRules>(sql`
    select slow_mode_seconds as "slowModeSeconds", sensitive_words as "sensitiveWords", links_allowed as "linksAllowed"
    from room_rule where shop_id = ${shopId} and show_id = ${showId}`);
  return found ?? defaultRules;
}

export async function saveRules(
  db: Queries,
  shopId: string,
  showId: string,
  rules: RoomRules,
): Promise<void> {
  await db.run(sql`
    insert into room_rule (shop_id, show_id, slow_mode_seconds, sensitive_words, links_allowed)
    values (${shopId}, ${showId}, ${rules.slowModeSeconds}, ${[...rules.sensitiveWords]}, ${rules.linksAllowed})
    on conflict (shop_id, show_id) do update set slow_mode_seconds = excluded.slow_mode_seconds,
      sensitive_words = excluded.sensitive_words, links_allowed = excluded.links_allowed`);
}

const muteColumns = sql`member_id as "memberId", until, reason, muted_by as "mutedBy", at`;

export function findMute(
  db: Queries,
  shopId: string,
  showId: string,
  memberId: string,
): Promise<MuteView | undefined> {
  return db.row<MuteView>(sql`
    select ${muteColumns} from chat_mute where shop_id = ${shopId} and show_id = ${showId} and member_id = ${memberId}`);
}

export function listMutes(db: Queries, shopId: string, showId: string): Promise<MuteView[]> {
  return db.rows<MuteView>(sql`
    select ${muteColumns} from chat_mute where shop_id = ${shopId} and show_id = ${showId} order by at desc`);
}

export async function saveMute(db: Queries, shopId: string, showId: string, mute: MuteView): Promise<void> {
  await db.run(sql`
    insert into chat_mute (shop_id, show_id, member_id, until, reason, muted_by, at)
    values (${shopId}, ${showId}, ${mute.memberId}, ${mute.until}, ${mute.reason}, ${mute.mutedBy}, ${mute.at})
    on conflict (shop_id, show_id, member_id) do update set until = excluded.until, reason = excluded.reason,
      muted_by = excluded.muted_by, at = excluded.at`);
}

export async function deleteMute(
  db: Queries,
  shopId: string,
  showId: string,
  memberId: string,
): Promise<boolean> {
  const deleted = await db.run(sql`
    delete from chat_mute where shop_id = ${shopId} and show_id = ${showId} and member_id = ${memberId}`);
  return deleted === 1;
}
