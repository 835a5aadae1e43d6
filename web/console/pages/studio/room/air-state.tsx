import { formatDuration } from "../../../../ui/format.ts";
import { useNow, useText } from "../../../../ui/index.ts";
import styles from "../studio.module.css";
import { studioText } from "../text.ts";
import type { RoomState } from "./use-room.ts";

/** Off air, on air and for how long, or over. */
export function AirState({ show }: { readonly show: RoomState["show"] }) {
  const t = useText(studioText);
  const now = useNow();
  if (show.status !== "on_air" || show.startedAt === undefined) {
    const word = ({ planned: "offAir", on_air: "onAir", ended: "ended", cancelled: "cancelled" } as const)[
      show.status
    ];
    return <span className={styles.state}>{t(word)}</span>;
  }
  const seconds = (now.getTime() - new Date(show.startedAt).getTime()) / 1000;
  return (
    <span className={styles.state} data-on-air="true">
      <i aria-hidden />
      {t("onAir")} {formatDuration(seconds)}
    </span>
  );
}
