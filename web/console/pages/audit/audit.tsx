import { Empty, useFormat, useText } from "../../../ui/index.ts";
import { useList } from "../../load.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { More } from "../../parts/more.tsx";
import { Page, Sheet } from "../../parts/page.tsx";
import { Rows } from "../../parts/rows.tsx";
import styles from "./audit.module.css";
import { auditText } from "./text.ts";
import zh from "./text.zh-CN.ts";

type Deed = Extract<keyof typeof zh, `did_${string}`>;

/** Who did what to which thing, newest first. */
export function AuditPage() {
  const t = useText(auditText);
  const format = useFormat();
  const log = useList("GET /api/v1/audit", { query: { limit: 60 } });
  const deed = (action: string) => {
    const key = `did_${action.replaceAll(".", "_")}`;
    return Object.hasOwn(zh, key) ? t(key as Deed) : action;
  };
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Loaded query={{ data: log.items, error: log.error, refetch: log.refetch }} rows={8}>
        {(items) => (
          <Sheet flush={items.length > 0}>
            {items.length === 0 ? (
              <Empty title={t("emptyTitle")}>{t("emptyHint")}</Empty>
            ) : (
              <Rows
                rows={items}
                rowKey="id"
                columns={[
                  { title: t("at"), render: (_, entry) => format.date(entry.at, "full") },
                  {
                    title: t("actor"),
                    render: (_, entry) => <b>{entry.actor === "set-up" ? t("setUp") : entry.actor}</b>,
                  },
                  { title: t("action"), render: (_, entry) => deed(entry.action) },
                  {
                    title: t("subject"),
                    render: (_, entry) => (
                      <code className={styles.code} title={entry.subject}>
                        {shortened(entry.subject)}
                      </code>
                    ),
                  },
                  {
                    title: t("details"),
                    render: (_, entry) => {
                      const details = detailsOf(entry.details);
                      return (
                        <code className={styles.code} title={details}>
                          {shortened(details)}
                        </code>
                      );
                    },
                  },
                ]}
              />
            )}
            <More list={log} />
          </Sheet>
        )}
      </Loaded>
    </Page>
  );
}

/** Ids of 36 signs say nothing to a reader: their last eight tell them apart, and the whole is in the tooltip. */
function shortened(words: string): string {
  return words.replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{4}([\da-f]{8})/gu, "…$1");
}

/** `{ reason: "…", cents: 5 }` → "reason: …, cents: 5". */
function detailsOf(details: unknown): string {
  if (typeof details !== "object" || details === null) return "";
  return Object.entries(details)
    .map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(", ");
}
