import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { AllRoutes } from "../../../../../contract/routes.ts";
import type { ResultOf } from "../../../../client/api.ts";
import { newUuid } from "../../../new-uuid.ts";
import { server } from "../../../server.ts";
import { useShopper } from "../../../shopper.ts";
import { type RoomStore, useRoom } from "../room/room-store.ts";

export type Luck = ResultOf<AllRoutes["GET /api/v1/front/shows/{id}/lucky-bag"]>;
export type LuckyBag = NonNullable<Luck["bag"]>;

/** The room's lucky bag and how one stands in it; the live line tells when to look again. */
export function useLuck(store: RoomStore) {
  const showId = store.get().show.id;
  const { id: memberId } = useShopper();
  const told = useRoom(store, (room) => room.luckyBag);
  const queries = useQueryClient();
  const queryKey = ["lucky-bag", showId, memberId];
  const luck = useQuery({
    queryKey,
    queryFn: async ({ signal }) =>
      server.call("GET /api/v1/front/shows/{id}/lucky-bag", { params: { id: showId }, signal }),
  });
  const news = told && `${told.id} ${told.status}`;
  const { refetch } = luck;
  useEffect(() => {
    if (news !== undefined) void refetch();
  }, [news, refetch]);
  // Made once, so that a tap that is repeated stays the same entry.
  const ticket = useRef(newUuid());
  const enter = useMutation({
    mutationFn: async (bagId: string) =>
      server.call("POST /api/v1/front/lucky-bags/{id}/enter", {
        params: { id: bagId },
        body: { ticket: ticket.current },
      }),
    onSuccess: async () => {
      ticket.current = newUuid();
      await queries.invalidateQueries({ queryKey });
    },
  });
  const own = luck.data;
  const bag = own?.bag?.id === told?.id && told?.status === "open" ? told : own?.bag;
  return { bag, ticket: own?.ticket, won: own?.won ?? false, coupon: own?.coupon, enter };
}

export type LuckState = ReturnType<typeof useLuck>;
