import type { EventName } from "../../../contract/events.ts";
import type { InsightParts } from "../parts.ts";
import { type Asking, askingFor } from "./asking.ts";
import { factsOf } from "./facts-of.ts";

/** A show and the time it was on air, until now while it still is. */
export type ShowWindow = Asking & {
  readonly show: string;
  /** From here on people in the room count as its viewers. */
  readonly doorsAt: Date;
  readonly startedAt: Date;
  readonly until: Date;
};

/** Errors: not_found, also for a show that never went on air. */
export async function windowOf(parts: InsightParts, shopId: string, showId: string) {
  const [asking, show] = await Promise.all([askingFor(parts, shopId), parts.live.shows.show(shopId, showId)]);
  if (!show.startedAt) return { show, window: undefined };
  const until = show.endedAt && show.endedAt < asking.now ? show.endedAt : asking.now;
  const { startedAt } = show;
  const doorsAt = new Date(startedAt.getTime() - earlyMs);
  const window: ShowWindow = { ...asking, show: showId, doorsAt, startedAt, until };
  return { show, window };
}

/** Whoever came into the room so long before it went on air has come for this show. Bounded, since a bound reads less. */
const earlyMs = 12 * 3_600_000;

/** From the first early arrivals until the show's end. */
const duringShow = `show_id = {show:UUID} AND at >= {doorsAt:DateTime64(3)} AND at <= {until:DateTime64(3)}`;

/** Facts of the show's own time. */
export function factsInShow(types: readonly EventName[], columns: string): string {
  return factsOf(types, columns, duringShow);
}

/** Everything a person can do in a room. Who did any of it was in the room, whether or not her page told of entering. */
export const deedsInRoom = [
  "show.entered",
  "show.watched",
  "show.liked",
  "chat.said",
  "product.seen",
  "product.opened",
  "order.placed",
] as const satisfies readonly EventName[];

/** The people of the room. */
export const viewersOfShow = `(SELECT DISTINCT person FROM ${factsInShow(deedsInRoom, "id")})`;

/**
 * Orders that were placed in the room while it was on air and paid, be it a few minutes after its end: `order_id`,
 * `person`, `at` (of payment), `cents` (before refunds) and the lines.
 */
export const ordersOfShow = `(
  SELECT person, at, subject_id AS order_id, cents, line_product, line_units, line_cents
  FROM ${factsOf(
    ["order.paid"],
    "subject_id, at, cents, line_product, line_units, line_cents",
    `show_id = {show:UUID} AND at >= {startedAt:DateTime64(3)} AND subject_id IN (
      SELECT subject_id FROM fact
      WHERE shop_id = {shop:UUID} AND type = 'order.placed' AND ${duringShow} AND at >= {startedAt:DateTime64(3)})`,
  )})`;
