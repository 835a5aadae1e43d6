import { EllipsisOutlined } from "@ant-design/icons";
import { Button, Dropdown, type MenuProps } from "antd";
import { Avatar, useFormat, useText } from "../../../../ui/index.ts";
import { useAct } from "../../../act.ts";
import { server } from "../../../server.ts";
import { useMay } from "../../../session.ts";
import type { ChatMessage } from "../room/use-room.ts";
import styles from "../studio.module.css";
import { studioText } from "../text.ts";

/** One message; whoever moderates may mute its writer or take it off everybody's screen. */
export function ChatLine({ showId, message }: { readonly showId: string; readonly message: ChatMessage }) {
  const t = useText(studioText);
  const format = useFormat();
  const may = useMay();
  const actions = useModeration(showId, message);
  const fromShopper = message.from === "shopper";
  return (
    <li className={styles.message} data-from={message.from}>
      <Avatar src={message.avatarUrl || null} name={message.name} size={28} />
      <p>
        <span>
          <b>{message.name}</b>
          {!fromShopper && <em>{t(message.from === "host" ? "host" : "system")}</em>}
          {fromShopper && message.joined && <em data-member="true">{t("member")}</em>}
          <time dateTime={message.at}>{format.date(message.at, "time")}</time>
        </span>
        {message.text}
      </p>
      {may("shows.moderate") && (
        <Dropdown menu={{ items: actions }} trigger={["click"]} placement="bottomRight">
          <Button
            type="text"
            size="small"
            icon={<EllipsisOutlined />}
            aria-label={t("more", { name: message.name })}
          />
        </Dropdown>
      )}
    </li>
  );
}

const minutesMuted = 10;

function useModeration(showId: string, message: ChatMessage): NonNullable<MenuProps["items"]> {
  const t = useText(studioText);
  const mute = useAct(
    (minutes: number | undefined) =>
      server.call("POST /api/v1/shows/{id}/mutes", {
        params: { id: showId },
        body: {
          memberId: message.memberId ?? "",
          reason: message.text.slice(0, 200),
          ...(minutes === undefined ? {} : { minutes }),
        },
      }),
    { done: t("muted", { name: message.name }), refresh: ["GET /api/v1/shows/{id}/studio"] },
  );
  const remove = useAct(
    () =>
      server.call("DELETE /api/v1/shows/{id}/chat/{messageId}", {
        params: { id: showId, messageId: message.id },
      }),
    { done: t("removed") },
  );
  const ofMember = message.from === "shopper" && message.memberId !== undefined;
  return [
    ...(ofMember
      ? [
          { key: "10", label: t("mute10"), onClick: () => mute.mutate(minutesMuted) },
          { key: "show", label: t("muteShow"), onClick: () => mute.mutate(undefined) },
        ]
      : []),
    { key: "remove", label: t("remove"), danger: true, onClick: () => remove.mutate(undefined) },
  ];
}
