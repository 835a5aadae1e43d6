import { type LiveSocket, type LiveSocketOptions, createLiveSocket } from "./live-socket.ts";

/** The live socket of this page's own host, awake to the tab and the network. */
export function openLiveSocket(options: Pick<LiveSocketOptions, "onStatus"> = {}): LiveSocket {
  const protocol = location.protocol === "https:" ? "wss" : "ws";
  return createLiveSocket({ ...options, url: `${protocol}://${location.host}/api/v1/live`, onWake });
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
