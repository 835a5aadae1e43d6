import { useRef } from "react";
import { useFormat, useText } from "../../../../ui/index.ts";
import { BagIcon, DanmakuIcon, HeartIcon } from "../../../shell/icons.tsx";
import { Composer } from "../chat/composer.tsx";
import { liveText } from "../text.ts";
import styles from "./room.module.css";
import { type RoomStore, useRoom } from "./room-store.ts";

type Props = {
  readonly store: RoomStore;
  readonly ownLikes: number;
  readonly hasDanmaku: boolean;
  readonly onDanmaku: () => void;
  readonly onBag: () => void;
  readonly onLike: (x: number, y: number) => void;
};

/** The bar at the lower edge: goods, one's own words, danmaku, like. */
export function RoomBar({ store, ownLikes, hasDanmaku, onDanmaku, onBag, onLike }: Props) {
  const t = useText(liveText);
  const goods = useRoom(store, (room) => room.runSheet.length);
  return (
    <div className={styles.bar}>
      <button type="button" className={styles.bag} aria-label={t("bag", { count: goods })} onClick={onBag}>
        <BagIcon />
        <b aria-hidden="true">{goods}</b>
      </button>
      <Composer store={store} />
      <button
        type="button"
        className={styles.round}
        aria-label={t("danmaku")}
        aria-pressed={hasDanmaku}
        onClick={onDanmaku}
      >
        <DanmakuIcon on={hasDanmaku} />
      </button>
      <LikeButton store={store} ownLikes={ownLikes} onLike={onLike} />
    </div>
  );
}

function LikeButton({ store, ownLikes, onLike }: Pick<Props, "store" | "ownLikes" | "onLike">) {
  const t = useText(liveText);
  const format = useFormat();
  const button = useRef<HTMLButtonElement>(null);
  const likes = useRoom(store, (room) => room.show.likes);
  const isOnAir = useRoom(store, (room) => room.show.status === "on_air");
  const total = likes + ownLikes;
  return (
    <button
      ref={button}
      type="button"
      className={styles.like}
      aria-label={t("like", { count: total })}
      disabled={!isOnAir}
      onClick={() => {
        const box = button.current?.getBoundingClientRect();
        if (box) onLike(box.x + box.width / 2, box.y);
      }}
    >
      <HeartIcon />
      <b aria-hidden="true">{format.compact(total)}</b>
    </button>
  );
}
