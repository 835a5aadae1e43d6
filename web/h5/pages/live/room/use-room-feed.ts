import { queryOptions } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { learnServerTime } from "../../../../ui/index.ts";
import { useLine } from "../../../line/use-line.ts";
import { server } from "../../../server.ts";
import { useShopper } from "../../../shopper.ts";
import type { RoomState } from "./room.ts";
import { type RoomStore, createRoomStore } from "./room-store.ts";

export function roomQuery(showId: string) {
  return queryOptions({
    queryKey: ["room", showId],
    queryFn: async ({ signal }) => {
      const state = await server.call("GET /api/v1/front/shows/{id}", { params: { id: showId }, signal });
      learnServerTime(state.serverTime);
      return state;
    },
    // The live line keeps it current; coming back to the room begins anew.
    staleTime: 0,
    gcTime: 0,
    refetchOnReconnect: false,
  });
}

/** The room's store, fed by the live line: what was missed while away comes by offset, or as a new snapshot. */
export function useRoomFeed(state: RoomState): RoomStore {
  const [store] = useState(() => createRoomStore(state));
  const { socket } = useLine();
  const { id: memberId } = useShopper();
  const showId = state.show.id;
  useEffect(() => {
    if (socket === undefined) return undefined;
    const leaveRoom = socket.subscribe(`room:${showId}`, {
      onMessage: store.message,
      onSnapshot: (snapshot) => store.snapshot(snapshot as RoomState),
    });
    const leaveOwn = socket.subscribe(`member:${memberId}`, { onMessage: store.message });
    return () => {
      leaveRoom();
      leaveOwn();
    };
  }, [socket, store, showId, memberId]);
  return store;
}
