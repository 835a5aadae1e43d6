import type { LiveSocket, LiveStatus } from "../../client/live-socket.ts";
import { openLiveSocket } from "../../client/open-live-socket.ts";
import { learnServerTime } from "../../ui/index.ts";

/** The page's one live line, and how it stands. `socket` is missing while none is wanted. */
export type Line = { readonly socket: LiveSocket | undefined; readonly status: LiveStatus };

const closed: Line = { socket: undefined, status: "connecting" };
/** By then the clock has been measured to and fro. */
const clockMeasuredMs = 500;

let line = closed;
const watchers = new Set<() => void>();

function become(next: Line): void {
  line = next;
  for (const watcher of watchers) watcher();
}

/** Opens a new line; the returned function closes it. */
export function openLine(): () => void {
  const socket = openLiveSocket({
    onStatus: (status) => {
      if (line.socket === socket) become({ socket, status });
      if (status === "open") setTimeout(() => learnServerTime(socket.serverNow()), clockMeasuredMs);
    },
  });
  become({ socket, status: "connecting" });
  return () => {
    if (line.socket === socket) become(closed);
    socket.close();
  };
}

export function currentLine(): Line {
  return line;
}

export function watchLine(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
