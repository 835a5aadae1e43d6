import { randomInt } from "node:crypto";
import type { Origin } from "../../../contract/values.ts";
import type { Tx } from "../../platform/database/index.ts";
import { RefrainError } from "../../platform/errors.ts";
import { hashSecret } from "../../platform/ids/index.ts";
import { insertConflict } from "./conflict-store.ts";
import { type Identity, identityOf } from "./identity.ts";
import type { IdentityParts } from "./index.ts";
import * as members from "./member-store.ts";
import { mergeMembers } from "./merge-members.ts";
import * as sessions from "./session-store.ts";

const codeMinutes = 10;
const mostAttempts = 5;

export type SignInTarget = { readonly phone?: string | undefined; readonly email?: string | undefined };

export type Visitor = { readonly shopId: string; readonly memberId: string; readonly sessionId: string };

export type SignInOutcome = {
  /** The member she is from now on. */
  readonly memberId: string;
  readonly merged: boolean;
  readonly newMember: boolean;
};

/** Sends six digits that live ten minutes. Errors: invalid_input (phone, email). */
export async function sendCode(parts: IdentityParts, shopId: string, target: SignInTarget): Promise<Date> {
  const identity = identityOf(target);
  const code = String(randomInt(0, 1_000_000)).padStart(6, "0");
  const at = parts.clock.now();
  const expiresAt = new Date(at.getTime() + codeMinutes * 60_000);
  await sessions.saveCode(parts.db, shopId, identity, codeHash(shopId, identity, code), at, expiresAt);
  await parts.deliverCode({
    shopId,
    channel: identity.kind === "email" ? "email" : "sms",
    to: identity.value,
    code,
  });
  return expiresAt;
}

/** Whether the code is right; a right one can be used once. Five attempts, then a new code is needed. */
export async function checkCode(
  parts: IdentityParts,
  shopId: string,
  target: SignInTarget,
  code: string,
): Promise<Identity> {
  const identity = identityOf(target);
  const found = await sessions.tryCode(parts.db, shopId, identity, parts.clock.now(), mostAttempts);
  if (!found || found.codeHash !== codeHash(shopId, identity, code)) throw new RefrainError("code_wrong");
  await sessions.dropCode(parts.db, shopId, identity);
  return identity;
}

/**
 * Makes the verified identity the visitor's own.
 * - nobody has it: the visitor keeps her record and has joined;
 * - a member has it and the visitor is a guest: the guest's history goes to that member;
 * - a member has it and the visitor is another member: she goes on as the one she proved to be, and the pair waits
 *   on the review list; nobody is merged silently.
 */
export async function adoptIdentity(
  parts: IdentityParts,
  tx: Tx,
  visitor: Visitor,
  identity: Identity,
  origin: Origin,
  consents: readonly string[],
): Promise<SignInOutcome> {
  const { shopId } = visitor;
  const at = parts.clock.now();
  const owner = await members.claimIdentity(tx, shopId, visitor.memberId, identity, at, "sign_in");
  const memberId = owner!.memberId;
  const merged = memberId !== visitor.memberId && (await meet(parts, tx, visitor, memberId, identity, at));
  if (memberId !== visitor.memberId) await sessions.pointSession(tx, shopId, visitor.sessionId, memberId);
  const newMember = await members.markJoined(tx, shopId, memberId, origin, at);
  if (newMember) {
    const data = { origin, via: identity.kind, imported: false, consents: [...consents] };
    await parts.events.append(tx, { shopId, type: "member.joined", memberId, at, data });
  }
  return { memberId, merged, newMember };
}

/** True when the guest was merged into the member; false when two members met and went on the list. */
async function meet(
  parts: IdentityParts,
  tx: Tx,
  visitor: Visitor,
  memberId: string,
  identity: Identity,
  at: Date,
): Promise<boolean> {
  const { shopId } = visitor;
  const pair = await members.lockMembers(tx, shopId, [visitor.memberId, memberId]);
  const guest = pair.find((member) => member.id === visitor.memberId)!;
  if (guest.mergedInto) return true;
  if (!guest.joinedAt) {
    await mergeMembers(parts, tx, shopId, guest.id, memberId, `signed in with ${identity.kind}`, at);
    return true;
  }
  const why = `Signed in as another member with a ${identity.kind} that belongs to this one.`;
  const id = await insertConflict(tx, { shopId, identity, memberId, otherMemberId: guest.id, why, at });
  if (id) {
    const data = { otherMemberId: guest.id, kind: identity.kind };
    await parts.events.append(tx, { shopId, type: "identity.conflicted", memberId, subjectId: id, at, data });
  }
  return false;
}

function codeHash(shopId: string, identity: Identity, code: string): string {
  return hashSecret(`${shopId} ${identity.kind} ${identity.value} ${code}`);
}
