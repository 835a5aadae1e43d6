import { createSecretKey } from "node:crypto";
import type { Address } from "../../../contract/values.ts";
import { invalidInput, notFound, RefrainError } from "../../platform/errors.ts";
import type { PresenceDesk } from "../presence/index.ts";
import type { ShowDesk } from "../shows/index.ts";
import { checkAttemptToken, signAttemptToken } from "./attempt-token.ts";
import * as claims from "./claim-store.ts";
import type { Answer, Ask } from "./claim-units.ts";
import type { SalesParts } from "./index.ts";
import type { ClaimView, SaleView } from "./sale.ts";
import { findSales } from "./sale-store.ts";
import { claimToWire, type SaleViews } from "./sale-views.ts";

type Viewer = { readonly shopId: string; readonly memberId: string; readonly joined: boolean };

export type ClaimRequest = {
  readonly token: string;
  readonly quantity: number;
  readonly address?: Address | undefined;
};

/** Tokens end at full ten minutes of the clock, ten to twenty minutes ahead: all of one viewer's are the same. */
const tokenStepMs = 10 * 60_000;

/** What the database cannot write would fail the batch, and with it everybody's attempt once. */
function isStorable(address: Address): boolean {
  const isText = (text = "") => text.isWellFormed() && !text.includes("\u0000");
  return Object.values(address).every(isText);
}

/** What a viewer does with a sale: get her token, claim, look where she stands, leave the waiting list. */
export function createAttemptDesk(
  parts: SalesParts & { readonly tokenKey: Buffer },
  rooms: { readonly shows: ShowDesk; readonly presence: Pick<PresenceDesk, "isInRoom"> },
  sales: { readonly ask: (shopId: string, one: Ask) => Promise<Answer>; readonly views: SaleViews },
) {
  const { db, clock } = parts;
  const tokenKey = createSecretKey(parts.tokenKey);

  async function saleOf(shopId: string, id: string): Promise<SaleView> {
    const [sale] = await findSales(db, shopId, [id]);
    if (!sale) throw notFound("sale", id);
    return sale;
  }

  /** Why she may not claim, or undefined. */
  async function obstacle(sale: SaleView, { shopId, memberId, joined }: Viewer) {
    if (!(await rooms.presence.isInRoom(shopId, sale.showId, memberId))) return "not_in_room";
    if (sale.audience === "everyone") return undefined;
    if (!joined) return sale.audience;
    if (sale.audience === "members") return undefined;
    const [show, member] = await Promise.all([
      rooms.shows.show(shopId, sale.showId),
      parts.shop.identity.member(shopId, memberId),
    ]);
    const { joinedAt, origin } = member;
    const isHere = origin.showId === sale.showId;
    const sinceOpening = joinedAt && show.startedAt && joinedAt >= show.startedAt;
    return isHere && sinceOpening ? undefined : "joined_in_show";
  }

  /** Errors: not_found, sale_not_for_you with its reason. */
  async function token(viewer: Viewer, saleId: string) {
    const sale = await saleOf(viewer.shopId, saleId);
    const reason = await obstacle(sale, viewer);
    if (reason) throw new RefrainError("sale_not_for_you", undefined, { reason });
    const { shopId, memberId } = viewer;
    const nowMs = clock.now().getTime();
    const expiresAt = new Date((Math.floor(nowMs / tokenStepMs) + 2) * tokenStepMs);
    return {
      token: signAttemptToken({ shopId, saleId, memberId, expiresAt }, tokenKey),
      expiresAt: expiresAt.toISOString(),
    };
  }

  async function wireOf(shopId: string, claim: ClaimView, position?: number) {
    if (claim.status !== "waiting") return claimToWire(claim);
    const counted = position ?? (await claims.positionOf(db, shopId, claim.saleId, claim.place));
    return claimToWire(claim, counted);
  }

  /**
   * Decides an attempt once for each key; see `decide-claims.ts` for who gets what.
   * Errors: not_found, sale_not_for_you, sale_not_open, sale_limit_reached.
   */
  async function claim(viewer: Viewer, saleId: string, request: ClaimRequest, key: string) {
    const { shopId, memberId } = viewer;
    await check(viewer, saleId, request.token);
    const { quantity, address = null } = request;
    if (address && !isStorable(address)) throw invalidInput("address", "text without null characters");
    const answer = await sales.ask(shopId, { saleId, attempt: { memberId, key, quantity, address } });
    if (!answer || answer.kind === "no_sale") throw notFound("sale", saleId);
    if (answer.kind === "sold_out") return { outcome: "sold_out" as const };
    if (answer.kind === "limit_reached") throw new RefrainError("sale_limit_reached");
    if (answer.kind === "not_open") {
      const { status, opensAt } = await sales.views.one(shopId, saleId);
      throw new RefrainError("sale_not_open", undefined, { status, opensAt });
    }
    return { outcome: "claimed" as const, claim: await wireOf(shopId, answer.claim, answer.position) };
  }

  /** A good token proves the sale too; only for a bad one it is looked up, to say which of both is wrong. */
  async function check({ shopId, memberId }: Viewer, saleId: string, text: string): Promise<void> {
    try {
      checkAttemptToken(text, { shopId, saleId, memberId }, tokenKey, clock.now());
    } catch (error) {
      await saleOf(shopId, saleId);
      throw error;
    }
  }

  /** The sale and her latest claim. Errors: not_found. */
  async function look({ shopId, memberId }: Viewer, saleId: string) {
    const sale = await sales.views.one(shopId, saleId);
    const own = await claims.claimsOf(db, shopId, [{ saleId, memberId }]);
    const latest = own.toSorted((a, b) => b.place - a.place)[0];
    return latest ? { sale, claim: await wireOf(shopId, latest) } : { sale };
  }

  async function leave(viewer: Viewer, saleId: string) {
    await saleOf(viewer.shopId, saleId);
    await claims.leaveWaiting(db, viewer.shopId, saleId, viewer.memberId);
    const { claim: latest } = await look(viewer, saleId);
    return latest ? { claim: latest } : {};
  }

  return { token, claim, look, leave };
}
