import { useFormat, useText } from "../../../../ui/index.ts";
import styles from "../studio.module.css";
import { studioText } from "../text.ts";
import type { Broadcast } from "./use-broadcast.ts";

const fewestFrames = 15;
const largestLoss = 0.03;
const longestRoundTripMs = 300;

/** How the picture gets out: frames a second, round trip and loss, with one word for all of it. */
export function Quality({ broadcast }: { readonly broadcast: Broadcast }) {
  const t = useText(studioText);
  const format = useFormat();
  const { state = "connecting", stats } = broadcast;
  const weak =
    stats !== undefined &&
    (stats.framesPerSecond < fewestFrames ||
      stats.lossShare > largestLoss ||
      (stats.roundTripMs ?? 0) > longestRoundTripMs);
  const tone = state === "live" ? (weak ? "weak" : "good") : state === "connecting" ? "plain" : "bad";
  return (
    <output className={styles.quality} data-tone={tone}>
      <b>
        <i aria-hidden />
        {t(tone === "weak" ? "weak" : state)}
      </b>
      {state === "live" && stats !== undefined && (
        <span>
          {t("quality", {
            fps: Math.round(stats.framesPerSecond),
            rtt: stats.roundTripMs === undefined ? "–" : Math.round(stats.roundTripMs),
            loss: format.share(stats.lossShare),
          })}
        </span>
      )}
    </output>
  );
}
