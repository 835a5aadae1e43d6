import { SettingOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { useEffect, useRef, useState } from "react";
import { Empty, useText } from "../../../../ui/index.ts";
import { useAct } from "../../../act.ts";
import { server } from "../../../server.ts";
import { useMay } from "../../../session.ts";
import type { ChatMessage } from "../room/use-room.ts";
import styles from "../studio.module.css";
import { studioText } from "../text.ts";
import { ChatLine } from "./chat-line.tsx";
import { RulesDrawer } from "./rules-drawer.tsx";

type Props = {
  readonly showId: string;
  readonly messages: readonly ChatMessage[];
  readonly onAir: boolean;
};

/** What viewers write, newest at the bottom; moderation at each line; the host's answer below. */
export function Chat({ showId, messages, onAir }: Props) {
  const t = useText(studioText);
  const may = useMay();
  const [rulesOpen, setRulesOpen] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const toEnd = () => list.current?.scrollTo({ top: list.current.scrollHeight });
  useEffect(() => {
    if (atEnd) list.current?.scrollTo({ top: list.current.scrollHeight });
  });
  return (
    <div className={styles.chat}>
      <h2>
        {t("chat")}
        {may("shows.moderate") && (
          <Button size="small" icon={<SettingOutlined />} onClick={() => setRulesOpen(true)}>
            {t("rules")}
          </Button>
        )}
      </h2>
      {messages.length === 0 && <Empty title={t("chatEmpty")}>{t("chatEmptyHint")}</Empty>}
      <ul
        ref={list}
        onScroll={({ currentTarget: box }) =>
          setAtEnd(box.scrollHeight - box.scrollTop - box.clientHeight < 40)
        }
      >
        {messages.map((message) => (
          <ChatLine key={message.id} showId={showId} message={message} />
        ))}
      </ul>
      {!atEnd && (
        <button type="button" className={styles.newest} onClick={toEnd}>
          {t("newest")}
        </button>
      )}
      {may("shows.host") && <Reply showId={showId} disabled={!onAir} />}
      <RulesDrawer showId={showId} open={rulesOpen} onClose={() => setRulesOpen(false)} />
    </div>
  );
}

function Reply({ showId, disabled }: { readonly showId: string; readonly disabled: boolean }) {
  const t = useText(studioText);
  const [text, setText] = useState("");
  const say = useAct(
    (words: string) =>
      server.call("POST /api/v1/shows/{id}/chat", { params: { id: showId }, body: { text: words } }),
    { onDone: () => setText("") },
  );
  return (
    <form
      className={styles.reply}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") say.mutate(text.trim());
      }}
    >
      <Input
        value={text}
        maxLength={300}
        disabled={disabled}
        placeholder={t("reply")}
        aria-label={t("reply")}
        onChange={({ target }) => setText(target.value)}
      />
      <Button
        type="primary"
        htmlType="submit"
        disabled={disabled || text.trim() === ""}
        loading={say.isPending}
      >
        {t("send")}
      </Button>
    </form>
  );
}
