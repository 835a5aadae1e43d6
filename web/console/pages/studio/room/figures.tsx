import { useFormat, useText } from "../../../../ui/index.ts";
import styles from "../studio.module.css";
import { studioText } from "../text.ts";
import type { Figures } from "./use-room.ts";

/** The show's figures, large enough to be read from two metres away. */
export function RoomFigures({ figures }: { readonly figures: Figures }) {
  const t = useText(studioText);
  const format = useFormat();
  return (
    <dl className={styles.figures} aria-label={t("figures")}>
      <div data-main="true">
        <dt>{t("gmv")}</dt>
        <dd>{format.money(figures.gmvCents)}</dd>
      </div>
      <div>
        <dt>{t("current")}</dt>
        <dd>{format.number(figures.current)}</dd>
      </div>
      <div>
        <dt>{t("viewers")}</dt>
        <dd>{format.number(figures.viewers)}</dd>
      </div>
      <div>
        <dt>{t("orders")}</dt>
        <dd>{format.number(figures.orders)}</dd>
      </div>
      <div>
        <dt>{t("likes")}</dt>
        <dd>{format.compact(figures.likes)}</dd>
      </div>
      <div>
        <dt>{t("newMembers")}</dt>
        <dd>{format.number(figures.newMembers)}</dd>
      </div>
    </dl>
  );
}
