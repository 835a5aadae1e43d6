import { type RefObject, useEffect, useRef, useState } from "react";
import { riseHeart } from "./hearts.ts";
import type { RoomStore } from "./room-store.ts";
import type { Tally } from "./tally.ts";

const mostFromOthers = 4;

type Likes = {
  readonly hearts: RefObject<HTMLDivElement | null>;
  /** Taps that the server's count does not contain yet. */
  readonly ownLikes: number;
  /** `x` and `y` are the window's pixels. */
  readonly like: (x: number, y: number) => void;
};

/** Hearts for one's own taps at once, and a few for those of the others as the count grows. */
export function useLikes(store: RoomStore, tally: Tally): Likes {
  const hearts = useRef<HTMLDivElement>(null);
  const [ownLikes, setOwnLikes] = useState(0);
  const sent = useRef(0);
  useEffect(() => {
    let before = store.get().show.likes;
    return store.watch(() => {
      const { likes } = store.get().show;
      if (likes <= before) return;
      const others = Math.max(0, likes - before - sent.current);
      before = likes;
      sent.current = tally.likes();
      setOwnLikes(sent.current);
      const layer = hearts.current;
      if (!layer) return;
      for (let heart = 0; heart < Math.min(others, mostFromOthers); heart += 1)
        riseHeart(layer, layer.clientWidth - 60, layer.clientHeight - 70);
    });
  }, [store, tally]);
  const like = (x: number, y: number) => {
    if (store.get().show.status !== "on_air") return;
    tally.like();
    sent.current += 1;
    setOwnLikes((count) => count + 1);
    const box = hearts.current?.getBoundingClientRect();
    if (hearts.current && box) riseHeart(hearts.current, x - box.x, y - box.y);
  };
  return { hearts, ownLikes, like };
}
