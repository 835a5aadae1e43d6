/**
 * The one shape into which every merchant's export is read. Money is in minor units of `currency`, times are instants.
 */
export type OrderStatus = "paid" | "unpaid" | "cancelled" | "refunded" | "partially_refunded";

/** Who bought, as far as the file says. Masked or encrypted values are left out: they would join strangers. */
export type Buyer = {
  readonly customerNumber?: string;
  readonly name?: string;
  readonly nickname?: string;
  /** E.164. */
  readonly phone?: string;
  readonly email?: string;
};

export type OrderLineRecord = {
  readonly kind: "order_line";
  /** Line in the file, from 1. */
  readonly lineNumber: number;
  /** Where the order came from (`youzan`, `shopify`, …). With `orderNumber` it names the order. */
  readonly source: string;
  readonly orderNumber: string;
  /** Names the line within its order, the same at every import of it. */
  readonly lineKey: string;
  readonly orderedAt: Date;
  readonly paidAt?: Date;
  readonly status: OrderStatus;
  readonly buyer?: Buyer;
  readonly sku: string;
  readonly productName: string;
  readonly variantName?: string;
  readonly category?: string;
  /** False for postage, bank charges, manual corrections: part of the sum, never a product. */
  readonly isProduct: boolean;
  /** `order` when the export tells only what the whole order held, so that lines and prices are a division of it. */
  readonly precision: "line" | "order";
  readonly quantity: number;
  readonly unitPriceCents: number;
  /** What the buyer paid for the line: quantity × price − discount, without shipping. */
  readonly lineTotalCents: number;
  readonly discountCents?: number;
  readonly refundedCents?: number;
  /** Shipping of the whole order; on its first line only. */
  readonly shippingCents?: number;
  readonly currency: string;
  readonly country?: string;
  readonly province?: string;
  readonly channel?: string;
};

/** A later line that takes goods back. Which sale it belongs to is found once the sales are stored. */
export type RefundRecord = {
  readonly kind: "refund";
  readonly lineNumber: number;
  readonly source: string;
  readonly refundNumber: string;
  readonly lineKey: string;
  readonly refundedAt: Date;
  readonly buyer?: Buyer;
  readonly sku: string;
  readonly productName: string;
  readonly isProduct: boolean;
  /** Units taken back, at least 1. */
  readonly quantity: number;
  readonly unitPriceCents: number;
  /** Money given back, not negative. */
  readonly refundedCents: number;
  readonly currency: string;
  readonly country?: string;
};

/** A line that is no sale: stock written off, a gift, a debt written off. Counted and not stored as an order. */
type AdjustmentRecord = {
  readonly kind: "adjustment";
  readonly lineNumber: number;
  readonly source: string;
  readonly orderNumber: string;
  readonly sku: string;
  readonly quantity: number;
  readonly hasBuyer: boolean;
  /** False when the price is zero or less. */
  readonly hasPrice: boolean;
  /** True on an invoice that takes goods back. */
  readonly isCancellation: boolean;
  readonly reason: AdjustmentReason;
};

export type AdjustmentReason = "quantity_not_positive" | "price_not_positive" | "bookkeeping";

export type CustomerRecord = {
  readonly kind: "customer";
  readonly lineNumber: number;
  readonly source: string;
  readonly customerNumber?: string;
  readonly name?: string;
  readonly nickname?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly gender?: "female" | "male";
  /** `yyyy-MM-dd`, or `--MM-dd` when the year is not known (RFC 6350 §4.3.1). */
  readonly birthday?: string;
  readonly tags: readonly string[];
  readonly points?: number;
  readonly level?: string;
  readonly isMember?: boolean;
  readonly joinedAt?: Date;
  /** What the person agreed to. A channel not listed was not told. */
  readonly consents: readonly Consent[];
  readonly country?: string;
  readonly province?: string;
  readonly note?: string;
};

export type Consent = { readonly channel: "email" | "sms"; readonly granted: boolean };

export type ImportRecord = OrderLineRecord | RefundRecord | AdjustmentRecord | CustomerRecord;

/** A row that was not taken, with what to mend. */
export type RejectedRow = {
  readonly lineNumber: number;
  readonly raw: string;
  readonly cells: readonly string[];
  /** Names the column and what would be right. */
  readonly reason: string;
  readonly code: RejectionCode;
};

export type RejectionCode =
  | "quote_not_closed"
  | "wrong_number_of_columns"
  | "wrong_encoding"
  | "value_missing"
  | "date_wrong"
  | "number_wrong"
  | "currency_wrong"
  | "text_too_long"
  | "line_repeated"
  | "order_rejected";
