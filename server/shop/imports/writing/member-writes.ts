import { type Queries, sql, type Tx } from "../../../platform/database/index.ts";
import type { NewFact } from "../../../platform/events/index.ts";
import { newId } from "../../../platform/ids/index.ts";
import type { ImportContext } from "./import-context.ts";

export type ImportedIdentity = {
  readonly kind: "customer_number" | "phone" | "email";
  readonly value: string;
};
export type Claim = ImportedIdentity & { readonly memberId: string };
export type NewConflict = Claim & { readonly otherMemberId: string };

export type NewMember = {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly timeZone: string;
  readonly seenAt: Date;
  readonly consents: readonly string[];
};

export function identityKey(identity: ImportedIdentity): string {
  return `${identity.kind} ${identity.value}`;
}

/** Which member has which identity, by `identityKey`. */
export async function findOwners(
  db: Queries,
  shopId: string,
  identities: readonly ImportedIdentity[],
): Promise<Map<string, string>> {
  const rows = await db.rows<Claim>(sql`
    select i.kind, i.value, i.member_id as "memberId"
    from unnest(${identities.map(({ kind }) => kind)}::text[], ${identities.map(({ value }) => value)}::text[])
      as asked (kind, value)
    join member_identity i on i.shop_id = ${shopId} and i.kind = asked.kind and i.value = asked.value`);
  return new Map(rows.map((row) => [identityKey(row), row.memberId]));
}

/** Makes the members and tells that they joined. */
export async function insertMembers(
  tx: Tx,
  context: ImportContext,
  members: readonly NewMember[],
): Promise<void> {
  if (members.length === 0) return;
  const { shopId, source } = context;
  const origin = { channel: source };
  await tx.copyRows(
    "member",
    ["shop_id", "id", "name", "language", "time_zone", "origin", "first_seen_at", "joined_at"],
    members.map((one) => [
      shopId,
      one.id,
      one.name,
      one.language,
      one.timeZone,
      origin,
      one.seenAt,
      one.seenAt,
    ]),
  );
  const facts = members.map((one): NewFact<"member.joined"> => {
    const data = { origin, via: `import:${source}`, imported: true, consents: [...one.consents] };
    return { shopId, type: "member.joined", memberId: one.id, at: one.seenAt, data };
  });
  await context.events.append(tx, facts);
}

/** Identities from files are not verified: signing in verifies them. Whoever has one keeps it. */
export async function insertClaims(tx: Tx, context: ImportContext, claims: readonly Claim[]): Promise<void> {
  if (claims.length === 0) return;
  await tx.run(sql`
    insert into member_identity (shop_id, kind, value, member_id, source)
    select ${context.shopId}, kind, value, member_id, ${`import:${context.source}`}
    from unnest(${claims.map(({ kind }) => kind)}::text[], ${claims.map(({ value }) => value)}::text[],
      ${claims.map(({ memberId }) => memberId)}::uuid[]) as claim (kind, value, member_id)
    on conflict do nothing`);
}

/** Pairs for the review list; those already on it are left alone. @returns how many are new */
export async function insertConflicts(
  tx: Tx,
  context: ImportContext,
  conflicts: readonly NewConflict[],
): Promise<number> {
  if (conflicts.length === 0) return 0;
  const { shopId } = context;
  const at = context.clock.now();
  const inserted = await tx.rows<{ id: string; memberId: string; otherMemberId: string; kind: string }>(sql`
    insert into identity_conflict (shop_id, id, kind, value, member_id, other_member_id, why, found_at)
    select ${shopId}, id, kind, value, member_id, other_member_id, ${`An import of ${context.source} names both as one person.`}, ${at}
    from unnest(${conflicts.map(() => newId(at))}::uuid[], ${conflicts.map(({ kind }) => kind)}::text[],
      ${conflicts.map(({ value }) => value)}::text[], ${conflicts.map(({ memberId }) => memberId)}::uuid[],
      ${conflicts.map(({ otherMemberId }) => otherMemberId)}::uuid[])
      as conflict (id, kind, value, member_id, other_member_id)
    on conflict do nothing
    returning id, member_id as "memberId", other_member_id as "otherMemberId", kind`);
  const facts = inserted.map((one): NewFact<"identity.conflicted"> => {
    const data = { otherMemberId: one.otherMemberId, kind: one.kind };
    return { shopId, type: "identity.conflicted", memberId: one.memberId, subjectId: one.id, at, data };
  });
  await context.events.append(tx, facts);
  return inserted.length;
}

/** What a customer file knows beyond orders. Told by the member herself, a value stays. */
export type Profile = {
  readonly memberId: string;
  readonly birthday: string | null;
  readonly tags: readonly string[];
  readonly joinedAt: Date | null;
};

/** @returns how many members were changed */
export function updateProfiles(tx: Tx, shopId: string, profiles: readonly Profile[]): Promise<number> {
  return tx.run(sql`
    with profile as (
      select member_id, birthday::date as birthday, joined_at,
        array(select jsonb_array_elements_text(tags::jsonb)) as tags
      from unnest(${profiles.map((one) => one.memberId)}::uuid[], ${profiles.map((one) => one.birthday)}::text[],
        ${profiles.map((one) => JSON.stringify(one.tags))}::text[], ${profiles.map((one) => one.joinedAt)}::timestamptz[])
        as told (member_id, birthday, tags, joined_at))
    update member m set
      birthday = coalesce(m.birthday, p.birthday),
      tags = array(select distinct unnest(m.tags || p.tags) order by 1),
      joined_at = least(m.joined_at, p.joined_at),
      first_seen_at = least(m.first_seen_at, p.joined_at)
    from profile p
    where m.shop_id = ${shopId} and m.id = p.member_id
      and (m.birthday is null and p.birthday is not null or not m.tags @> p.tags or p.joined_at < m.joined_at)`);
}

/** Members with orders of a source, in order of id: for counting anew in pieces. */
export function membersOfSource(
  db: Queries,
  shopId: string,
  source: string,
  afterId: string,
  limit: number,
): Promise<{ id: string }[]> {
  return db.rows<{ id: string }>(sql`
    select id from member m
    where shop_id = ${shopId} and id > ${afterId} and exists (
      select 1 from shop_order o where o.shop_id = m.shop_id and o.member_id = m.id and o.source = ${source})
    order by id limit ${limit}`);
}

/**
 * Counts orders and spending of these members from their orders. The rows are locked by a statement of their own, so that
 * the counting sees every payment that was committed before. @returns how many members were changed
 */
export async function recount(tx: Tx, shopId: string, ids: readonly string[]): Promise<number> {
  await tx.rows(sql`
    select id from member where shop_id = ${shopId} and id = any(${[...ids]}::uuid[]) order by id for update`);
  return tx.run(sql`
    with counted as (
      select member_id, count(*)::int as orders, sum(total_cents - refunded_cents)::bigint as spent,
        min(placed_at) as first_at, max(paid_at) as last_at
      from shop_order
      where shop_id = ${shopId} and member_id = any(${[...ids]}::uuid[]) and paid_at is not null and status <> 'cancelled'
      group by member_id)
    update member m set order_count = c.orders, spent_cents = c.spent, last_order_at = c.last_at,
      first_seen_at = least(m.first_seen_at, c.first_at), joined_at = least(m.joined_at, c.first_at)
    from counted c
    where m.shop_id = ${shopId} and m.id = c.member_id
      and (m.order_count, m.spent_cents, m.last_order_at) is distinct from (c.orders, c.spent, c.last_at)`);
}
