import type { Queries } from "../../platform/database/index.ts";
import type { ShopChapter } from "../../shop/index.ts";
import { type Channel, topicOf, type TouchKind } from "../touches/touch.ts";
import { consentsOf, pastTouches } from "../touches/touch-store.ts";
import { accountsOf, ownOf } from "./account-store.ts";
import { budgetOf } from "./budget.ts";
import { inControlGroup } from "./control-group.ts";
import type { QuietHours } from "./gate.ts";
import { memberShareDays } from "./policy.ts";
import { findPolicy } from "./policy-store.ts";

/** How a member stands with the trust budget, for those who plan ahead. The gate decides anew when the time comes. */
export type Standing = {
  readonly memberId: string;
  /** Consented and reachable. */
  readonly channels: readonly Channel[];
  readonly inControlGroup: boolean;
  /** Her own weekly budget: what her response made of the shop's, and not above her wish. */
  readonly perWeek: number;
  /** Her own quiet hours, else the shop's. */
  readonly quiet: QuietHours;
  readonly touchesLast7Days: number;
  readonly touchesLast28Days: number;
  readonly touches90: number;
  readonly salesTouches90: number;
  readonly lastSentAt: Date | null;
  readonly recentTopics: readonly {
    readonly topic: string;
    readonly kind: TouchKind;
    readonly sentAt: Date;
  }[];
};

const dayMs = 86_400_000;

/** Standing of these members, in any order; four statements whatever their number. */
export async function standingOf(
  parts: { db: Queries; shop: ShopChapter },
  shopId: string,
  memberIds: readonly string[],
  now: Date,
): Promise<Map<string, Standing>> {
  const { db, shop } = parts;
  const policy = await findPolicy(db, shopId);
  const since = new Date(now.getTime() - memberShareDays * dayMs);
  const past = Map.groupBy(await pastTouches(db, shopId, memberIds, since), (row) => row.memberId);
  const consents = Map.groupBy(await consentsOf(db, shopId, memberIds), (row) => row.memberId);
  const identities = await shop.identity.identitiesOf(shopId, memberIds);
  const withMail = new Set(identities.filter((one) => one.kind === "email").map((one) => one.memberId));
  const accounts = await accountsOf(db, shopId, memberIds);
  const accountOf = new Map(accounts.map((account) => [account.memberId, account]));
  const entries = memberIds.map((memberId): [string, Standing] => {
    const touches = past.get(memberId) ?? [];
    const within = (days: number) =>
      touches.filter((row) => row.sentAt.getTime() > now.getTime() - days * dayMs).length;
    const { wishedPerWeek, own, quiet } = ownOf(accountOf.get(memberId));
    const granted = (consents.get(memberId) ?? [])
      .filter((row) => row.granted)
      .map((row) => row.channel as Channel);
    return [
      memberId,
      {
        memberId,
        channels: granted.filter((channel) => channel === "inbox" || withMail.has(memberId)),
        inControlGroup: inControlGroup(shopId, memberId, policy.controlShare),
        perWeek: budgetOf(policy, own, wishedPerWeek).perWeek,
        quiet: quiet ?? { quietFrom: policy.quietFrom, quietUntil: policy.quietUntil },
        touchesLast7Days: within(7),
        touchesLast28Days: within(28),
        touches90: touches.length,
        salesTouches90: touches.filter((row) => row.purpose === "sales").length,
        lastSentAt: touches[0]?.sentAt ?? null,
        recentTopics: touches.flatMap((row) => {
          const topic = topicOf(row);
          return topic ? [{ topic, kind: row.kind, sentAt: row.sentAt }] : [];
        }),
      },
    ];
  });
  return new Map(entries);
}
