import { useCanGoBack, useNavigate, useRouter } from "@tanstack/react-router";
import { Avatar, useFormat, useLocalText, useText } from "../../../../ui/index.ts";
import { CloseIcon, EyeIcon } from "../../../shell/icons.tsx";
import { useShopper } from "../../../shopper.ts";
import { liveText } from "../text.ts";
import styles from "./room.module.css";
import { type RoomStore, useRoom } from "./room-store.ts";

type Props = { readonly store: RoomStore; readonly onJoin: () => void };

/** Whose room it is, how many are in it, the way to join and the way out. */
export function RoomHead({ store, onJoin }: Props) {
  const t = useText(liveText);
  const text = useLocalText();
  const show = useRoom(store, (room) => room.show);
  const joinCode = useRoom(store, (room) => room.joinCode);
  const { joined } = useShopper();
  return (
    <header className={styles.head}>
      <div className={styles.host}>
        <Avatar name={show.hostName} src="/api/v1/pictures/avatar-host.svg" size={36} />
        <div>
          <h1>{text(show.title)}</h1>
          <small>{show.hostName}</small>
        </div>
        {joinCode !== undefined && !joined && (
          <button type="button" className={styles.join} onClick={onJoin}>
            {t("join")}
          </button>
        )}
        {joined && <span className={styles.isMember}>{t("member")}</span>}
      </div>
      <Viewers store={store} />
      <Leave />
    </header>
  );
}

function Viewers({ store }: { readonly store: RoomStore }) {
  const t = useText(liveText);
  const format = useFormat();
  // Whoever reads this is in the room, whatever the last count said.
  const viewers = Math.max(
    1,
    useRoom(store, (room) => room.show.viewers),
  );
  return (
    <span className={styles.viewers}>
      <EyeIcon />
      <span aria-hidden="true">{format.compact(viewers)}</span>
      <span className="visually-hidden">{t("watching", { count: viewers })}</span>
    </span>
  );
}

function Leave() {
  const t = useText(liveText);
  const router = useRouter();
  const navigate = useNavigate();
  const canGoBack = useCanGoBack();
  return (
    <button
      type="button"
      className={styles.round}
      aria-label={t("leave")}
      onClick={() => (canGoBack ? router.history.back() : void navigate({ to: "/" }))}
    >
      <CloseIcon />
    </button>
  );
}
