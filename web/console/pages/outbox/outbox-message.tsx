import { Collapse, Segmented } from "antd";
import { useState } from "react";
import { useFormat, useText } from "../../../ui/index.ts";
import { Sheet } from "../../parts/page.tsx";
import { Pill } from "../../parts/pill.tsx";
import { codeOf } from "./code-of.ts";
import type { Message } from "./outbox.tsx";
import styles from "./outbox.module.css";
import { outboxText } from "./text.ts";

/** One message as its reader gets it. The mail's own page runs no scripts and cannot reach this one. */
export function OutboxMessage({ message }: { readonly message: Message }) {
  const t = useText(outboxText);
  const format = useFormat();
  const [look, setLook] = useState<"mail" | "text">("mail");
  const code = codeOf(message);
  const unsubscribe = headerOf(message, "list-unsubscribe");
  const asMail = message.html !== undefined && look === "mail";
  return (
    <Sheet>
      <div className={styles.about}>
        <h2>{message.subject || t(message.channel)}</h2>
        <p>
          {t("to", { to: message.to })} · {format.date(message.at, "full")}
        </p>
        {code !== undefined && (
          <p className={styles.code}>
            <small>{t("code")}</small> {code}
          </p>
        )}
        {unsubscribe !== undefined && (
          <p className={styles.unsubscribe}>
            <Pill tone="good">{t("unsubscribe")}</Pill> <code>{unsubscribe}</code>
          </p>
        )}
        {message.html !== undefined && (
          <Segmented<"mail" | "text">
            size="small"
            value={look}
            onChange={setLook}
            options={[
              { value: "mail", label: t("asMail") },
              { value: "text", label: t("asText") },
            ]}
          />
        )}
      </div>
      {asMail ? (
        <iframe title={t("frame")} sandbox="" srcDoc={message.html} className={styles.mail} />
      ) : (
        <pre className={styles.text}>{message.text}</pre>
      )}
      {Object.keys(message.headers).length > 0 && (
        <Collapse
          ghost
          size="small"
          items={[
            {
              key: "headers",
              label: t("headers"),
              children: (
                <dl className={styles.headers}>
                  {Object.entries(message.headers).map(([name, value]) => (
                    <div key={name}>
                      <dt>{name}</dt>
                      <dd>{value}</dd>
                    </div>
                  ))}
                </dl>
              ),
            },
          ]}
        />
      )}
    </Sheet>
  );
}

function headerOf(message: Message, wanted: string): string | undefined {
  return Object.entries(message.headers).find(([name]) => name.toLowerCase() === wanted)?.[1];
}
