import { type FormEvent, useState } from "react";
import { ApiError } from "../../../../client/api.ts";
import { readFailure, serverTime, useNow, useText } from "../../../../ui/index.ts";
import { errorText } from "../../../../ui/errors/text.ts";
import { newUuid } from "../../../new-uuid.ts";
import { server } from "../../../server.ts";
import { SendIcon } from "../../../shell/icons.tsx";
import { type RoomStore, useRoom } from "../room/room-store.ts";
import { liveText } from "../text.ts";
import styles from "./chat.module.css";
import { pauseNow, secondsLeft } from "./slow-mode.ts";

const longestText = 200;

/** Where one writes: counts down in slow mode, says why one may not write, and keeps the words when they were refused. */
export function Composer({ store }: { readonly store: RoomStore }) {
  const t = useText(liveText);
  const [text, setText] = useState("");
  const { say, isSending, lastSaidMs, refusal, clearRefusal } = useSay(store);
  const placeholder = usePlaceholder(store, lastSaidMs);
  const status = useRoom(store, (room) => room.show.status);
  const isOnAir = status === "on_air";
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const words = text.trim();
    if (words === "" || placeholder.isPaused || isSending) return;
    // What was typed meanwhile stays.
    if (await say(words)) setText((now) => (now.trim() === words ? "" : now));
  };
  return (
    <form className={styles.composer} onSubmit={(event) => void submit(event)}>
      <input
        value={text}
        maxLength={longestText}
        enterKeyHint="send"
        autoComplete="off"
        disabled={!isOnAir}
        aria-label={t("write")}
        aria-invalid={refusal !== undefined}
        placeholder={isOnAir ? placeholder.words : t(status === "planned" ? "chatClosed" : "ended")}
        onChange={(event) => {
          setText(event.target.value);
          clearRefusal();
        }}
      />
      {(text !== "" || isSending) && (
        <button
          type="submit"
          aria-label={t("send")}
          aria-busy={isSending}
          disabled={placeholder.isPaused || isSending}
        >
          {placeholder.isPaused && placeholder.seconds !== undefined ? placeholder.seconds : <SendIcon />}
        </button>
      )}
      <p role="alert">{refusal}</p>
    </form>
  );
}

function usePlaceholder(store: RoomStore, lastSaidMs: number | undefined) {
  const t = useText(liveText);
  const nowMs = useNow().getTime();
  const mutedUntil = useRoom(store, (room) => room.mutedUntil);
  const slowModeSeconds = useRoom(store, (room) => room.rules.slowModeSeconds);
  const pause = pauseNow({ mutedUntil, slowModeSeconds, lastSaidMs }, nowMs);
  if (pause === undefined) return { words: t("saySomething"), isPaused: false, seconds: undefined };
  const seconds = secondsLeft(pause, nowMs);
  const words =
    pause.why === "slow"
      ? t("slowMode", { seconds: seconds ?? 0 })
      : seconds === undefined
        ? t("muted")
        : t("mutedFor", { minutes: Math.max(1, Math.round(seconds / 60)) });
  return { words, isPaused: true, seconds };
}

function useSay(store: RoomStore) {
  const refusalOf = useRefusal();
  const [isSending, setIsSending] = useState(false);
  const [lastSaidMs, setLastSaidMs] = useState<number>();
  const [refusal, setRefusal] = useState<string>();
  /** The same words keep their number until they have arrived: a retry is not a second message. */
  const [attempt, setAttempt] = useState({ text: "", clientId: "" });
  const say = async (text: string): Promise<boolean> => {
    const clientId = attempt.text === text ? attempt.clientId : newUuid();
    setAttempt({ text, clientId });
    setIsSending(true);
    try {
      const params = { id: store.get().show.id };
      store.hear(
        await server.call("POST /api/v1/front/shows/{id}/chat", { params, body: { text, clientId } }),
      );
      setLastSaidMs(serverTime());
      setAttempt({ text: "", clientId: "" });
      return true;
    } catch (error) {
      setRefusal(refusalOf(error));
      if (!(error instanceof ApiError)) return false;
      const { until, waitSeconds } = detailsOf(error);
      if (error.code === "chat_muted") store.mute(until ?? "+275760-09-13T00:00:00.000Z");
      if (error.code === "too_many_requests" && waitSeconds !== undefined) {
        const { slowModeSeconds } = store.get().rules;
        setLastSaidMs(serverTime() + (waitSeconds - slowModeSeconds) * 1000);
      }
      return false;
    } finally {
      setIsSending(false);
    }
  };
  return { say, isSending, lastSaidMs, refusal, clearRefusal: () => setRefusal(undefined) };
}

function useRefusal(): (error: unknown) => string {
  const t = useText(liveText);
  const errors = useText(errorText);
  return (error) => {
    if (error instanceof ApiError && error.code === "chat_refused") {
      return t(detailsOf(error).reason === "link" ? "noLinks" : "noSuchWord");
    }
    return errors(readFailure(error).code);
  };
}

type Details = { readonly reason?: string; readonly until?: string; readonly waitSeconds?: number };

function detailsOf(error: ApiError): Details {
  return typeof error.details === "object" && error.details !== null ? error.details : {};
}
