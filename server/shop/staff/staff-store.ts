import type { StaffRight, StaffRole } from "../../../contract/rights.ts";
import { type Queries, sql } from "../../platform/database/index.ts";

export type StaffRow = {
  readonly shopId: string;
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly active: boolean;
  readonly passwordHash: string;
};

const staffColumns = sql`shop_id as "shopId", id, email, name, role, active, password_hash as "passwordHash"`;

export function findStaffByEmail(db: Queries, email: string): Promise<StaffRow | undefined> {
  return db.row<StaffRow>(sql`select ${staffColumns} from staff where lower(email) = lower(${email})`);
}

export function findStaff(db: Queries, shopId: string, id: string): Promise<StaffRow | undefined> {
  return db.row<StaffRow>(sql`select ${staffColumns} from staff where shop_id = ${shopId} and id = ${id}`);
}

export function listStaff(db: Queries, shopId: string): Promise<StaffRow[]> {
  return db.rows<StaffRow>(
    sql`select ${staffColumns} from staff where shop_id = ${shopId} order by created_at, id`,
  );
}

/** Returns false when the address is taken. */
export async function insertStaff(db: Queries, staff: StaffRow, at: Date): Promise<boolean> {
  const inserted = await db.run(sql`
    insert into staff (shop_id, id, email, name, role, password_hash, active, created_at)
    values (${staff.shopId}, ${staff.id}, ${staff.email}, ${staff.name}, ${staff.role}, ${staff.passwordHash}, true, ${at})
    on conflict do nothing`);
  return inserted === 1;
}

export function updateStaff(
  db: Queries,
  shopId: string,
  id: string,
  change: { name?: string | undefined; role?: StaffRole | undefined; active?: boolean | undefined },
): Promise<StaffRow | undefined> {
  return db.row<StaffRow>(sql`
    update staff set
      name = coalesce(${change.name ?? null}, name),
      role = coalesce(${change.role ?? null}, role),
      active = coalesce(${change.active ?? null}, active)
    where shop_id = ${shopId} and id = ${id}
    returning ${staffColumns}`);
}

/** Locks the owners' rows, so that two changes at once cannot leave the shop without one. */
export async function countOtherOwners(db: Queries, shopId: string, id: string): Promise<number> {
  const owners = await db.rows<{ id: string }>(sql`
    select id from staff where shop_id = ${shopId} and role = 'owner' and active order by id for update`);
  return owners.filter((owner) => owner.id !== id).length;
}

export async function insertStaffSession(
  db: Queries,
  session: { secretHash: string; shopId: string; staffId: string; at: Date; expiresAt: Date },
): Promise<void> {
  await db.run(sql`
    insert into staff_session (secret_hash, shop_id, staff_id, created_at, expires_at)
    values (${session.secretHash}, ${session.shopId}, ${session.staffId}, ${session.at}, ${session.expiresAt})`);
}

export function findStaffBySession(
  db: Queries,
  secretHash: string,
  now: Date,
): Promise<(StaffRow & { readonly expiresAt: Date }) | undefined> {
  return db.row<StaffRow & { readonly expiresAt: Date }>(sql`
    select s.shop_id as "shopId", s.id, s.email, s.name, s.role, s.active, s.password_hash as "passwordHash",
      x.expires_at as "expiresAt"
    from staff_session x join staff s on s.shop_id = x.shop_id and s.id = x.staff_id
    where x.secret_hash = ${secretHash} and x.expires_at > ${now} and s.active`);
}

export async function prolongStaffSession(db: Queries, secretHash: string, expiresAt: Date): Promise<void> {
  await db.run(sql`
    update staff_session set expires_at = ${expiresAt}
    where secret_hash = ${secretHash} and expires_at < ${expiresAt}`);
}

export async function prolongAllStaffSessions(db: Queries, seconds: number): Promise<void> {
  await db.run(sql`update staff_session set expires_at = expires_at + make_interval(secs => ${seconds})`);
}

export async function deleteStaffSession(db: Queries, secretHash: string): Promise<void> {
  await db.run(sql`delete from staff_session where secret_hash = ${secretHash}`);
}

export async function deleteSessionsOf(db: Queries, shopId: string, staffId: string): Promise<void> {
  await db.run(sql`delete from staff_session where shop_id = ${shopId} and staff_id = ${staffId}`);
}

export type ApiKeyRow = {
  readonly shopId: string;
  readonly id: string;
  readonly name: string;
  readonly rights: StaffRight[];
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
};

const keyColumns = sql`shop_id as "shopId", id, name, rights, created_at as "createdAt", last_used_at as "lastUsedAt"`;

export function listApiKeys(db: Queries, shopId: string): Promise<ApiKeyRow[]> {
  return db.rows<ApiKeyRow>(sql`
    select ${keyColumns} from api_key where shop_id = ${shopId} and revoked_at is null order by created_at, id`);
}

export async function insertApiKey(
  db: Queries,
  key: {
    shopId: string;
    id: string;
    name: string;
    secretHash: string;
    rights: readonly StaffRight[];
    at: Date;
  },
): Promise<void> {
  await db.run(sql`
    insert into api_key (shop_id, id, name, secret_hash, rights, created_at)
    values (${key.shopId}, ${key.id}, ${key.name}, ${key.secretHash}, ${[...key.rights]}, ${key.at})`);
}

export async function revokeApiKey(db: Queries, shopId: string, id: string, at: Date): Promise<boolean> {
  const revoked = await db.run(sql`
    update api_key set revoked_at = ${at} where shop_id = ${shopId} and id = ${id} and revoked_at is null`);
  return revoked === 1;
}

export function findApiKey(db: Queries, secretHash: string): Promise<ApiKeyRow | undefined> {
  return db.row<ApiKeyRow>(sql`
    select ${keyColumns} from api_key where secret_hash = ${secretHash} and revoked_at is null`);
}

/** At most one write a minute and key. */
export async function noteKeyUse(db: Queries, shopId: string, id: string, now: Date): Promise<void> {
  const minuteAgo = new Date(now.getTime() - 60_000);
  await db.run(sql`
    update api_key set last_used_at = ${now}
    where shop_id = ${shopId} and id = ${id} and (last_used_at is null or last_used_at < ${minuteAgo})`);
}
