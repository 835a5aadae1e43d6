import type { InsightParts } from "../parts.ts";
import { factsInShow, ordersOfShow, type ShowWindow } from "./show-window.ts";

const minuteMs = 60_000;
/** A show that nobody ended is not drawn for ever. */
const mostMinutes = 24 * 60;

type Minute = {
  readonly minute: number;
  readonly counted: number;
  readonly concurrent: number;
  readonly messages: number;
  readonly likes: number;
};
type Sold = { readonly minute: number; readonly orders: number; readonly cents: number };

/** One point a minute from going on air. The people watching stay as last counted until they are counted again. */
export async function showCurve({ behaviour }: InsightParts, window: ShowWindow) {
  const span = Math.ceil((window.until.getTime() - window.startedAt.getTime()) / minuteMs);
  const minutes = Math.min(mostMinutes, Math.max(1, span));
  // What happened before the first minute or is paid after the last one stands in the nearest one: nothing is left out.
  const minuteOf = `least(greatest(intDiv(dateDiff('millisecond', {startedAt:DateTime64(3)}, at), 60000), 0), {last:Int64})`;
  const asking = { ...window, last: minutes - 1 };
  const told = await behaviour.rows<Minute>(
    `SELECT ${minuteOf} AS minute, countIf(type = 'show.concurrent') AS counted,
       argMaxIf(amount, at, type = 'show.concurrent') AS concurrent, countIf(type = 'chat.said') AS messages,
       sumIf(amount, type = 'show.liked') AS likes
     FROM ${factsInShow(["show.concurrent", "chat.said", "show.liked"], "type, at, amount")} GROUP BY minute`,
    asking,
  );
  const sold = await behaviour.rows<Sold>(
    `SELECT ${minuteOf} AS minute, count() AS orders, sum(cents) AS cents FROM ${ordersOfShow} GROUP BY minute`,
    asking,
  );
  const toldAt = new Map(told.map((row) => [row.minute, row]));
  const soldAt = new Map(sold.map((row) => [row.minute, row]));
  let concurrent = 0;
  return Array.from({ length: minutes }, (_, index) => {
    const here = toldAt.get(index);
    if (here && here.counted > 0) concurrent = here.concurrent;
    return {
      at: new Date(window.startedAt.getTime() + index * minuteMs).toISOString(),
      concurrent,
      messages: here?.messages ?? 0,
      likes: here?.likes ?? 0,
      orders: soldAt.get(index)?.orders ?? 0,
      gmvCents: soldAt.get(index)?.cents ?? 0,
    };
  });
}

type Change = { readonly at: string; readonly productId: string; readonly isLit: boolean };

/** Which product was in the light from when until when; without an end while it still is. */
export async function spotlightBands({ behaviour }: InsightParts, window: ShowWindow, isOver: boolean) {
  const changes = await behaviour.rows<Change>(
    `SELECT at, product_id AS productId, product_id != toUUIDOrZero('') AS isLit
     FROM ${factsInShow(["spotlight.changed"], "id, at, product_id")} ORDER BY at, id`,
    window,
  );
  return changes.flatMap(({ at, productId, isLit }, index) => {
    if (!isLit) return [];
    const until = changes[index + 1]?.at ?? (isOver ? window.until.toISOString() : undefined);
    return [{ productId, from: at, ...(until !== undefined && { until }) }];
  });
}
