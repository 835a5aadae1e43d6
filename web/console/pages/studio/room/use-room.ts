import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useReducer } from "react";
import type { ResultOf } from "../../../../client/api.ts";
import type { LiveMessage } from "../../../../client/live-socket.ts";
import type { AllRoutes } from "../../../../../contract/routes.ts";
import { learnServerTime } from "../../../../ui/index.ts";
import { useTopic } from "../../../live.ts";
import { server } from "../../../server.ts";
import { useMay } from "../../../session.ts";

export type StudioAnswer = ResultOf<AllRoutes["GET /api/v1/shows/{id}/studio"]>;
export type RoomState = StudioAnswer["room"];
export type ChatMessage = RoomState["recentChat"][number];
export type Returning = StudioAnswer["returning"][number];
export type Figures = StudioAnswer["figures"];
export type RunSheetLine = RoomState["runSheet"][number];

export type Room = {
  readonly state: RoomState;
  readonly figures: Figures;
  readonly returning: readonly Returning[];
  readonly chat: readonly ChatMessage[];
};

type Change =
  | { readonly from: "answer"; readonly answer: StudioAnswer }
  | { readonly from: "snapshot"; readonly state: RoomState }
  | { readonly from: "figures"; readonly figures: Figures }
  | { readonly from: "message"; readonly message: LiveMessage };

const chatKept = 300;

const noFigures: Figures = {
  viewers: 0,
  current: 0,
  peak: 0,
  likes: 0,
  messages: 0,
  productClicks: 0,
  orders: 0,
  gmvCents: 0,
  newMembers: 0,
};

/**
 * The room as the studio shows it: what the server answered at first, and every message since. A moderator, who may
 * not ask for the studio, has the room from the live socket alone.
 */
export function useRoom(showId: string) {
  const mayHost = useMay()("shows.host");
  const answer = useQuery({
    queryKey: ["GET /api/v1/shows/{id}/studio", showId],
    queryFn: async ({ signal }) =>
      server.call("GET /api/v1/shows/{id}/studio", { params: { id: showId }, signal }),
    enabled: mayHost,
    staleTime: Infinity,
    gcTime: 0,
  });
  const [room, change] = useReducer(changeRoom, undefined);
  useEffect(() => {
    if (answer.data === undefined) return;
    learnServerTime(answer.data.room.serverTime);
    change({ from: "answer", answer: answer.data });
  }, [answer.data]);

  const onMessage = useCallback((message: LiveMessage) => change({ from: "message", message }), []);
  const ready = answer.data !== undefined || !mayHost;
  useTopic(ready ? `room:${showId}` : undefined, {
    onMessage,
    onSnapshot: (snapshot) => change({ from: "snapshot", state: snapshot as RoomState }),
  });
  useTopic(ready ? `studio:${showId}` : undefined, {
    onMessage,
    onSnapshot: (snapshot) =>
      change({ from: "figures", figures: (snapshot as { figures: Figures }).figures }),
  });
  return { room, answer };
}

function changeRoom(room: Room | undefined, change: Change): Room | undefined {
  if (change.from === "answer") {
    const { room: state, figures, returning } = change.answer;
    return { state, figures, returning, chat: state.recentChat };
  }
  if (change.from === "snapshot" && room === undefined)
    return { state: change.state, figures: noFigures, returning: [], chat: change.state.recentChat };
  if (room === undefined) return room;
  if (change.from === "snapshot")
    return { ...room, state: change.state, chat: merge(room.chat, change.state.recentChat) };
  if (change.from === "figures") return { ...room, figures: change.figures };
  return hear(room, change.message);
}

/** Each message may come twice: a second time changes nothing. */
function hear(room: Room, { type, data }: LiveMessage): Room {
  const { state } = room;
  switch (type) {
    case "show.status":
      return { ...room, state: { ...state, show: { ...state.show, ...data } } };
    case "spotlight.changed": {
      const { spotlight: _, ...rest } = state;
      return { ...room, state: data.spotlight === null ? rest : { ...rest, spotlight: data.spotlight } };
    }
    case "stock.changed":
      return { ...room, state: { ...state, runSheet: withStock(state.runSheet, data) } };
    case "room.rules":
      return { ...room, state: { ...state, rules: data } };
    case "room.counts":
      return { ...room, figures: { ...room.figures, current: data.viewers, likes: data.likes } };
    case "chat.said":
    case "chat.pinned":
      return { ...room, chat: merge(room.chat, [data]) };
    case "chat.removed":
      return { ...room, chat: room.chat.filter((message) => message.id !== data.messageId) };
    case "studio.figures":
      return { ...room, figures: data };
    case "studio.returning":
      return {
        ...room,
        returning: [data, ...room.returning.filter((one) => one.memberId !== data.memberId)],
      };
    default:
      return room;
  }
}

type StockChange = { productId: string; variantId: string; stock: number; priceCents: number };

function withStock(runSheet: RoomState["runSheet"], change: StockChange): RoomState["runSheet"] {
  return runSheet.map((line) =>
    line.product.id === change.productId
      ? {
          ...line,
          product: {
            ...line.product,
            variants: line.product.variants.map((variant) =>
              variant.id === change.variantId
                ? { ...variant, stock: change.stock, priceCents: change.priceCents }
                : variant,
            ),
          },
        }
      : line,
  );
}

function merge(known: readonly ChatMessage[], news: readonly ChatMessage[]): ChatMessage[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of news) byId.set(message.id, message);
  return [...byId.values()].toSorted((a, b) => (a.at < b.at ? -1 : 1)).slice(-chatKept);
}
