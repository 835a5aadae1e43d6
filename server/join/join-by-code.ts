import type { Origin } from "../../contract/values.ts";
import type { Tx } from "../platform/database/index.ts";
import { RefrainError } from "../platform/errors.ts";
import type { CouponView, SignInOutcome, Visitor } from "../shop/index.ts";
import type { JoinParts } from "./index.ts";
import { issueBenefit } from "./issue-benefit.ts";
import * as store from "./join-store.ts";

export type JoinRequest = {
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly verification?: string | undefined;
  readonly consents: { readonly inbox: boolean; readonly email: boolean };
  readonly origin?: Origin | undefined;
};

export type JoinOutcome = {
  readonly memberId: string;
  readonly newMember: boolean;
  readonly coupon: CouponView | undefined;
};

/**
 * Joins over a code, with everything that belongs to it in one transaction: the identity, the funnel's step, and the
 * benefit, which comes once for each person however often she joins. A benefit whose budget is used up is simply
 * not there; joining still works.
 * Errors: code_wrong; conflict when neither a verified identity nor a verification is there.
 */
export async function joinByCode(
  parts: JoinParts,
  visitor: Visitor & { joined: boolean },
  code: store.CodeView,
  request: JoinRequest,
): Promise<JoinOutcome> {
  const { identity } = parts.shop;
  const origin = originOf(code, request.origin);
  const consents = Object.entries(request.consents).flatMap(([channel, granted]) =>
    granted ? [channel] : [],
  );
  const proven = await provenIdentity(parts, visitor, request);
  const currency = await parts.shop.storefront.currencyOf(visitor.shopId);
  return parts.db.transaction(async (tx) => {
    const outcome: SignInOutcome = proven
      ? await identity.adoptIdentity(tx, visitor, proven, origin, consents)
      : { memberId: visitor.memberId, merged: false, newMember: false };
    const coupon = await finish(parts, tx, code, outcome, currency);
    if (!outcome.newMember && consents.length > 0) {
      const about = { shopId: visitor.shopId, memberId: outcome.memberId, subjectId: code.id };
      const at = parts.clock.now();
      await parts.events.append(tx, { ...about, type: "join.consented", at, data: { channels: consents } });
    }
    return { memberId: outcome.memberId, newMember: outcome.newMember, coupon };
  });
}

async function provenIdentity(
  parts: JoinParts,
  visitor: Visitor & { joined: boolean },
  request: JoinRequest,
) {
  if (request.verification)
    return parts.shop.identity.checkCode(visitor.shopId, request, request.verification);
  if (visitor.joined) return undefined;
  throw new RefrainError("conflict", "A phone number or e-mail address has to be verified first.", {
    needs: "verification",
  });
}

async function finish(
  parts: JoinParts,
  tx: Tx,
  code: store.CodeView,
  { memberId, newMember }: SignInOutcome,
  currency: string,
): Promise<CouponView | undefined> {
  const at = parts.clock.now();
  const { shopId } = code;
  const first = await store.noteJoin(tx, shopId, code.id, memberId, at);
  if (first) {
    const data = { channel: code.channel, newMember, ...(code.showId && { showId: code.showId }) };
    await parts.events.append(tx, { shopId, type: "join.completed", memberId, subjectId: code.id, at, data });
  }
  return code.benefitId ? issueBenefit(parts, tx, { shopId, memberId, currency }, code.benefitId) : undefined;
}

function originOf(code: store.CodeView, told: Origin | undefined): Origin {
  return {
    ...told,
    joinCodeId: code.id,
    channel: code.channel,
    ...(code.showId && { showId: code.showId }),
    ...(code.productId && { productId: code.productId }),
  };
}
