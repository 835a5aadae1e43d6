import { issueCoupon } from "../issue-benefit.ts";
import type { JoinParts } from "../index.ts";
import { findBenefits, putBack } from "../join-store.ts";
import * as store from "./bag-store.ts";
import { drawWinners } from "./draw.ts";

/**
 * Draws a bag and gives each winner the coupon, all in one transaction; false when it was drawn or taken back
 * meanwhile. Prizes that nobody won go back to the budget.
 */
export async function drawBag(parts: JoinParts, bag: store.BagView): Promise<boolean> {
  const { shopId, id, showId, benefitId } = bag;
  const currency = await parts.shop.storefront.currencyOf(shopId);
  return parts.db.transaction(async (tx) => {
    const at = parts.clock.now();
    if (!(await store.endBag(tx, shopId, id, "drawn", at))) return false;
    const entries = await store.entriesOf(tx, shopId, id);
    const memberOf = new Map(entries.map((entry) => [entry.ticket, entry.memberId]));
    const [benefit] = await findBenefits(tx, shopId, [benefitId]);
    const winning = drawWinners({ bagId: id, seed: bag.seed, winners: bag.winners }, [...memberOf.keys()]);
    for (const ticket of winning) {
      const memberId = memberOf.get(ticket)!;
      const receiver = { shopId, memberId, currency };
      const { coupon } = await issueCoupon(parts, tx, receiver, benefit!, `bag:${id}`);
      await store.noteWin(tx, shopId, id, ticket, coupon.id);
      const data = { showId, couponId: coupon.id };
      await parts.events.append(tx, { shopId, type: "bag.won", memberId, subjectId: id, at, data });
    }
    const unwon = bag.winners - winning.length;
    if (unwon > 0) await putBack(tx, shopId, benefitId, unwon);
    const data = { showId, entries: entries.length, winners: winning.length };
    await parts.events.append(tx, { shopId, type: "bag.drawn", subjectId: id, at, data });
    return true;
  });
}
