import { useLayoutEffect, useRef, useState } from "react";
import { useText } from "../../../../ui/index.ts";
import type { ChatMessage } from "../room/room.ts";
import { type RoomStore, useRoom } from "../room/room-store.ts";
import { liveText } from "../text.ts";
import styles from "./chat.module.css";

type Props = { readonly store: RoomStore; readonly memberId: string };

/** The conversation, newest below. Who scrolls up reads in peace; a button leads back to the newest. */
export function ChatList({ store, memberId }: Props) {
  const t = useText(liveText);
  const chat = useRoom(store, (room) => room.chat);
  const list = useRef<HTMLDivElement>(null);
  const [isAway, setIsAway] = useState(false);
  const toNewest = () => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
  };
  useLayoutEffect(() => {
    if (!isAway && chat.length > 0) toNewest();
  }, [chat, isAway]);
  return (
    <div className={styles.listFrame}>
      <div
        ref={list}
        className={styles.list}
        role="log"
        aria-label={t("chat")}
        // What scrolls must be reachable by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) =>
          setIsAway(scrollHeight - scrollTop - clientHeight > 40)
        }
      >
        <ul>
          <li className={styles.rules}>{t("rules")}</li>
          {chat.map((message) => (
            <Line key={message.id} message={message} own={message.memberId === memberId} />
          ))}
        </ul>
      </div>
      {isAway && (
        <button
          type="button"
          className={styles.newest}
          onClick={() => {
            toNewest();
            setIsAway(false);
          }}
        >
          {t("newest")}
        </button>
      )}
    </div>
  );
}

function Line({ message, own }: { readonly message: ChatMessage; readonly own: boolean }) {
  const t = useText(liveText);
  const { from, joined, name, text } = message;
  return (
    <li data-from={from} data-own={own}>
      {from === "host" && <em>{t("host")}</em>}
      {from === "shopper" && joined && <em data-member="true">{t("member")}</em>}
      {from !== "system" && <b>{own ? t("me") : name}</b>}
      <span>{text}</span>
    </li>
  );
}
