import { useEffect, useRef, useSyncExternalStore } from "react";
import type { LiveSocket, LiveStatus, TopicListener } from "../client/live-socket.ts";
import { openLiveSocket } from "../client/open-live-socket.ts";

/** One live socket for the whole console, opened with the first topic and closed with the last. */
let socket: LiveSocket | undefined;
let followers = 0;
let status: LiveStatus = "closed";
const listeners = new Set<() => void>();

function hold(): LiveSocket {
  followers += 1;
  socket ??= openLiveSocket({
    as: "staff",
    onStatus: (next) => {
      status = next;
      for (const listener of listeners) listener();
    },
  });
  return socket;
}

function release(): void {
  followers -= 1;
  if (followers > 0) return;
  socket?.close();
  socket = undefined;
}

/** Follows a topic while the component is on screen. `undefined` follows nothing. */
export function useTopic(topic: string | undefined, listener: TopicListener): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => {
    if (topic === undefined) return undefined;
    const stop = hold().subscribe(topic, {
      onMessage: (message) => latest.current.onMessage(message),
      onSnapshot: (snapshot) => latest.current.onSnapshot?.(snapshot),
      onDropped: (count) => latest.current.onDropped?.(count),
      onRefused: (error) => latest.current.onRefused?.(error),
    });
    return () => {
      stop();
      release();
    };
  }, [topic]);
}

/** Whether news arrives at the moment. */
export function useLiveStatus(): LiveStatus {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => status,
  );
}
