import { Empty, RelativeTime, useLocalText, useText } from "../../../ui/index.ts";
import styles from "./my-data.module.css";
import type { Contact } from "./contact.ts";
import { myDataText } from "./text.ts";

/** What the shop sent lately, and why: the same words the shop's own people see. */
export function Sent({ contact: { recent } }: { readonly contact: Contact }) {
  const t = useText(myDataText);
  const text = useLocalText();
  return (
    <section className={styles.block}>
      <h2>{t("sent")}</h2>
      {recent.length === 0 && <Empty title={t("nothingSent")} />}
      <ul className={styles.sent}>
        {recent.map((touch) => (
          <li key={touch.touchId}>
            <strong>{text(touch.subject)}</strong>
            <span>{t("because", { why: text(touch.why) })}</span>
            <small>
              <RelativeTime at={touch.at} /> · {t(touch.channel)} ·{" "}
              {t(touch.class === "service" ? "service" : touch.purpose)}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}
