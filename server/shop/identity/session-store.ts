import { type Queries, sql } from "../../platform/database/index.ts";
import type { Identity } from "./identity.ts";

export type SessionRow = {
  readonly expiresAt: Date;
  readonly id: string;
  readonly shopId: string;
  readonly memberId: string;
  readonly joined: boolean;
};

export async function insertSession(
  db: Queries,
  session: { secretHash: string; shopId: string; id: string; memberId: string; at: Date; expiresAt: Date },
): Promise<void> {
  await db.run(sql`
    insert into shopper_session (secret_hash, shop_id, id, member_id, created_at, expires_at)
    values (${session.secretHash}, ${session.shopId}, ${session.id}, ${session.memberId}, ${session.at}, ${session.expiresAt})`);
}

/** Sessions by the hashes of their secrets; those that exist and still live. */
export async function findSessions(
  db: Queries,
  secretHashes: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, SessionRow>> {
  const rows = await db.rows<SessionRow & { secretHash: string }>(sql`
    select s.secret_hash as "secretHash", s.id, s.shop_id as "shopId", s.member_id as "memberId", m.joined_at is not null as joined,
      s.expires_at as "expiresAt"
    from shopper_session s join member m on m.shop_id = s.shop_id and m.id = s.member_id
    where s.secret_hash = any(${[...secretHashes]}::text[]) and s.expires_at > ${now}`);
  return new Map(rows.map((row) => [row.secretHash, row]));
}

export async function prolongSession(db: Queries, secretHash: string, expiresAt: Date): Promise<void> {
  await db.run(sql`
    update shopper_session set expires_at = ${expiresAt}
    where secret_hash = ${secretHash} and expires_at < ${expiresAt}`);
}

export async function deleteSession(db: Queries, secretHash: string): Promise<void> {
  await db.run(sql`delete from shopper_session where secret_hash = ${secretHash}`);
}

export async function pointSession(
  db: Queries,
  shopId: string,
  sessionId: string,
  memberId: string,
): Promise<void> {
  await db.run(sql`
    update shopper_session set member_id = ${memberId} where shop_id = ${shopId} and id = ${sessionId}`);
}

export async function saveCode(
  db: Queries,
  shopId: string,
  identity: Identity,
  codeHash: string,
  at: Date,
  expiresAt: Date,
): Promise<void> {
  await db.run(sql`
    insert into sign_in_code (shop_id, kind, value, code_hash, created_at, expires_at)
    values (${shopId}, ${identity.kind}, ${identity.value}, ${codeHash}, ${at}, ${expiresAt})
    on conflict (shop_id, kind, value) do update
      set code_hash = excluded.code_hash, attempts = 0, created_at = excluded.created_at, expires_at = excluded.expires_at`);
}

/** Counts the attempt before the code is compared, so that guessing in parallel does not help. */
export function tryCode(db: Queries, shopId: string, identity: Identity, now: Date, mostAttempts: number) {
  return db.row<{ codeHash: string }>(sql`
    update sign_in_code set attempts = attempts + 1
    where shop_id = ${shopId} and kind = ${identity.kind} and value = ${identity.value}
      and expires_at > ${now} and attempts < ${mostAttempts}
    returning code_hash as "codeHash"`);
}

export async function dropCode(db: Queries, shopId: string, identity: Identity): Promise<void> {
  await db.run(sql`
    delete from sign_in_code where shop_id = ${shopId} and kind = ${identity.kind} and value = ${identity.value}`);
}
