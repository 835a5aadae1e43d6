import { useEffect, useRef } from "react";
import type { ChatMessage } from "../room/room.ts";
import type { RoomStore } from "../room/room-store.ts";
import { createLanes } from "./danmaku-lanes.ts";
import styles from "./chat.module.css";

const passMs = 8000;
const laneHeightPx = 34;

type Props = { readonly store: RoomStore; readonly memberId: string };

/**
 * Messages fly over the picture. Each is one element that the browser moves by itself (a transform, no layout), and
 * nothing of it passes through React. For screen readers the chat list is the place, so this layer is hidden.
 */
export function Danmaku({ store, memberId }: Props) {
  const stage = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const layer = stage.current;
    if (!layer) return undefined;
    let lanes = lanesFor(layer);
    const resized = new ResizeObserver(() => {
      lanes = lanesFor(layer);
    });
    resized.observe(layer);
    const stop = store.onSaid((message) => {
      if (document.visibilityState !== "visible") return;
      const own = message.memberId === memberId;
      fly(layer, lanes, message, own);
    });
    return () => {
      stop();
      resized.disconnect();
      layer.replaceChildren();
    };
  }, [store, memberId]);
  return <div ref={stage} className={styles.danmaku} aria-hidden="true" />;
}

function lanesFor(layer: HTMLElement) {
  return createLanes({
    lanes: Math.max(1, Math.floor(layer.clientHeight / laneHeightPx)),
    stageWidthPx: layer.clientWidth,
    passMs,
    gapPx: 28,
  });
}

function fly(layer: HTMLElement, lanes: ReturnType<typeof lanesFor>, message: ChatMessage, own: boolean) {
  const words = document.createElement("span");
  words.textContent = message.text;
  words.dataset["from"] = own ? "self" : message.from;
  layer.append(words);
  const width = words.offsetWidth;
  const nowMs = performance.now();
  const place = lanes.place(nowMs, width, own || message.from === "host");
  if (!place) return words.remove();
  words.style.top = `${place.lane * laneHeightPx}px`;
  const frames = [
    { transform: `translateX(${layer.clientWidth}px)` },
    { transform: `translateX(${-width}px)` },
  ];
  const delay = place.startMs - nowMs;
  const flight = words.animate(frames, { duration: passMs, delay, fill: "both", easing: "linear" });
  flight.addEventListener("finish", () => words.remove());
}
