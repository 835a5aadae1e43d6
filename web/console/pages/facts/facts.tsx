import { Link } from "@tanstack/react-router";
import { Input, Switch } from "antd";
import { useDeferredValue, useState } from "react";
import { Empty, useFormat, useText } from "../../../ui/index.ts";
import { useList } from "../../load.ts";
import { Download } from "../../parts/download.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { More } from "../../parts/more.tsx";
import { Page, Sheet } from "../../parts/page.tsx";
import { Rows } from "../../parts/rows.tsx";
import styles from "./facts.module.css";
import { factsText } from "./text.ts";

const everyMs = 3000;

/** The stream of facts as it was written. */
export function FactsPage() {
  const t = useText(factsText);
  const format = useFormat();
  const [typed, setTyped] = useState("");
  const [live, setLive] = useState(false);
  const type = useDeferredValue(typed.trim());
  const facts = useList(
    "GET /api/v1/facts",
    { query: { limit: 60, ...(type === "" ? {} : { type }) } },
    { everyMs: live ? everyMs : false },
  );
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      actions={
        <>
          <label className={styles.live}>
            <Switch size="small" checked={live} onChange={setLive} /> {t("live")}
          </label>
          <Input
            allowClear
            value={typed}
            placeholder={t("type")}
            aria-label={t("type")}
            onChange={({ target }) => setTyped(target.value)}
            style={{ width: 250 }}
          />
          <Download name="facts.csv">{t("export")}</Download>
        </>
      }
    >
      <Loaded query={{ data: facts.items, error: facts.error, refetch: facts.refetch }} rows={8}>
        {(items) => (
          <Sheet flush={items.length > 0}>
            {items.length === 0 ? (
              <Empty title={t("emptyTitle")}>{t("emptyHint")}</Empty>
            ) : (
              <Rows
                rows={items}
                rowKey="id"
                columns={[
                  { title: t("at"), render: (_, fact) => format.date(fact.at, "full") },
                  {
                    title: t("fact"),
                    render: (_, fact) => (
                      <button type="button" className={styles.type} onClick={() => setTyped(fact.type)}>
                        {fact.type}
                      </button>
                    ),
                  },
                  {
                    title: t("member"),
                    render: (_, { memberId }) =>
                      memberId !== undefined && (
                        <Link to="/members/$memberId" params={{ memberId }}>
                          {t("member")}
                        </Link>
                      ),
                  },
                  {
                    title: t("data"),
                    render: (_, fact) => <code className={styles.data}>{JSON.stringify(fact.data)}</code>,
                  },
                ]}
              />
            )}
            <More list={facts} />
          </Sheet>
        )}
      </Loaded>
    </Page>
  );
}
