import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { AllRoutes } from "../../../contract/routes.ts";
import type { Address, Origin } from "../../../contract/values.ts";
import type { ResultOf } from "../../client/api.ts";
import { server } from "../server.ts";
import { rememberAddress } from "./address-memory.ts";
import { createAttempts } from "./attempt.ts";

export type Quote = ResultOf<AllRoutes["POST /api/v1/front/quote"]>;
export type Order = ResultOf<AllRoutes["GET /api/v1/front/orders/{id}"]>;
export type Line = { readonly variantId: string; readonly quantity: number };
/** A coupon's id, `null` for none, `undefined` for the best one. */
export type CouponWish = string | null | undefined;

/** What the lines cost now. The figures before stay while the new ones are on their way. */
export function useQuote(lines: readonly Line[], couponId: CouponWish) {
  return useQuery({
    queryKey: ["quote", lines, couponId],
    queryFn: async ({ signal }) =>
      server.call("POST /api/v1/front/quote", {
        body: { lines: [...lines], ...(couponId !== undefined && { couponId }) },
        signal,
      }),
    enabled: lines.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 5000,
  });
}

export type OrderWish = {
  readonly lines: readonly Line[];
  readonly couponId: CouponWish;
  readonly address: Address;
  readonly origin: Origin;
};

/** Places an order; pressing again after a lost answer gives the same order. */
export function usePlaceOrder(onPlaced: (order: Order) => void) {
  const queries = useQueryClient();
  const [attempts] = useState(createAttempts);
  return useMutation({
    mutationFn: async ({ lines, couponId, address, origin }: OrderWish) => {
      const body = { lines: [...lines], address, origin, ...(couponId !== undefined && { couponId }) };
      const idempotencyKey = attempts.keyFor(body);
      return server.call("POST /api/v1/front/orders", { body, idempotencyKey });
    },
    onSuccess: (order, { address }) => {
      attempts.succeeded();
      rememberAddress(address);
      void queries.invalidateQueries({ queryKey: ["orders"] });
      void queries.invalidateQueries({ queryKey: ["coupons"] });
      onPlaced(order);
    },
  });
}

/** Pays with the test pay, which does what it is told. A refused payment may be tried again under a new key. */
export function usePay(orderId: string, onPaid: (order: Order) => void) {
  const queries = useQueryClient();
  const [attempts] = useState(createAttempts);
  return useMutation({
    mutationFn: async (outcome: "approve" | "refuse") => {
      const body = { method: "test", outcome } as const;
      const idempotencyKey = attempts.keyFor(body);
      return server.call("POST /api/v1/front/orders/{id}/pay", {
        params: { id: orderId },
        body,
        idempotencyKey,
      });
    },
    onSuccess: (order) => {
      queries.setQueryData(["orders", order.id], order);
      void queries.invalidateQueries({ queryKey: ["orders"] });
      onPaid(order);
    },
    onSettled: (_, error) => {
      // An answer came, so the next press is another attempt; without one it is the same.
      if (!(error !== null && "code" in error && error.code === "offline")) attempts.succeeded();
    },
  });
}
