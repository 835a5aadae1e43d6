import { useSyncExternalStore } from "react";
import type { LiveMessage } from "../../../../client/live-socket.ts";
import {
  type ChatMessage,
  type JoinCard,
  type Room,
  type RoomState,
  type SaleClaim,
  takeMessage,
  takeSnapshot,
  withClaim,
  withMessage,
} from "./room.ts";

export type RoomStore = ReturnType<typeof createRoomStore>;

/**
 * Holds a room for the parts of the page. It stands outside React, so that a flood of chat renders the chat and
 * nothing else: each part looks at its own piece with `useRoom(store, (room) => room.piece)`.
 */
export function createRoomStore(state: RoomState) {
  let room = takeSnapshot(state);
  const watchers = new Set<() => void>();
  const readers = new Set<(message: ChatMessage) => void>();

  function become(next: Room): void {
    if (next === room) return;
    room = next;
    for (const watcher of watchers) watcher();
  }

  function hear(message: ChatMessage): void {
    const chat = withMessage(room.chat, message);
    if (chat === room.chat) return;
    become({ ...room, chat });
    for (const reader of readers) reader(message);
  }

  return {
    get: (): Room => room,
    watch: (watcher: () => void): (() => void) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    /** Every message said from now on, once. History is not repeated. */
    onSaid: (reader: (message: ChatMessage) => void): (() => void) => {
      readers.add(reader);
      return () => readers.delete(reader);
    },
    snapshot: (next: RoomState): void => become(takeSnapshot(next, room)),
    message: (message: LiveMessage): void => {
      if (message.type === "chat.said" || message.type === "chat.pinned") hear(message.data);
      else become(takeMessage(room, message));
    },
    hear,
    claimed: (claim: SaleClaim): void => become(withClaim(room, claim)),
    mute: (until: string): void => become({ ...room, mutedUntil: until }),
    showJoinCard: (joinCard: JoinCard | undefined): void => become({ ...room, joinCard }),
  };
}

export function useRoom<Piece>(store: RoomStore, piece: (room: Room) => Piece): Piece {
  return useSyncExternalStore(store.watch, () => piece(store.get()));
}
