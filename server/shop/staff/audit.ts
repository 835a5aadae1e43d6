import { newId } from "../../platform/ids/index.ts";
import { type Queries, sql } from "../../platform/database/index.ts";
import type { ApiKeyPrincipal, StaffPrincipal } from "../../platform/http/index.ts";

/** Who did what to which thing. Written in the same transaction as the deed, so there is none without the other. */
export type Deed = {
  readonly shopId: string;
  /** A person's name or an API key's, as an operator would say it. */
  readonly actor: string;
  /** Verb and object: `product.change`, `order.refund`. */
  readonly action: string;
  readonly subject: string;
  readonly details?: unknown;
};

export async function recordDeed(db: Queries, deed: Deed, at: Date): Promise<void> {
  await db.run(sql`
    insert into audit_entry (shop_id, id, at, actor, action, subject, details)
    values (${deed.shopId}, ${newId(at)}, ${at}, ${deed.actor}, ${deed.action}, ${deed.subject},
      ${JSON.stringify(deed.details ?? {})}::jsonb)`);
}

export type AuditEntry = {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly details: unknown;
};

/** Newest first; `after` is the id of the last entry of the page before. */
export function listDeeds(db: Queries, shopId: string, limit: number, after?: string): Promise<AuditEntry[]> {
  const before = after ? sql`and id < ${after}` : sql``;
  return db.rows<AuditEntry>(sql`
    select id, at, actor, action, subject, details from audit_entry
    where shop_id = ${shopId} ${before} order by id desc limit ${limit}`);
}

/** How the audit log names whoever called. */
export function actorOf(principal: StaffPrincipal | ApiKeyPrincipal): string {
  return principal.kind === "staff" ? principal.name : `API key ${principal.keyId}`;
}
