import { Empty, useFormat, useLocalText, useText } from "../../../ui/index.ts";
import { useList } from "../../load.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { More } from "../../parts/more.tsx";
import styles from "./member.module.css";
import { memberText } from "./text.ts";

/** Everything of one member in one line of time, newest first, by days. */
export function Timeline({ memberId }: { readonly memberId: string }) {
  const t = useText(memberText);
  const format = useFormat();
  const local = useLocalText();
  const timeline = useList("GET /api/v1/members/{id}/timeline", {
    params: { id: memberId },
    query: { limit: 60 },
  });
  return (
    <Loaded query={{ data: timeline.items, error: timeline.error, refetch: timeline.refetch }} rows={6}>
      {(items) => {
        if (items.length === 0) return <Empty title={t("timelineEmpty")} />;
        const days = Map.groupBy(items, (entry) => format.date(entry.at));
        return (
          <>
            {[...days].map(([day, entries]) => (
              <section key={day} className={styles.day}>
                <h2>{day}</h2>
                <ol>
                  {entries.map((entry) => (
                    <li key={`${entry.at} ${entry.type} ${local(entry.title)}`} data-chapter={entry.chapter}>
                      <time dateTime={entry.at}>{format.date(entry.at, "time")}</time>
                      <span>{t(`chapter_${entry.chapter}`)}</span>
                      <p>{local(entry.title)}</p>
                    </li>
                  ))}
                </ol>
              </section>
            ))}
            <More list={timeline} />
          </>
        );
      }}
    </Loaded>
  );
}
