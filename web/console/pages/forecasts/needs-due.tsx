import { Link } from "@tanstack/react-router";
import { Segmented } from "antd";
import { useState } from "react";
import { Empty, ProductPicture, useFormat, useLocalText, useText } from "../../../ui/index.ts";
import { useList } from "../../load.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { More } from "../../parts/more.tsx";
import { Sheet } from "../../parts/page.tsx";
import { Rows } from "../../parts/rows.tsx";
import styles from "./forecasts.module.css";
import { forecastsText } from "./text.ts";

/** Who will need what soon, soonest first. */
export function NeedsDue() {
  const t = useText(forecastsText);
  const format = useFormat();
  const local = useLocalText();
  const [withinDays, setWithinDays] = useState(30);
  const needs = useList("GET /api/v1/needs", { query: { withinDays, limit: 50 } });
  return (
    <>
      <div className={styles.filters}>
        <Segmented<number>
          value={withinDays}
          onChange={setWithinDays}
          options={[7, 14, 30, 90].map((count) => ({ value: count, label: t("within", { count }) }))}
        />
      </div>
      <Loaded query={{ data: needs.items, error: needs.error, refetch: needs.refetch }} rows={6}>
        {(items) => (
          <Sheet flush={items.length > 0}>
            {items.length === 0 ? (
              <Empty title={t("needsEmpty")}>{t("needsEmptyHint")}</Empty>
            ) : (
              <Rows
                rows={items}
                rowKey={({ memberId, productId }) => `${memberId} ${productId}`}
                columns={[
                  { title: t("due"), render: (_, need) => <b>{format.date(need.dueAt, "day")}</b> },
                  {
                    title: t("member"),
                    render: (_, { memberId, memberName }) => (
                      <Link to="/members/$memberId" params={{ memberId }}>
                        {memberName}
                      </Link>
                    ),
                  },
                  {
                    title: t("product"),
                    render: (_, need) => (
                      <span className={styles.product}>
                        <span>
                          <ProductPicture src={need.pictureUrl || null} alt="" />
                        </span>
                        {local(need.title)}
                      </span>
                    ),
                  },
                  {
                    title: t("interval"),
                    render: (_, need) =>
                      `${format.date(need.earliestAt, "day")} – ${format.date(need.latestAt, "day")}`,
                  },
                  {
                    title: t("chance"),
                    align: "right",
                    render: (_, { chance }) => format.share(chance, 0),
                  },
                  { title: t("basis"), render: (_, { basis }) => t(`basis_${basis}`) },
                  {
                    title: t("lastBought"),
                    render: (_, { lastBoughtAt }) => format.date(lastBoughtAt, "day"),
                  },
                ]}
              />
            )}
            <More list={needs} />
          </Sheet>
        )}
      </Loaded>
    </>
  );
}
