import { Link } from "@tanstack/react-router";
import { useFormat, useText } from "../../../../ui/index.ts";
import { useShopper } from "../../../shopper.ts";
import { liveText } from "../text.ts";
import styles from "./room.module.css";
import { type RoomStore, useRoom } from "./room-store.ts";

type Props = { readonly store: RoomStore; readonly onBag: () => void; readonly onJoin: () => void };

/** After the show: it is over, the goods are still there, and one can stay in touch. */
export function Ended({ store, onBag, onJoin }: Props) {
  const t = useText(liveText);
  const format = useFormat();
  const show = useRoom(store, (room) => room.show);
  const { joined } = useShopper();
  const hasJoinCode = useRoom(store, (room) => room.joinCode !== undefined);
  if (show.status !== "ended" && show.status !== "cancelled") return null;
  return (
    <div className={styles.ended} aria-live="polite">
      <strong>{t(show.status === "ended" ? "ended" : "cancelled")}</strong>
      {show.endedAt !== undefined && <p>{t("endedAt", { time: format.date(show.endedAt, "moment") })}</p>}
      <button type="button" className={styles.join} onClick={onBag}>
        {t("seeGoods")}
      </button>
      {hasJoinCode && !joined && (
        <button type="button" className={styles.quiet} onClick={onJoin}>
          {t("join")}
        </button>
      )}
      <Link to="/" className={styles.quiet}>
        {t("otherShows")}
      </Link>
    </div>
  );
}
