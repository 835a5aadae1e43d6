import { useState } from "react";
import { useText } from "../../../../ui/index.ts";
import { GiftIcon } from "../../../shell/icons.tsx";
import type { RoomStore } from "../room/room-store.ts";
import { liveText } from "../text.ts";
import { Left } from "./left.tsx";
import { LuckSheet } from "./luck-sheet.tsx";
import styles from "./luck.module.css";
import { useLuck } from "./use-lucky-bag.ts";

type Props = { readonly store: RoomStore; readonly onJoin: () => void };

/** The lucky bag in a corner of the room: how long it is open, or that it is drawn. */
export function Luck({ store, onJoin }: Props) {
  const t = useText(liveText);
  const luck = useLuck(store);
  const [isOpen, setIsOpen] = useState(false);
  const { bag } = luck;
  if (!bag || bag.status === "cancelled") return null;
  return (
    <>
      <button type="button" className={styles.pill} data-won={luck.won} onClick={() => setIsOpen(true)}>
        <GiftIcon />
        <span>
          <strong>{t("luckyBag")}</strong>
          <small>
            {bag.status === "open" ? <Left bag={bag} /> : t(luck.won ? "luckWonShort" : "luckDrawn")}
          </small>
        </span>
      </button>
      {isOpen && <LuckSheet bag={bag} luck={luck} onClose={() => setIsOpen(false)} onJoin={onJoin} />}
    </>
  );
}
