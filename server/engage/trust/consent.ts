import { type Queries, sql } from "../../platform/database/index.ts";
import type { EngageParts } from "../parts.ts";
import { lockAccounts, stopLeaving } from "../touches/touch-store.ts";
import type { Channel } from "../touches/touch.ts";

export const channels: readonly Channel[] = ["inbox", "email"];

export type ConsentChange = { readonly channel: Channel; readonly granted: boolean };

/**
 * Writes what changed only, so that `since` stays the moment of the decision; a decision told late does not undo a
 * later one. True when something changed.
 */
export async function writeConsent(
  db: Queries,
  shopId: string,
  memberId: string,
  change: ConsentChange,
  source: string,
  at: Date,
): Promise<boolean> {
  const changed = await db.run(sql`
    insert into consent (shop_id, member_id, channel, granted, since, source)
    values (${shopId}, ${memberId}, ${change.channel}, ${change.granted}, ${at}, ${source})
    on conflict (shop_id, member_id, channel) do update
      set granted = excluded.granted, since = excluded.since, source = excluded.source
      where consent.granted <> excluded.granted and consent.since <= excluded.since`);
  return changed === 1;
}

/**
 * Changes consents in one transaction and tells them as facts; taking one back is also an unsubscription. It waits for
 * the gate where that is deciding about her, so that nothing leaves on a consent that is gone.
 */
export async function changeConsents(
  parts: Pick<EngageParts, "db" | "clock" | "events">,
  shopId: string,
  memberId: string,
  changes: readonly ConsentChange[],
  source: string,
  touchId?: string,
): Promise<void> {
  const at = parts.clock.now();
  await parts.db.transaction(async (tx) => {
    await lockAccounts(tx, shopId, [memberId]);
    for (const change of changes) {
      if (!(await writeConsent(tx, shopId, memberId, change, source, at))) continue;
      const about = { shopId, memberId, at };
      await parts.events.append(tx, { ...about, type: "consent.changed", data: { ...change, source } });
      if (change.granted) continue;
      await stopLeaving(tx, shopId, memberId, change.channel);
      const data = touchId ? { channel: change.channel, touchId } : { channel: change.channel };
      await parts.events.append(tx, { ...about, type: "member.unsubscribed", data });
    }
  });
}
