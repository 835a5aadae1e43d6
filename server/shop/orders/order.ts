import type { Address, LocalText, Origin } from "../../../contract/values.ts";
import { RefrainError } from "../../platform/errors.ts";
import type { PriceRule } from "../pricing/index.ts";

export type OrderStatus = "awaiting_payment" | "paid" | "shipped" | "completed" | "cancelled";

/** Which steps an order may take from where it is. Money back is not a step: it has its own sum. */
const steps: Record<OrderStatus, readonly OrderStatus[]> = {
  awaiting_payment: ["paid", "cancelled"],
  paid: ["shipped", "completed"],
  shipped: ["completed"],
  completed: [],
  cancelled: [],
};

/** Errors: conflict naming where the order is. */
export function assertStep(from: OrderStatus, to: OrderStatus): void {
  if (!steps[from].includes(to)) {
    throw new RefrainError("conflict", `An order that is ${from} cannot become ${to}.`, { status: from });
  }
}

export type OrderView = {
  readonly id: string;
  readonly number: string;
  readonly source: string;
  readonly status: OrderStatus;
  readonly memberId: string | null;
  readonly memberName: string | null;
  readonly currency: string;
  readonly itemsCents: number;
  readonly discountCents: number;
  readonly totalCents: number;
  readonly refundedCents: number;
  readonly couponId: string | null;
  readonly address: Address | null;
  readonly origin: Origin;
  readonly placedAt: Date;
  readonly expiresAt: Date | null;
  readonly paidAt: Date | null;
  readonly lines: readonly OrderLineView[];
};

export type OrderLineView = {
  readonly orderId: string;
  readonly lineNo: number;
  readonly productId: string;
  readonly variantId: string;
  readonly sku: string;
  readonly title: LocalText;
  readonly picture: string;
  readonly category: string;
  readonly quantity: number;
  readonly listPriceCents: number;
  readonly unitPriceCents: number;
  readonly discountCents: number;
  readonly totalCents: number;
  readonly refundedCents: number;
  readonly priceRules: readonly PriceRule[];
};

/** `R` + day + eight characters of the id: short enough to read out, unique through the table's key. */
export function orderNumber(id: string, at: Date): string {
  return `R${at.toISOString().slice(2, 10).replaceAll("-", "")}${id.replaceAll("-", "").slice(-8).toUpperCase()}`;
}
