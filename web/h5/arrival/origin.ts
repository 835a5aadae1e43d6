import type { Origin } from "../../../contract/values.ts";
import { serverTime } from "../../ui/index.ts";
import { keep, recall } from "../keep.ts";
import { server } from "../server.ts";
import { type FollowedTouch, readArrival, readFollowed, touchToCredit } from "./arrival.ts";

const touchKey = "refrain.touch";
const channelKey = "refrain.channel";

/** What the session is begun with. */
export function arrivalOrigin(): Origin {
  return readArrival(location.search);
}

/** Where an order comes from: the place it is made in, and the message or channel that led here. */
export function orderOrigin(here: Pick<Origin, "showId" | "productId"> = {}): Origin {
  const touchId = touchToCredit(readFollowed(recall(touchKey)), serverTime());
  const channel = recall(channelKey);
  return {
    ...here,
    ...(touchId !== undefined && { touchId }),
    ...(typeof channel === "string" && { channel }),
  };
}

/** Remembers where this visit comes from and tells the server, once, that a message was followed. */
export function noteArrival(): void {
  const { channel, touchId } = readArrival(location.search);
  if (channel !== undefined) keep(channelKey, channel);
  if (touchId !== undefined && readFollowed(recall(touchKey))?.touchId !== touchId) followTouch(touchId);
}

/** A message's link was followed. A message of somebody else (a forwarded link) is not counted by the server. */
export function followTouch(touchId: string): void {
  keep(touchKey, { touchId, atMs: serverTime() } satisfies FollowedTouch);
  server.call("POST /api/v1/front/inbox/{id}/click", { params: { id: touchId } }).catch(() => undefined);
}
