import { type Queries, sql } from "../../platform/database/index.ts";
import { newId } from "../../platform/ids/index.ts";
import type { Identity, IdentityKind } from "./identity.ts";

export type ConflictRow = {
  readonly id: string;
  readonly kind: IdentityKind;
  readonly value: string;
  readonly memberId: string;
  readonly otherMemberId: string;
  readonly memberName: string;
  readonly otherMemberName: string;
  readonly why: string;
  readonly status: "open" | "merged" | "kept_apart";
  readonly foundAt: Date;
};

/** The new conflict's id, or undefined when these two are on the list for this identity already. */
export async function insertConflict(
  db: Queries,
  conflict: {
    shopId: string;
    identity: Identity;
    memberId: string;
    otherMemberId: string;
    why: string;
    at: Date;
  },
): Promise<string | undefined> {
  const id = newId(conflict.at);
  const inserted = await db.run(sql`
    insert into identity_conflict (shop_id, id, kind, value, member_id, other_member_id, why, found_at)
    values (${conflict.shopId}, ${id}, ${conflict.identity.kind}, ${conflict.identity.value}, ${conflict.memberId},
      ${conflict.otherMemberId}, ${conflict.why}, ${conflict.at})
    on conflict do nothing`);
  return inserted === 1 ? id : undefined;
}

const columns = sql`c.id, c.kind, c.value, c.member_id as "memberId", c.other_member_id as "otherMemberId",
  m.name as "memberName", o.name as "otherMemberName", c.why, c.status, c.found_at as "foundAt"`;

const tables = sql`identity_conflict c join member m on m.shop_id = c.shop_id and m.id = c.member_id
  join member o on o.shop_id = c.shop_id and o.id = c.other_member_id`;

export function listConflicts(
  db: Queries,
  shopId: string,
  limit: number,
  after?: string,
): Promise<ConflictRow[]> {
  const older = after ? sql`and c.id < ${after}` : sql``;
  return db.rows<ConflictRow>(sql`
    select ${columns} from ${tables} where c.shop_id = ${shopId} ${older} order by c.id desc limit ${limit}`);
}

export function findConflict(db: Queries, shopId: string, id: string): Promise<ConflictRow | undefined> {
  return db.row<ConflictRow>(
    sql`select ${columns} from ${tables} where c.shop_id = ${shopId} and c.id = ${id}`,
  );
}

/** False when somebody decided it already. */
export async function closeConflict(
  db: Queries,
  shopId: string,
  id: string,
  status: "merged" | "kept_apart",
  at: Date,
): Promise<boolean> {
  const closed = await db.run(sql`
    update identity_conflict set status = ${status}, decided_at = ${at}
    where shop_id = ${shopId} and id = ${id} and status = 'open'`);
  return closed === 1;
}
