import { priorFromSegment } from "../../../models/index.ts";
import type { PlanParts } from "./index.ts";
import { ownBudget } from "./own-budget.ts";

const dayMs = 86_400_000;
const batchMembers = 1000;
const firstId = "00000000-0000-0000-0000-000000000000";

type Parts = Pick<PlanParts, "engage" | "shop" | "clock">;

/** Finds every member's own budget anew from how she met what the shop sent. Where the shop does not adapt, nothing happens. */
export async function adaptShop({ engage, shop, clock }: Parts, shopId: string): Promise<void> {
  const { trust } = engage;
  if (!(await trust.policy(shopId)).adapts) return;
  const now = clock.now();
  const usual = await trust.usualResponses(shopId);
  const rates = new Map(
    usual.map(({ channel, sent, responded }) => {
      const { hits, misses } = priorFromSegment(sent, responded);
      return [channel, hits / (hits + misses)];
    }),
  );
  for (let after = firstId; ;) {
    const members = await shop.identity.membersAfter(shopId, after, batchMembers);
    if (members.length === 0) break;
    const ids = members.map((member) => member.id);
    const responses = Map.groupBy(await trust.responsesOf(shopId, ids), (row) => row.memberId);
    const found = [...responses].map(([memberId, rows]) => {
      const met = rows.map(({ sentAt, responded, channel }) => {
        const ageDays = Math.max(0, now.getTime() - sentAt.getTime()) / dayMs;
        return { ageDays, responded, usual: rates.get(channel)! };
      });
      return { memberId, ...ownBudget(met) };
    });
    if (found.length > 0) await trust.adaptBudgets(shopId, found);
    after = ids.at(-1)!;
  }
  await trust.noteAdapted(shopId);
}

/** The same for every shop that was not looked at for a day. */
export async function adaptDueShops(parts: Parts): Promise<void> {
  for (const shopId of await parts.engage.trust.shopsToAdapt()) await adaptShop(parts, shopId);
}
