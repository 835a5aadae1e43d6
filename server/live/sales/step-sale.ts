import type { Tx } from "../../platform/database/index.ts";
import { notFound } from "../../platform/errors.ts";
import { recordDeed } from "../../shop/index.ts";
import { endWaiting } from "./claim-store.ts";
import type { SalesParts } from "./index.ts";
import { lockSales, salesOfShow, setSaleStatus } from "./sale-store.ts";
import { type SaleStatus, type SaleView, statusAt, takesStep } from "./sale.ts";

/** Opens, pauses, goes on or ends; nothing when the sale is there already. Errors: not_found, conflict. */
export async function stepSale(
  parts: SalesParts,
  tx: Tx,
  shopId: string,
  id: string,
  to: "open" | "paused" | "ended",
  actor: string,
): Promise<void> {
  const [sale] = await lockSales(tx, shopId, [id]);
  if (!sale) throw notFound("sale", id);
  const at = parts.clock.now();
  const isOpening = sale.status === "prepared" && to === "open";
  if (!isOpening && !takesStep(statusAt(sale, at), to)) return;
  await takeStep(parts, tx, shopId, sale, to);
  await recordDeed(tx, { shopId, actor, action: `sale.${to}`, subject: id }, at);
}

/** The moment of a prepared sale came: it is open by the clock, and now the stream says so too. */
export async function noteOpening(parts: SalesParts, tx: Tx, shopId: string, id: string): Promise<void> {
  const [sale] = await lockSales(tx, shopId, [id]);
  const isDue = sale?.status === "prepared" && statusAt(sale, parts.clock.now()) === "open";
  if (isDue) await takeStep(parts, tx, shopId, sale, "open");
}

/** Ends what has not ended when its show ends. Returns the sales that ended now. */
export async function endSalesOfShow(
  parts: SalesParts,
  tx: Tx,
  shopId: string,
  showId: string,
): Promise<string[]> {
  const ids = (await salesOfShow(tx, shopId, showId)).map((sale) => sale.id);
  const open = (await lockSales(tx, shopId, ids)).filter((sale) => sale.status !== "ended");
  for (const sale of open) await takeStep(parts, tx, shopId, sale, "ended");
  return open.map((sale) => sale.id);
}

async function takeStep(
  parts: SalesParts,
  tx: Tx,
  shopId: string,
  { id, showId, opensAt }: SaleView,
  status: Exclude<SaleStatus, "prepared">,
): Promise<void> {
  const at = parts.clock.now();
  const endedAt = status === "ended" ? at : null;
  const opened = status === "open" && opensAt > at ? at : opensAt;
  await setSaleStatus(tx, shopId, id, { status, endedAt, opensAt: opened });
  if (status === "ended") {
    await parts.shop.allotments.close(tx, shopId, id, at);
    await endWaiting(tx, shopId, [id]);
  }
  const type = ({ open: "sale.opened", paused: "sale.paused", ended: "sale.ended" } as const)[status];
  await parts.events.append(tx, { shopId, type, subjectId: id, at, data: { showId } });
}
