import { type LiveSocket, type LiveSocketOptions, createLiveSocket } from "./live-socket.ts";

type OpenOptions = Pick<LiveSocketOptions, "onStatus"> & {
  /** The console says who it speaks for: the same browser may be a shopper in another tab. */
  readonly as?: "staff";
};

/** The live socket of this page's own host, awake to the tab and the network. */
export function openLiveSocket({ as, ...options }: OpenOptions = {}): LiveSocket {
  const protocol = location.protocol === "https:" ? "wss" : "ws";
  const query = as === undefined ? "" : `?as=${as}`;
  return createLiveSocket({ ...options, url: `${protocol}://${location.host}/api/v1/live${query}`, onWake });
}

function onWake(listener: () => void): () => void {
  const onVisible = () => {
    if (document.visibilityState === "visible") listener();
  };
  document.addEventListener("visibilitychange", onVisible);
  addEventListener("online", listener);
  return () => {
    document.removeEventListener("visibilitychange", onVisible);
    removeEventListener("online", listener);
  };
}
