import type { Fact } from "../../platform/events/index.ts";

/** A fact as the behaviour store keeps it: the columns that reports ask for, and the whole of it as JSON. */
export type FactRow = {
  readonly shop_id: string;
  readonly type: string;
  readonly at: string;
  readonly id: number;
  readonly member_id: string;
  readonly subject_id: string;
  readonly show_id: string;
  readonly product_id: string;
  readonly cents: number;
  readonly refunded_cents: number;
  readonly currency: string;
  /** Seconds watched, likes, people watching: what the type counts. */
  readonly amount: number;
  readonly line_product: readonly string[];
  readonly line_units: readonly number[];
  readonly line_cents: readonly number[];
  readonly data: string;
};

/** Stands for "none" in columns of ids: cheaper than a nullable column, and never a real id. */
export const noId = "00000000-0000-0000-0000-000000000000";

/** The range the store's times can hold. */
const earliestMs = Date.UTC(1900, 0, 2);
const latestMs = Date.UTC(2299, 0, 1);

export function factRow(fact: Fact): FactRow {
  const money = moneyOf(fact);
  const lines = fact.type === "order.paid" || fact.type === "order.placed" ? fact.data.lines : [];
  const atMs = Math.min(latestMs, Math.max(earliestMs, fact.at.getTime()));
  return {
    shop_id: fact.shopId,
    type: fact.type,
    at: new Date(atMs).toISOString(),
    id: fact.id,
    member_id: fact.memberId ?? noId,
    subject_id: fact.subjectId ?? noId,
    show_id: showOf(fact) ?? noId,
    product_id: productOf(fact) ?? noId,
    cents: money.cents,
    refunded_cents: money.refundedCents ?? 0,
    currency: money.currency ?? "",
    amount: amountOf(fact),
    line_product: lines.map((line) => line.productId),
    line_units: lines.map((line) => line.quantity),
    line_cents: lines.map((line) => line.totalCents),
    data: JSON.stringify(fact.data),
  };
}

/** The show in which it happened, or from which somebody came. */
function showOf(fact: Fact): string | undefined {
  switch (fact.type) {
    case "show.planned":
    case "show.opened":
    case "show.ended":
    case "show.entered":
    case "show.left":
    case "show.watched":
    case "show.concurrent":
    case "show.liked":
    case "chat.said":
    case "chat.muted":
    case "spotlight.changed":
      return fact.subjectId;
    case "product.seen":
    case "product.opened":
    case "join.completed":
    case "bag.entered":
    case "bag.won":
      return fact.data.showId;
    case "member.seen":
    case "member.joined":
    case "order.placed":
    case "order.paid":
      return fact.data.origin.showId;
    default:
      return undefined;
  }
}

function productOf(fact: Fact): string | undefined {
  switch (fact.type) {
    case "product.seen":
    case "product.opened":
    case "product.changed":
      return fact.subjectId;
    case "spotlight.changed":
      return fact.data.productId ?? undefined;
    case "stock.changed":
      return fact.data.productId;
    default:
      return undefined;
  }
}

function moneyOf(fact: Fact): { cents: number; refundedCents?: number; currency?: string } {
  switch (fact.type) {
    case "order.placed":
    case "order.paid":
      return { cents: fact.data.totalCents, currency: fact.data.currency };
    case "order.imported":
    case "anonymous_order.imported": {
      const { totalCents: cents, refundedCents, currency } = fact.data;
      return { cents, refundedCents, currency };
    }
    case "order.refunded":
      return { cents: fact.data.cents };
    case "touch.converted":
      return { cents: fact.data.totalCents };
    default:
      return { cents: 0 };
  }
}

function amountOf(fact: Fact): number {
  switch (fact.type) {
    case "show.left":
    case "show.watched":
      return fact.data.seconds;
    case "show.liked":
      return fact.data.count;
    case "show.concurrent":
      return fact.data.viewers;
    default:
      return 0;
  }
}
