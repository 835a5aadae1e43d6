import { MailOutlined, MessageOutlined } from "@ant-design/icons";
import { Button, Input, Popconfirm } from "antd";
import { useDeferredValue, useState } from "react";
import type { ResultOf } from "../../../client/api.ts";
import type { AllRoutes } from "../../../../contract/routes.ts";
import { Empty, RelativeTime, useText } from "../../../ui/index.ts";
import { useAct } from "../../act.ts";
import { useLoad } from "../../load.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { Page, Sheet } from "../../parts/page.tsx";
import { server } from "../../server.ts";
import { codeOf } from "./code-of.ts";
import styles from "./outbox.module.css";
import { OutboxMessage } from "./outbox-message.tsx";
import { outboxText } from "./text.ts";

export type Message = ResultOf<AllRoutes["GET /api/v1/demo/outbox"]>["items"][number];
const everyMs = 3000;

/** What the demo sent: codes to type in, mails to read. */
export function OutboxPage() {
  const t = useText(outboxText);
  const [typed, setTyped] = useState("");
  const to = useDeferredValue(typed.trim());
  const [openId, setOpenId] = useState<string>();
  const outbox = useLoad(
    "GET /api/v1/demo/outbox",
    { query: { limit: 100, ...(to === "" ? {} : { to }) } },
    { everyMs },
  );
  const empty = useAct(() => server.call("DELETE /api/v1/demo/outbox"), {
    done: t("emptied"),
    refresh: ["GET /api/v1/demo/outbox"],
  });
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      actions={
        <>
          <Input
            allowClear
            value={typed}
            placeholder={t("search")}
            aria-label={t("search")}
            onChange={({ target }) => setTyped(target.value)}
            style={{ width: 240 }}
          />
          <Popconfirm
            title={t("emptyAsk")}
            okText={t("empty")}
            cancelText={t("cancel")}
            onConfirm={() => empty.mutate(undefined)}
          >
            <Button loading={empty.isPending}>{t("empty")}</Button>
          </Popconfirm>
        </>
      }
    >
      <Loaded query={outbox} rows={6}>
        {({ items }) => {
          if (items.length === 0)
            return (
              <Sheet>
                <Empty title={t("emptyTitle")}>{t("emptyHint")}</Empty>
              </Sheet>
            );
          const open = items.find(({ id }) => id === openId) ?? items[0];
          return (
            <div className={styles.box}>
              <Sheet flush>
                <ul className={styles.list}>
                  {items.map((message) => (
                    <Line
                      key={message.id}
                      message={message}
                      open={message.id === open?.id}
                      onOpen={() => setOpenId(message.id)}
                    />
                  ))}
                </ul>
              </Sheet>
              {open !== undefined && <OutboxMessage key={open.id} message={open} />}
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
}

type LineProps = { readonly message: Message; readonly open: boolean; readonly onOpen: () => void };

function Line({ message, open, onOpen }: LineProps) {
  const t = useText(outboxText);
  const code = codeOf(message);
  return (
    <li>
      <button type="button" aria-current={open} onClick={onOpen}>
        {message.channel === "email" ? (
          <MailOutlined aria-label={t("email")} />
        ) : (
          <MessageOutlined aria-label={t("sms")} />
        )}
        <span>
          <b>{message.subject || message.text}</b>
          <small>{message.to}</small>
        </span>
        {code !== undefined && <strong>{code}</strong>}
        <small>
          <RelativeTime at={message.at} />
        </small>
      </button>
    </li>
  );
}
