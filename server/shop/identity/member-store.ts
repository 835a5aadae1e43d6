import type { Language, Origin } from "../../../contract/values.ts";
import { type Queries, sql } from "../../platform/database/index.ts";
import type { Identity, IdentityKind } from "./identity.ts";

export type MemberRow = {
  readonly id: string;
  readonly shopId: string;
  readonly name: string;
  readonly language: Language;
  readonly timeZone: string;
  readonly birthday: string | null;
  readonly origin: Origin;
  readonly tags: readonly string[];
  readonly firstSeenAt: Date;
  readonly joinedAt: Date | null;
  readonly mergedInto: string | null;
  readonly orderCount: number;
  readonly spentCents: number;
  readonly lastOrderAt: Date | null;
};

const columns = sql`id, shop_id as "shopId", name, language, time_zone as "timeZone", birthday, origin, tags,
  first_seen_at as "firstSeenAt", joined_at as "joinedAt", merged_into as "mergedInto", order_count as "orderCount",
  spent_cents as "spentCents", last_order_at as "lastOrderAt"`;

export function findMembers(db: Queries, shopId: string, ids: readonly string[]): Promise<MemberRow[]> {
  return db.rows<MemberRow>(sql`
    select ${columns} from member where shop_id = ${shopId} and id = any(${[...ids]}::uuid[])`);
}

/** Locks in the order of ids, so that two merges never wait for each other in a circle. */
export function lockMembers(db: Queries, shopId: string, ids: readonly string[]): Promise<MemberRow[]> {
  return db.rows<MemberRow>(sql`
    select ${columns} from member where shop_id = ${shopId} and id = any(${[...ids]}::uuid[]) order by id for update`);
}

export async function insertMember(
  db: Queries,
  member: Pick<
    MemberRow,
    "id" | "shopId" | "name" | "language" | "timeZone" | "origin" | "firstSeenAt" | "joinedAt"
  >,
): Promise<void> {
  await db.run(sql`
    insert into member (shop_id, id, name, language, time_zone, origin, first_seen_at, joined_at)
    values (${member.shopId}, ${member.id}, ${member.name}, ${member.language}, ${member.timeZone},
      ${JSON.stringify(member.origin)}::jsonb, ${member.firstSeenAt}, ${member.joinedAt})`);
}

export function updateMember(
  db: Queries,
  shopId: string,
  id: string,
  change: {
    name?: string | undefined;
    language?: Language | undefined;
    timeZone?: string | undefined;
    birthday?: string | undefined;
  },
): Promise<MemberRow | undefined> {
  return db.row<MemberRow>(sql`
    update member set name = coalesce(${change.name ?? null}, name), language = coalesce(${change.language ?? null}, language),
      time_zone = coalesce(${change.timeZone ?? null}, time_zone), birthday = coalesce(${change.birthday ?? null}::date, birthday)
    where shop_id = ${shopId} and id = ${id} returning ${columns}`);
}

/** True when the member was a guest until now. */
export async function markJoined(
  db: Queries,
  shopId: string,
  id: string,
  origin: Origin,
  at: Date,
): Promise<boolean> {
  const joined = await db.run(sql`
    update member set joined_at = ${at}, origin = ${JSON.stringify(origin)}::jsonb || origin
    where shop_id = ${shopId} and id = ${id} and joined_at is null`);
  return joined === 1;
}

export async function setTags(
  db: Queries,
  shopId: string,
  id: string,
  tags: readonly string[],
): Promise<boolean> {
  return (
    (await db.run(sql`update member set tags = ${[...tags]} where shop_id = ${shopId} and id = ${id}`)) === 1
  );
}

/** Moves orders, coupons, identities, sessions and sums from one member to the other. */
export async function moveBelongings(db: Queries, shopId: string, from: string, to: string): Promise<void> {
  // A reason both were given a coupon for keeps the coupon of the member who stays.
  await db.run(sql`
    delete from coupon c where shop_id = ${shopId} and member_id = ${from} and used_by_order is null and exists
      (select 1 from coupon k where k.shop_id = c.shop_id and k.member_id = ${to} and k.issued_for = c.issued_for)`);
  await db.run(sql`
    update coupon c set member_id = ${to}, issued_for = case when exists
        (select 1 from coupon k where k.shop_id = c.shop_id and k.member_id = ${to} and k.issued_for = c.issued_for)
      then issued_for || ':' || ${from} else issued_for end
    where shop_id = ${shopId} and member_id = ${from}`);
  // Two members cannot have used the same key by chance; if a client did, the older key is dropped.
  await db.run(sql`
    update shop_order o set member_id = ${to}, idempotency_key = case when exists
        (select 1 from shop_order k where k.shop_id = o.shop_id and k.member_id = ${to} and k.idempotency_key = o.idempotency_key)
      then null else idempotency_key end
    where shop_id = ${shopId} and member_id = ${from}`);
  await db.run(sql`update refund set member_id = ${to} where shop_id = ${shopId} and member_id = ${from}`);
  await db.run(
    sql`update member_identity set member_id = ${to} where shop_id = ${shopId} and member_id = ${from}`,
  );
  await db.run(
    sql`update shopper_session set member_id = ${to} where shop_id = ${shopId} and member_id = ${from}`,
  );
  await db.run(sql`
    update member k set order_count = k.order_count + g.order_count, spent_cents = k.spent_cents + g.spent_cents,
      last_order_at = greatest(k.last_order_at, g.last_order_at), first_seen_at = least(k.first_seen_at, g.first_seen_at),
      joined_at = least(k.joined_at, g.joined_at), tags = array(select distinct unnest(k.tags || g.tags) order by 1)
    from member g
    where k.shop_id = ${shopId} and k.id = ${to} and g.shop_id = ${shopId} and g.id = ${from}`);
  await db.run(sql`
    update member set merged_into = ${to}, order_count = 0, spent_cents = 0 where shop_id = ${shopId} and id = ${from}`);
}

export type IdentityRow = {
  readonly kind: IdentityKind;
  readonly value: string;
  readonly memberId: string;
  readonly verifiedAt: Date | null;
};

const identityColumns = sql`kind, value, member_id as "memberId", verified_at as "verifiedAt"`;

export function identitiesOf(
  db: Queries,
  shopId: string,
  memberIds: readonly string[],
): Promise<IdentityRow[]> {
  return db.rows<IdentityRow>(sql`
    select ${identityColumns} from member_identity
    where shop_id = ${shopId} and member_id = any(${[...memberIds]}::uuid[]) order by kind, value`);
}

/** Adds or verifies. Whoever has it keeps it: the returned member may be another one. */
export function claimIdentity(
  db: Queries,
  shopId: string,
  memberId: string,
  identity: Identity,
  verifiedAt: Date | null,
  source: string,
): Promise<IdentityRow | undefined> {
  return db.row<IdentityRow>(sql`
    insert into member_identity (shop_id, kind, value, member_id, verified_at, source)
    values (${shopId}, ${identity.kind}, ${identity.value}, ${memberId}, ${verifiedAt}, ${source})
    on conflict (shop_id, kind, value) do update
      set verified_at = coalesce(member_identity.verified_at, excluded.verified_at)
    returning ${identityColumns}`);
}

export type MemberFilter = {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly search?: string | undefined;
  readonly joined?: "yes" | "no" | undefined;
  readonly sort: "recent" | "spent" | "orders";
};

const sortKeys = {
  recent: sql`extract(epoch from coalesce(last_order_at, joined_at, first_seen_at))`,
  spent: sql`spent_cents`,
  orders: sql`order_count`,
} as const;

export async function listMembers(db: Queries, shopId: string, filter: MemberFilter) {
  const key = sortKeys[filter.sort];
  const joined =
    filter.joined === undefined
      ? sql``
      : filter.joined === "yes"
        ? sql`and joined_at is not null`
        : sql`and joined_at is null`;
  const pattern = `%${(filter.search ?? "").replaceAll(/[%_\\]/gu, String.raw`\$&`)}%`;
  const search = filter.search
    ? sql`and (name ilike ${pattern} or exists (select 1 from member_identity i
        where i.shop_id = member.shop_id and i.member_id = member.id and i.value ilike ${pattern}))`
    : sql``;
  const after = filter.after
    ? sql`and (${key}, id) < (select ${key}, id from member where shop_id = ${shopId} and id = ${filter.after})`
    : sql``;
  const where = sql`shop_id = ${shopId} and merged_into is null ${joined} ${search}`;
  const items = await db.rows<MemberRow>(sql`
    select ${columns} from member where ${where} ${after} order by ${key} desc, id desc limit ${filter.limit}`);
  const total = await db.row<{ total: number }>(sql`select count(*) as total from member where ${where}`);
  return { items, total: total?.total ?? 0 };
}

/** Everybody who joined, in order of id, for work that goes over all members. */
export function membersAfter(
  db: Queries,
  shopId: string,
  afterId: string,
  limit: number,
): Promise<MemberRow[]> {
  return db.rows<MemberRow>(sql`
    select ${columns} from member
    where shop_id = ${shopId} and id > ${afterId} and joined_at is not null and merged_into is null
    order by id limit ${limit}`);
}
