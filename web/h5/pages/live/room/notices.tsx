import { useEffect, useState } from "react";
import { useLocalText, useText } from "../../../../ui/index.ts";
import { useLine } from "../../../line/use-line.ts";
import { CloseIcon, GiftIcon } from "../../../shell/icons.tsx";
import { useOnline } from "../../../shell/network-notice.tsx";
import { liveText } from "../text.ts";
import styles from "./room.module.css";
import { type RoomStore, useRoom } from "./room-store.ts";

/** Who just bought, for a moment: the style sheet lets it go again. */
export function SaleTicker({ store }: { readonly store: RoomStore }) {
  const t = useText(liveText);
  const text = useLocalText();
  const sale = useRoom(store, (room) => room.lastSale);
  return (
    <output className={styles.sale}>
      {sale !== undefined && (
        <span key={sale.key}>
          {t("bought", { name: sale.name, title: text(sale.title), quantity: sale.quantity })}
        </span>
      )}
    </output>
  );
}

/** The join card that the host shows. */
export function JoinCard({ store, onJoin }: { readonly store: RoomStore; readonly onJoin: () => void }) {
  const t = useText(liveText);
  const text = useLocalText();
  const card = useRoom(store, (room) => room.joinCard);
  if (!card) return null;
  return (
    <section className={styles.joinCard} aria-label={text(card.title)}>
      <GiftIcon />
      <span>
        <strong>{text(card.title)}</strong>
        {card.benefit && <small>{text(card.benefit)}</small>}
      </span>
      <button type="button" className={styles.join} onClick={onJoin}>
        {t("joinNow")}
      </button>
      <button
        type="button"
        className={styles.dismiss}
        aria-label={t("closeCard")}
        onClick={() => store.showJoinCard(undefined)}
      >
        <CloseIcon />
      </button>
    </section>
  );
}

const patienceMs = 1500;

/** Says when the live line is broken: chat and prices may be behind. A short break is not worth a word. */
export function LineNotice() {
  const t = useText(liveText);
  const { status } = useLine();
  const online = useOnline();
  const isBroken = status !== "open" || !online;
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    if (!isBroken) return undefined;
    const timer = setTimeout(() => setIsLong(true), patienceMs);
    return () => {
      clearTimeout(timer);
      setIsLong(false);
    };
  }, [isBroken]);
  return <output className={styles.line}>{isBroken && isLong && <span>{t("lineBroken")}</span>}</output>;
}
