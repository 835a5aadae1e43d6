import { useState } from "react";
import { useFormat, useText } from "../../../../ui/index.ts";
import { SoundIcon } from "../../../shell/icons.tsx";
import { useOnline } from "../../../shell/network-notice.tsx";
import type { RoomStore } from "../room/room-store.ts";
import { useRoom } from "../room/room-store.ts";
import { liveText } from "../text.ts";
import styles from "./picture.module.css";
import { type Playback, usePlayback } from "./use-playback.ts";

type Props = { readonly store: RoomStore; readonly onLike: (x: number, y: number) => void };

/** The show's picture, as large as the screen; what is known when there is none. Two taps are a like. */
export function LivePicture({ store, onLike }: Props) {
  const t = useText(liveText);
  const show = useRoom(store, (room) => room.show);
  const wanted = useWanted(show.status === "on_air", show.publishing);
  const { attach, ...playback } = usePlayback(show.id, wanted);
  const isOver = show.status === "ended" || show.status === "cancelled";
  return (
    <div
      className={styles.picture}
      data-wide={playback.isWide}
      onDoubleClick={(event) => onLike(event.clientX, event.clientY)}
    >
      <img className={styles.cover} src={show.coverUrl} alt="" data-sharp={playback.state === "idle"} />
      <video
        ref={attach}
        playsInline
        muted
        disablePictureInPicture
        aria-label={t("picture")}
        data-shown={wanted && (playback.hasMoved || playback.state === "live")}
      />
      {!isOver && <State playback={playback} startsAt={show.startsAt} status={show.status} />}
      {wanted && <SoundButton playback={playback} />}
    </div>
  );
}

/** Once there was a picture it is kept open while the host is away for a moment: the last frame stays. */
function useWanted(isOnAir: boolean, isPublishing: boolean): boolean {
  const [begun, setBegun] = useState(isPublishing);
  if (isPublishing && !begun) setBegun(true);
  return isOnAir && (begun || isPublishing);
}

function SoundButton({
  playback: { isMuted, setMuted },
}: {
  readonly playback: Pick<Playback, "isMuted" | "setMuted">;
}) {
  const t = useText(liveText);
  return (
    <button
      type="button"
      className={styles.sound}
      data-muted={isMuted}
      aria-label={t(isMuted ? "soundOn" : "soundOff")}
      onClick={() => setMuted(!isMuted)}
    >
      <SoundIcon on={!isMuted} />
      {isMuted && <span>{t("tapForSound")}</span>}
    </button>
  );
}

type StateProps = {
  readonly playback: Pick<Playback, "state" | "isMoving" | "hasMoved">;
  readonly startsAt: string;
  readonly status: string;
};

function State({ playback, startsAt, status }: StateProps) {
  const t = useText(liveText);
  const format = useFormat();
  const online = useOnline();
  if (playback.isMoving) return null;
  if (status === "planned") {
    return (
      <output className={styles.state}>
        <strong>{t("startsAt", { time: format.date(startsAt, "moment") })}</strong>
        <span>{t("startsHint")}</span>
      </output>
    );
  }
  const words = wordsFor(playback, online);
  return (
    <output className={styles.state}>
      {words !== "refused" && <i aria-hidden="true" />}
      <strong>{t(words)}</strong>
      {(words === "hostComing" || words === "hostAway") && <span>{t("startsHint")}</span>}
    </output>
  );
}

/** While the host is away the session is tried again and again; that is not told, only what it means. */
function wordsFor({ state, hasMoved }: StateProps["playback"], online: boolean) {
  if (!online) return "retrying";
  if (state === "idle") return "hostComing";
  if (state === "refused") return "refused";
  if (hasMoved || state === "waiting") return "hostAway";
  return state === "retrying" ? "retrying" : "connecting";
}
