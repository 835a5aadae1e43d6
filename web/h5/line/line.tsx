import { type ReactNode, createContext, use, useEffect, useMemo, useState } from "react";
import type { LiveSocket, LiveStatus } from "../../client/live-socket.ts";
import { openLiveSocket } from "../../client/open-live-socket.ts";
import { learnServerTime } from "../../ui/index.ts";
import { useShopper } from "../shopper.ts";

/** The page's one live line, and how it stands. `socket` is missing for the first moment. */
export type Line = { readonly socket: LiveSocket | undefined; readonly status: LiveStatus };

const LineContext = createContext<Line>({ socket: undefined, status: "connecting" });

/**
 * Opens the live socket for everything below. Whoever signs in as another member gets a new line, because the server
 * knows a line by who opened it.
 */
export function LineProvider({ children }: { readonly children: ReactNode }) {
  const { id } = useShopper();
  const [socket, setSocket] = useState<LiveSocket>();
  const [status, setStatus] = useState<LiveStatus>("connecting");
  useEffect(() => {
    const opened = openLiveSocket({
      onStatus: (next) => {
        setStatus(next);
        // A moment later the clock has been measured to and fro.
        if (next === "open") setTimeout(() => learnServerTime(opened.serverNow()), 500);
      },
    });
    setSocket(opened);
    return () => opened.close();
  }, [id]);
  return <LineContext value={useMemo(() => ({ socket, status }), [socket, status])}>{children}</LineContext>;
}

export function useLine(): Line {
  return use(LineContext);
}
