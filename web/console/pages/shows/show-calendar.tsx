import { useNavigate } from "@tanstack/react-router";
import { Calendar } from "antd";
import { useFormat, useLocalText } from "../../../ui/index.ts";
import { Sheet } from "../../parts/page.tsx";
import { wallTimeOf } from "../../parts/wall-time.ts";
import type { ShowItem } from "./show-row.tsx";
import styles from "./shows.module.css";

/** What is needed of the calendar's own dates. */
type CalendarDay = { format(pattern: string): string };
type Props = { readonly shows: readonly ShowItem[]; readonly onPick: (showId: string) => void };

/** The shows of a month on the shop's calendar: an ended one leads to its report, one on air to its studio. */
export function ShowCalendar({ shows, onPick }: Props) {
  const format = useFormat();
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
  const renderDay = (day: CalendarDay, { type }: { type: string }) =>
    type === "date" && <DayShows shows={byDay.get(day.format("YYYY-MM-DD")) ?? []} onOpen={open} />;
  return (
    <Sheet>
      <Calendar cellRender={renderDay} />
    </Sheet>
  );
}

type DayProps = { readonly shows: readonly ShowItem[]; readonly onOpen: (show: ShowItem) => void };

function DayShows({ shows, onOpen }: DayProps) {
  const format = useFormat();
  const local = useLocalText();
  return (
    <ul className={styles.dayShows}>
      {shows.map((show) => (
        <li key={show.id}>
          <button type="button" data-status={show.status} onClick={() => onOpen(show)}>
            <time>{format.date(show.startedAt ?? show.startsAt, "time")}</time> {local(show.title)}
          </button>
        </li>
      ))}
    </ul>
  );
}
