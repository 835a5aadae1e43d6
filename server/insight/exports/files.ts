import type { EventName } from "../../../contract/events.ts";
import type { LocalText } from "../../../contract/values.ts";
import type { InsightParts } from "../parts.ts";
import type { Cell } from "./csv.ts";

/** A table that is read page by page, so that a file of any length needs little memory. */
export type ExportTable = {
  readonly header: readonly string[];
  readonly pages: AsyncIterable<readonly Cell[][]>;
};

/** How the shop writes times and money. */
export type Writing = {
  readonly time: (at: Date | null) => string;
  readonly money: (cents: number) => string;
};

const pageSize = 500;

type Paged<T> = (after: string | undefined) => Promise<readonly T[]>;

async function* paged<T extends { readonly id: string }>(
  read: Paged<T>,
  rows: (item: T) => readonly Cell[][],
): AsyncGenerator<readonly Cell[][]> {
  let after: string | undefined;
  for (;;) {
    const items = await read(after);
    yield items.flatMap((item) => rows(item));
    if (items.length < pageSize) return;
    after = items.at(-1)!.id;
  }
}

const textOf = (text: LocalText): string => text.zh ?? text.en ?? "";

/** One row for each line of an order. */
export function ordersTable({ shop }: InsightParts, shopId: string, { time, money }: Writing): ExportTable {
  return {
    header: [
      "order_id", "number", "source", "status", "placed_at", "paid_at", "member_id", "member_name", "currency",
      "order_total", "order_discount", "order_refunded", "show_id", "touch_id", "line", "sku", "product", "category",
      "quantity", "unit_price", "line_discount", "line_total", "line_refunded",
    ], // prettier-ignore
    pages: paged(
      (after) => shop.orders.list(shopId, { limit: pageSize, after }),
      (order) =>
        order.lines.map((line) => [
          order.id, order.number, order.source, order.status, time(order.placedAt), time(order.paidAt), order.memberId,
          order.memberName, order.currency, money(order.totalCents), money(order.discountCents),
          money(order.refundedCents), order.origin.showId, order.origin.touchId, line.lineNo + 1, line.sku,
          textOf(line.title), line.category, line.quantity, money(line.unitPriceCents), money(line.discountCents),
          money(line.totalCents), money(line.refundedCents),
        ]), // prettier-ignore
    ),
  };
}

/** Members and guests, without phone and address: whoever may see these finds them under the member's id. */
export function membersTable({ shop }: InsightParts, shopId: string, { time, money }: Writing): ExportTable {
  return {
    header: [
      "member_id", "name", "joined_at", "first_seen_at", "language", "time_zone", "birthday", "tags", "orders", "spent",
      "last_order_at", "from_channel", "from_show_id",
    ], // prettier-ignore
    pages: paged(
      async (after) => (await shop.identity.list(shopId, { limit: pageSize, after, sort: "recent" })).items,
      (one) => [
        [
          one.id, one.name, time(one.joinedAt), time(one.firstSeenAt), one.language, one.timeZone, one.birthday,
          one.tags.join(";"), one.orderCount, money(one.spentCents), time(one.lastOrderAt), one.origin.channel,
          one.origin.showId,
        ],
      ], // prettier-ignore
    ),
  };
}

export function touchesTable({ engage }: InsightParts, shopId: string, { time }: Writing): ExportTable {
  return {
    header: [
      "touch_id", "member_id", "channel", "class", "purpose", "kind", "subject", "source", "worth", "status",
      "created_at", "not_before", "sent_at", "opened_at", "clicked_at", "converted_order_id",
    ], // prettier-ignore
    pages: paged(
      (after) => engage.touches.list(shopId, { limit: pageSize, after }),
      (touch) => [
        [
          touch.id, touch.memberId, touch.channel, touch.class, touch.purpose, touch.kind, textOf(touch.subject),
          touch.source, touch.worth, touch.status, time(touch.createdAt), time(touch.notBefore), time(touch.sentAt),
          time(touch.openedAt), time(touch.clickedAt), touch.convertedOrderId,
        ],
      ], // prettier-ignore
    ),
  };
}

/** The whole stream, oldest first. */
export function factsTable({ events }: InsightParts, shopId: string, { time }: Writing): ExportTable {
  async function* pages(): AsyncGenerator<readonly Cell[][]> {
    let after = 0;
    for (;;) {
      const facts = await events.read({ shopId, after, limit: pageSize });
      yield facts.map((fact): Cell[] => {
        const type: EventName = fact.type;
        return [fact.id, type, time(fact.at), fact.memberId, fact.subjectId, JSON.stringify(fact.data)];
      });
      if (facts.length < pageSize) return;
      after = facts.at(-1)!.id;
    }
  }
  return { header: ["id", "type", "at", "member_id", "subject_id", "data"], pages: pages() };
}
