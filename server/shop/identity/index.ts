/**
 * Identity: one member with many identities (device, phone, e-mail, WeChat, imported customer numbers).
 *
 * Invariants: an identity belongs to one member of a shop; a guest's history is merged into the member she proves to
 * be; two members are never merged without a person's decision; secrets and codes are stored as hashes.
 * Failure: a code that cannot be delivered fails the request; nothing is half-signed-in.
 */
import type { Language, Origin } from "../../../contract/values.ts";
import type { Clock } from "../../platform/clock/index.ts";
import type { Database, Queries, Tx } from "../../platform/database/index.ts";
import { createGather } from "../../platform/gather.ts";
import { notFound, RefrainError } from "../../platform/errors.ts";
import type { Events } from "../../platform/events/index.ts";
import { hashSecret, newId, newSecret } from "../../platform/ids/index.ts";
import { recordDeed } from "../staff/index.ts";
import * as conflicts from "./conflict-store.ts";
import { guestName } from "./guest-name.ts";
import * as members from "./member-store.ts";
import { mergeMembers } from "./merge-members.ts";
import * as sessions from "./session-store.ts";
import { adoptIdentity, checkCode, sendCode, type SignInTarget, type Visitor } from "./sign-in.ts";

export { type Identity, type IdentityKind } from "./identity.ts";
export { avatarUrl, createIdentityHandlers, memberToShopper } from "./identity-routes.ts";
export type { MemberFilter, MemberRow as MemberView } from "./member-store.ts";
export type { SignInOutcome, SignInTarget, Visitor } from "./sign-in.ts";

export type CodeMessage = {
  readonly shopId: string;
  readonly channel: "email" | "sms";
  readonly to: string;
  readonly code: string;
};

export type IdentityParts = {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: Events;
  readonly sessionDays: number;
  /** Sends a code to a phone or an address. */
  readonly deliverCode: (message: CodeMessage) => Promise<void>;
};

export type IdentityDesk = ReturnType<typeof createIdentityDesk>;

export type NewGuest = {
  readonly shopId: string;
  readonly language: Language;
  readonly timeZone: string;
  readonly origin: Origin;
  readonly name?: string;
};

export function createIdentityDesk(parts: IdentityParts) {
  const { db, clock, events } = parts;

  async function member(shopId: string, id: string): Promise<members.MemberRow> {
    const [found] = await members.findMembers(db, shopId, [id]);
    if (!found) throw notFound("member", id);
    return found;
  }

  /** A guest with a session of her own; the secret goes into the cookie. */
  async function beginGuest(guest: NewGuest) {
    const at = clock.now();
    const id = newId(at);
    const secret = newSecret();
    const sessionId = newId(at);
    const expiresAt = new Date(at.getTime() + parts.sessionDays * 86_400_000);
    const name = guest.name ?? guestName(id, guest.language);
    await db.transaction(async (tx) => {
      await members.insertMember(tx, { ...guest, id, name, firstSeenAt: at, joinedAt: null });
      const { shopId } = guest;
      await sessions.insertSession(tx, {
        secretHash: hashSecret(secret),
        shopId,
        id: sessionId,
        memberId: id,
        at,
        expiresAt,
      });
      const data = { origin: guest.origin, newGuest: true };
      await events.append(tx, { shopId, type: "member.seen", memberId: id, at, data });
    });
    return { memberId: id, sessionId, secret, expiresAt };
  }

  /** In a rush of requests their sessions are looked up together. */
  const findSession = createGather<string, sessions.SessionRow | undefined>({
    most: 200,
    work: async (hashes) => {
      const found = await sessions.findSessions(db, hashes, clock.now());
      return hashes.map((hash) => found.get(hash));
    },
  });

  /** The session behind a cookie. Each visit lets it live on, which is written down once in a twentieth of its time. */
  async function session(secret: string): Promise<sessions.SessionRow | undefined> {
    const now = clock.now();
    const secretHash = hashSecret(secret);
    const found = await findSession(secretHash);
    const lifeMs = parts.sessionDays * 86_400_000;
    if (found && found.expiresAt.getTime() - now.getTime() < 0.95 * lifeMs) {
      await sessions.prolongSession(db, secretHash, new Date(now.getTime() + lifeMs));
    }
    return found;
  }

  /** Signs in with a code. Errors: code_wrong, invalid_input. */
  async function signIn(visitor: Visitor, target: SignInTarget, code: string, origin: Origin) {
    const identity = await checkCode(parts, visitor.shopId, target, code);
    return db.transaction((tx) => adoptIdentity(parts, tx, visitor, identity, origin, []));
  }

  /** Errors: not_found, conflict when it was decided before. */
  async function decideConflict(shopId: string, id: string, decision: "merge" | "keep_apart", actor: string) {
    await db.transaction(async (tx) => {
      const conflict = await conflicts.findConflict(tx, shopId, id);
      if (!conflict) throw notFound("conflict", id);
      const at = clock.now();
      const status = decision === "merge" ? "merged" : "kept_apart";
      if (!(await conflicts.closeConflict(tx, shopId, id, status, at))) {
        throw new RefrainError("conflict", "Somebody has decided this already.");
      }
      if (decision === "merge") {
        const pair = await members.lockMembers(tx, shopId, [conflict.memberId, conflict.otherMemberId]);
        if (pair.some((one) => one.mergedInto))
          throw new RefrainError("conflict", "One of both was merged meanwhile.");
        await mergeMembers(
          parts,
          tx,
          shopId,
          conflict.otherMemberId,
          conflict.memberId,
          "decided on the review list",
          at,
        );
      }
      await recordDeed(
        tx,
        { shopId, actor, action: `identity.${decision}`, subject: id, details: conflict },
        at,
      );
    });
    return (await conflicts.findConflict(db, shopId, id))!;
  }

  async function changeMember(
    shopId: string,
    id: string,
    change: Parameters<typeof members.updateMember>[3],
  ) {
    const changed = await members.updateMember(db, shopId, id, change);
    if (!changed) throw notFound("member", id);
    return changed;
  }

  async function setTags(shopId: string, id: string, tags: readonly string[], actor: string): Promise<void> {
    await db.transaction(async (tx) => {
      if (!(await members.setTags(tx, shopId, id, tags))) throw notFound("member", id);
      await recordDeed(
        tx,
        { shopId, actor, action: "member.tag", subject: id, details: { tags } },
        clock.now(),
      );
    });
  }

  return {
    member,
    /** Within a transaction pass it: a second connection for each one at work would use up the pool. */
    members: (shopId: string, ids: readonly string[], queries: Queries = db) =>
      members.findMembers(queries, shopId, ids),
    list: (shopId: string, filter: members.MemberFilter) => members.listMembers(db, shopId, filter),
    membersAfter: (shopId: string, afterId: string, limit: number) =>
      members.membersAfter(db, shopId, afterId, limit),
    identitiesOf: (shopId: string, ids: readonly string[], queries: Queries = db) =>
      members.identitiesOf(queries, shopId, ids),
    beginGuest,
    session,
    endSession: (secret: string) => sessions.deleteSession(db, hashSecret(secret)),
    sendCode: (shopId: string, target: SignInTarget) => sendCode(parts, shopId, target),
    checkCode: (shopId: string, target: SignInTarget, code: string) => checkCode(parts, shopId, target, code),
    /** For use cases that join and do more in one transaction; check the code first. */
    adoptIdentity: (
      tx: Tx,
      visitor: Visitor,
      identity: Parameters<typeof adoptIdentity>[3],
      origin: Origin,
      consents: readonly string[],
    ) => adoptIdentity(parts, tx, visitor, identity, origin, consents),
    signIn,
    changeMember,
    setTags,
    conflicts: (shopId: string, limit: number, after?: string) =>
      conflicts.listConflicts(db, shopId, limit, after),
    decideConflict,
  };
}
