import { Link } from "@tanstack/react-router";
import type { Show } from "../../parts/show-card.tsx";
import { Picture, useFormat, useLocalText, useText } from "../../../ui/index.ts";
import styles from "./agenda.module.css";
import { homeText } from "./text.ts";

/** Shows to come, one below the other. */
export function Agenda({ shows }: { readonly shows: readonly Show[] }) {
  return (
    <ul className={styles.agenda}>
      {shows.map((show) => (
        <li key={show.id}>
          <Entry show={show} />
        </li>
      ))}
    </ul>
  );
}

function Entry({ show }: { readonly show: Show }) {
  const t = useText(homeText);
  const text = useLocalText();
  const format = useFormat();
  return (
    <Link to="/live/$showId" params={{ showId: show.id }} className={styles.entry}>
      <Picture src={show.coverUrl} alt="" />
      <span>
        <strong>{text(show.title)}</strong>
        <small>{t("hostedBy", { name: show.hostName })}</small>
      </span>
      <time dateTime={show.startsAt}>
        <b>{format.date(show.startsAt, "time")}</b>
        <small>{format.date(show.startsAt, "day")}</small>
      </time>
    </Link>
  );
}
