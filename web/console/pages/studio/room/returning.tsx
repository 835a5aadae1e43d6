import { Avatar, RelativeTime, useLocalText, useText } from "../../../../ui/index.ts";
import styles from "../studio.module.css";
import { studioText } from "../text.ts";
import type { Returning } from "./use-room.ts";

/** Members who came back, newest first, with what they agreed to share. */
export function ReturningList({ returning }: { readonly returning: readonly Returning[] }) {
  const t = useText(studioText);
  const local = useLocalText();
  return (
    <div className={styles.panel}>
      <h2>{t("returning")}</h2>
      {returning.length === 0 && <p className={styles.hint}>{t("returningEmpty")}</p>}
      <ul className={styles.people}>
        {returning.map((one) => (
          <li key={one.memberId}>
            <Avatar src={one.avatarUrl} name={one.name} size={34} />
            <span>
              <b>{one.name}</b>
              <small>
                {[
                  t("nthShow", { count: one.showsWatched }),
                  one.orders > 0 ? t("ordersSoFar", { count: one.orders }) : "",
                  one.lastBought === undefined ? "" : t("lastBought", { what: local(one.lastBought) }),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </small>
            </span>
            <small>
              <RelativeTime at={one.enteredAt} />
            </small>
          </li>
        ))}
      </ul>
    </div>
  );
}
