/**
 * Payments: one small port that each provider's adapter fills.
 *
 * Invariant: `charge` with the same key never charges twice. The test pay needs no network: the shopper herself
 * chooses the outcome, so that refusals can be lived through as well.
 */
export type Charge = {
  readonly orderId: string;
  readonly cents: number;
  readonly currency: string;
  readonly idempotencyKey: string;
  /** Only the test pay reads it. */
  readonly outcome: "approve" | "refuse";
};

export type PaymentAdapter = {
  readonly method: string;
  charge(charge: Charge): Promise<{ readonly approved: boolean; readonly reason?: string }>;
};

export const testPay: PaymentAdapter = {
  method: "test",
  charge: (charge) =>
    Promise.resolve(
      charge.outcome === "approve" ? { approved: true } : { approved: false, reason: "refused_by_shopper" },
    ),
};
