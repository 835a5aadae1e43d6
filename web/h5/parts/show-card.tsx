import { Link } from "@tanstack/react-router";
import type { AllRoutes } from "../../../contract/routes.ts";
import type { ResultOf } from "../../client/api.ts";
import { Picture, useFormat, useLocalText, useText } from "../../ui/index.ts";
import styles from "./cards.module.css";
import { partsText } from "./text.ts";

export type Show = ResultOf<AllRoutes["GET /api/v1/front/shows"]>["onAir"][number];

type Props = {
  readonly show: Show;
  /** The one to enter now: takes two columns and says how many are in. */
  readonly hero?: boolean;
  /** Load the picture at once. */
  readonly eager?: boolean;
};

/** A show as a poster: on air with its viewers, or with the time it begins. */
export function ShowCard({ show, hero = false, eager = false }: Props) {
  const t = useText(partsText);
  const text = useLocalText();
  const format = useFormat();
  const onAir = show.status === "on_air";
  const count = format.compact(show.viewers);
  return (
    <Link to="/live/$showId" params={{ showId: show.id }} className={styles.show} data-hero={hero}>
      <Picture src={show.coverUrl} alt="" shape="tall" eager={eager} />
      <span className={styles.badge} data-live={onAir}>
        {onAir ? (
          <>
            <i aria-hidden="true" />
            {t("live")}
            {show.viewers > 0 && ` · ${hero ? t("watching", { count }) : count}`}
          </>
        ) : (
          format.date(show.startsAt, "moment")
        )}
      </span>
      <span className={styles.showWords}>
        <strong>{text(show.title)}</strong>
        <small>{t("with", { name: show.hostName })}</small>
      </span>
      {hero && <span className={styles.enter}>{t("enter")}</span>}
    </Link>
  );
}
