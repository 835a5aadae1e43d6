/**
 * Staff of a shop: who they are, how they sign in, what they may do, API keys, and the audit log.
 *
 * Invariants: a shop always keeps an active owner; passwords and secrets are stored as hashes only; taking access
 * away ends every session at once. Rights are checked by the HTTP platform from the contract, before a handler runs.
 */
import type { StaffRight, StaffRole } from "../../../contract/rights.ts";
import type { Clock } from "../../platform/clock/index.ts";
import type { Database } from "../../platform/database/index.ts";
import { notFound, RefrainError } from "../../platform/errors.ts";
import { hashSecret, newId, newSecret } from "../../platform/ids/index.ts";
import { recordDeed } from "./audit.ts";
import { hashPassword, passwordFits } from "./password.ts";
import * as store from "./staff-store.ts";

export { actorOf, type Deed, recordDeed } from "./audit.ts";
export { createStaffHandlers } from "./staff-routes.ts";

export type StaffMember = {
  readonly shopId: string;
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly active: boolean;
};

export type NewStaff = {
  readonly shopId: string;
  readonly email: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly password: string;
};

export type StaffDesk = ReturnType<typeof createStaffDesk>;

/** A hash nobody's password has, so that an unknown address takes as long to refuse as a wrong password. */
const decoyHash = hashPassword(newSecret());

/** @param parts.sessionHours how long somebody stays signed in after the last click */
export function createStaffDesk(parts: { db: Database; clock: Clock; sessionHours: number }) {
  const { db, clock } = parts;
  const sessionMs = parts.sessionHours * 3_600_000;

  /** Returns the session's secret, for the cookie. Errors: wrong_credentials. */
  async function signIn(email: string, password: string) {
    const found = await store.findStaffByEmail(db, email);
    const fits = await passwordFits(password, found?.passwordHash ?? (await decoyHash));
    if (!found || !fits || !found.active) throw new RefrainError("wrong_credentials");
    const secret = newSecret();
    const at = clock.now();
    const expiresAt = new Date(at.getTime() + sessionMs);
    await store.insertStaffSession(db, {
      secretHash: hashSecret(secret),
      shopId: found.shopId,
      staffId: found.id,
      at,
      expiresAt,
    });
    return { staff: withoutHash(found), secret, expiresAt };
  }

  async function signOut(secret: string): Promise<void> {
    await store.deleteStaffSession(db, hashSecret(secret));
  }

  async function staffBySession(secret: string): Promise<StaffMember | undefined> {
    const now = clock.now();
    const found = await store.findStaffBySession(db, hashSecret(secret), now);
    if (!found) return undefined;
    const { expiresAt, ...row } = found;
    // Written down once in a twentieth of the session's time, not with every click.
    if (expiresAt.getTime() - now.getTime() < 0.95 * sessionMs) {
      await store.prolongStaffSession(db, hashSecret(secret), new Date(now.getTime() + sessionMs));
    }
    return withoutHash(row);
  }

  async function keyBySecret(secret: string) {
    const key = await store.findApiKey(db, hashSecret(secret));
    if (key) await store.noteKeyUse(db, key.shopId, key.id, clock.now());
    return key;
  }

  /** Errors: already_exists when the address has an account. */
  async function addStaff(input: NewStaff, actor: string): Promise<StaffMember> {
    const at = clock.now();
    const { password, ...person } = input;
    const row = { ...person, id: newId(at), active: true, passwordHash: await hashPassword(password) };
    await db.transaction(async (tx) => {
      if (!(await store.insertStaff(tx, row, at))) {
        throw new RefrainError("already_exists", `${input.email} has an account already.`, {
          field: "email",
        });
      }
      await recordDeed(tx, { shopId: input.shopId, actor, action: "staff.add", subject: input.email }, at);
    });
    return withoutHash(row);
  }

  /** Errors: not_found; conflict when the shop would be left without an owner. */
  async function changeStaff(
    shopId: string,
    id: string,
    change: { name?: string | undefined; role?: StaffRole | undefined; active?: boolean | undefined },
    actor: string,
  ): Promise<StaffMember> {
    return db.transaction(async (tx) => {
      const before = await store.findStaff(tx, shopId, id);
      if (!before) throw notFound("member of staff", id);
      const staysOwner = (change.role ?? before.role) === "owner" && (change.active ?? before.active);
      if (before.role === "owner" && !staysOwner && (await store.countOtherOwners(tx, shopId, id)) === 0) {
        throw new RefrainError("conflict", "The shop needs an owner: make somebody else owner first.");
      }
      const after = await store.updateStaff(tx, shopId, id, change);
      if (!after) throw notFound("member of staff", id);
      if (!after.active) await store.deleteSessionsOf(tx, shopId, id);
      await recordDeed(
        tx,
        { shopId, actor, action: "staff.change", subject: after.email, details: change },
        clock.now(),
      );
      return withoutHash(after);
    });
  }

  /** The secret is returned once and cannot be read again. */
  async function makeApiKey(shopId: string, name: string, rights: readonly StaffRight[], actor: string) {
    const at = clock.now();
    const secret = `rk_${newSecret()}`;
    const id = newId(at);
    await db.transaction(async (tx) => {
      await store.insertApiKey(tx, { shopId, id, name, secretHash: hashSecret(secret), rights, at });
      await recordDeed(tx, { shopId, actor, action: "api_key.make", subject: name, details: { rights } }, at);
    });
    return { key: { id, name, rights: [...rights], createdAt: at, lastUsedAt: null }, secret };
  }

  async function revokeApiKey(shopId: string, id: string, actor: string): Promise<void> {
    await db.transaction(async (tx) => {
      if (!(await store.revokeApiKey(tx, shopId, id, clock.now()))) throw notFound("API key", id);
      await recordDeed(tx, { shopId, actor, action: "api_key.revoke", subject: id }, clock.now());
    });
  }

  return {
    /** How long a cookie of staff may be kept. */
    sessionSeconds: sessionMs / 1000,
    signIn,
    signOut,
    staffBySession,
    /** When the clock is put forward by hand: whoever is signed in stays so, because no real time has passed. */
    prolongSessions: (seconds: number) => store.prolongAllStaffSessions(db, seconds),
    keyBySecret,
    addStaff,
    changeStaff,
    makeApiKey,
    revokeApiKey,
    list: async (shopId: string) => (await store.listStaff(db, shopId)).map(withoutHash),
    listApiKeys: (shopId: string) => store.listApiKeys(db, shopId),
  };
}

function withoutHash(row: store.StaffRow): StaffMember {
  const { passwordHash: _, ...staff } = row;
  return staff;
}
