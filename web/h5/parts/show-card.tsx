import { Link } from "@tanstack/react-router";
import type { AllRoutes } from "../../../contract/routes.ts";
import type { ResultOf } from "../../client/api.ts";
import { Picture, useFormat, useLocalText, useText } from "../../ui/index.ts";
import styles from "./cards.module.css";
import { partsText } from "./text.ts";

export type Show = ResultOf<AllRoutes["GET /api/v1/front/shows"]>["onAir"][number];

/** A show as a poster: on air with its viewers, or with the time it begins. */
export function ShowCard({ show, eager = false }: { readonly show: Show; readonly eager?: boolean }) {
  const t = useText(partsText);
  const text = useLocalText();
  const format = useFormat();
  const onAir = show.status === "on_air";
  return (
    <Link to="/live/$showId" params={{ showId: show.id }} className={styles.show}>
      <Picture src={show.coverUrl} alt="" shape="tall" eager={eager} />
      <span className={styles.badge} data-live={onAir}>
        {onAir ? (
          <>
            <i aria-hidden="true" />
            {t("live")} · {t("watching", { count: format.compact(show.viewers) })}
          </>
        ) : (
          format.date(show.startsAt, "moment")
        )}
      </span>
      <span className={styles.showWords}>
        <strong>{text(show.title)}</strong>
        <small>{t("with", { name: show.hostName })}</small>
      </span>
    </Link>
  );
}
