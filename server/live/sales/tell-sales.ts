import { type LiveParts, roomTopic } from "../parts.ts";
import type { SaleViews } from "./sale-views.ts";

const everyMs = 100;

/** Tells rooms how their sales stand, ten times a second at most: in a rush every batch changes the units left. */
export function createSaleTelling(parts: Pick<LiveParts, "publish" | "log">, views: SaleViews) {
  const waiting = new Map<string, Set<string>>();
  let timer: NodeJS.Timeout | undefined;

  async function now(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const due = [...waiting];
    waiting.clear();
    for (const [shopId, ids] of due)
      for (const sale of await views.some(shopId, [...ids]))
        parts.publish(roomTopic(sale.showId), { type: "sale.changed", key: sale.id, data: sale });
  }

  return {
    changed(shopId: string, ids: ReadonlySet<string>): void {
      const known = waiting.get(shopId);
      waiting.set(shopId, known ? new Set([...known, ...ids]) : new Set(ids));
      timer ??= setTimeout(() => {
        now().catch((error: unknown) => parts.log.error({ err: error }, "a sale's state could not be told"));
      }, everyMs).unref();
    },
  };
}
