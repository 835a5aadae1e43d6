import { useNavigate } from "@tanstack/react-router";
import { Calendar } from "antd";
import { useFormat, useLocalText } from "../../../ui/index.ts";
import { Sheet } from "../../parts/page.tsx";
import { wallTimeOf } from "../../parts/wall-time.ts";
import type { ShowItem } from "./show-row.tsx";
import styles from "./shows.module.css";

type Props = { readonly shows: readonly ShowItem[]; readonly onPick: (showId: string) => void };

/** The shows of a month on the shop's calendar: an ended one leads to its report, one on air to its studio. */
export function ShowCalendar({ shows, onPick }: Props) {
  const format = useFormat();
  const local = useLocalText();
  const navigate = useNavigate();
  const byDay = Map.groupBy(shows, (show) =>
    wallTimeOf(show.startedAt ?? show.startsAt, format.locale.timeZone).slice(0, 10),
  );
  const open = (show: ShowItem) => {
    const params = { showId: show.id };
    if (show.status === "planned") onPick(show.id);
    else if (show.status === "on_air") void navigate({ to: "/studio/$showId", params });
    else void navigate({ to: "/reports/shows/$showId", params });
  };
  return (
    <Sheet>
      <Calendar
        cellRender={(day, { type }) =>
          type === "date" && (
            <ul className={styles.dayShows}>
              {(byDay.get(day.format("YYYY-MM-DD")) ?? []).map((show) => (
                <li key={show.id}>
                  <button type="button" data-status={show.status} onClick={() => open(show)}>
                    <time>{format.date(show.startedAt ?? show.startsAt, "time")}</time> {local(show.title)}
                  </button>
                </li>
              ))}
            </ul>
          )
        }
      />
    </Sheet>
  );
}
