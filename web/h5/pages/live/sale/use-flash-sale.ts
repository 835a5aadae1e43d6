import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { serverTime } from "../../../../ui/index.ts";
import { recallAddress } from "../../../buying/index.ts";
import { createAttempts } from "../../../buying/attempt.ts";
import { server } from "../../../server.ts";
import { useShopper } from "../../../shopper.ts";
import type { FlashSale } from "../room/room.ts";
import type { RoomStore } from "../room/room-store.ts";

/** The token is fetched a while before the opening, each page at its own moment, so that the rush is claims alone. */
const tokenAheadMs = 60_000;
const mostTries = 6;

/** Milliseconds until the sale opens by the server's clock; renewed often enough for the last second to be seen. */
export function useMillisecondsTo(opensAt: string): number {
  const left = () => Math.max(0, new Date(opensAt).getTime() - serverTime());
  const [ms, setMs] = useState(left);
  useEffect(() => {
    setMs(left());
    const timer = setInterval(() => {
      const now = left();
      setMs(now);
      if (now === 0) clearInterval(timer);
    }, 100);
    return () => clearInterval(timer);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `left` is made of `opensAt` alone
  }, [opensAt]);
  return ms;
}

/** One's own place in a sale: token, claim, retries. */
export function useFlashSale(sale: FlashSale, store: RoomStore) {
  const { id: memberId, joined } = useShopper();
  const params = { id: sale.id };
  const [attempts] = useState(createAttempts);
  const [wait] = useState(() => Math.random() * tokenAheadMs * 0.8);
  const msToOpening = useMillisecondsTo(sale.opensAt);
  const isNear =
    sale.status === "open" || (sale.status === "prepared" && msToOpening < wait + tokenAheadMs * 0.2);
  const mine = useQuery({
    queryKey: ["sale", sale.id, memberId],
    queryFn: async ({ signal }) => {
      const found = await server.call("GET /api/v1/front/sales/{id}", { params, signal });
      if (found.claim) store.claimed(found.claim);
      return found;
    },
    // The place in line changes as others are served or leave.
    refetchInterval: () =>
      store.get().claims[sale.id]?.status === "waiting" ? 4000 + Math.random() * 2000 : false,
  });
  const token = useQuery({
    queryKey: ["sale-token", sale.id, memberId, joined],
    queryFn: async ({ signal }) => server.call("POST /api/v1/front/sales/{id}/token", { params, signal }),
    enabled: isNear,
    staleTime: tokenAheadMs * 5,
    retry: 1,
  });
  const claim = useMutation({
    mutationFn: async () => {
      const { token: text } = token.data ?? (await token.refetch({ throwOnError: true })).data!;
      const address = recallAddress();
      const idempotencyKey = attempts.keyFor(sale.id);
      const body = { token: text, quantity: 1, ...(address && { address }) };
      return server.call("POST /api/v1/front/sales/{id}/claims", { params, body, idempotencyKey });
    },
    // The same attempt again, under the same key: whatever was decided stays so.
    retry: (tries, error) => tries < mostTries && "code" in error && isWorthATry(error.code),
    retryDelay: (tries) => Math.min(4000, 200 * 2 ** tries) * (0.5 + Math.random()),
    onSuccess: (answer) => {
      attempts.succeeded();
      if (answer.claim) store.claimed(answer.claim);
      else void mine.refetch();
    },
    onError: () => {
      attempts.succeeded();
      void token.refetch();
    },
  });
  const leave = useMutation({
    mutationFn: () => server.call("POST /api/v1/front/sales/{id}/leave", { params }),
    onSuccess: (answer) => answer.claim && store.claimed(answer.claim),
  });
  return { msToOpening, claim, leave, refusal: token.error };
}

const isWorthATry = (code: unknown): boolean =>
  code === "offline" || code === "unavailable" || code === "internal" || code === "too_many_requests";
