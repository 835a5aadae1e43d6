import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { Empty, useText } from "../../../../ui/index.ts";
import type { RoomState } from "../room/use-room.ts";
import styles from "../studio.module.css";
import { studioText } from "../text.ts";
import { Controls } from "./controls.tsx";
import { Quality } from "./quality.tsx";
import { SourceChoice } from "./source-choice.tsx";
import type { Source, SourceTrouble } from "./sources.ts";
import type { Broadcast } from "./use-broadcast.ts";

export type StageProps = {
  readonly showId: string;
  readonly show: RoomState["show"];
  readonly source: Source | undefined;
  readonly stream: MediaStream | undefined;
  readonly trouble: SourceTrouble | undefined;
  readonly broadcast: Broadcast;
  /** Whether this page sends the picture while the show is on air. */
  readonly sending: boolean;
  readonly onSource: (source: Source | undefined) => void;
  readonly onSending: (sending: boolean) => void;
  /** The show was opened or closed. */
  readonly onChanged: () => void;
};

/** The picture as it will be or is sent, and what can be done with it. */
export function Stage(props: StageProps) {
  const { show, source, stream, trouble, broadcast, onSource } = props;
  const t = useText(studioText);
  const over = show.status === "ended" || show.status === "cancelled";
  if (over) return <Over showId={props.showId} cancelled={show.status === "cancelled"} />;
  return (
    <section className={styles.stage} aria-label={t("picture")}>
      <div className={styles.screen}>
        {source === undefined || trouble !== undefined ? (
          <SourceChoice trouble={trouble} onSource={onSource} />
        ) : (
          <Preview stream={stream} mirrored={source.kind === "camera"} />
        )}
        {broadcast.state !== undefined && <Quality broadcast={broadcast} />}
      </div>
      <Controls {...props} />
    </section>
  );
}

/** A host sees herself as in a mirror; viewers see her as she is. */
function Preview({ stream, mirrored }: { stream: MediaStream | undefined; mirrored: boolean }) {
  const t = useText(studioText);
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current !== null) video.current.srcObject = stream ?? null;
  }, [stream]);
  return (
    <>
      <video ref={video} autoPlay muted playsInline data-mirrored={mirrored} aria-label={t("picture")} />
      {stream === undefined && <p className={styles.opening}>{t("opening")}</p>}
    </>
  );
}

function Over({ showId, cancelled }: { readonly showId: string; readonly cancelled: boolean }) {
  const t = useText(studioText);
  return (
    <section className={styles.over}>
      <Empty
        title={t(cancelled ? "cancelledTitle" : "endedTitle")}
        action={
          <span className={styles.overLinks}>
            {!cancelled && (
              <Link to="/reports/shows/$showId" params={{ showId }}>
                {t("toReport")}
              </Link>
            )}
            <Link to="/shows">{t("toShows")}</Link>
          </span>
        }
      >
        {cancelled ? "" : t("endedHint")}
      </Empty>
    </section>
  );
}
