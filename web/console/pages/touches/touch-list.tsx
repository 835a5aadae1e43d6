import { Segmented } from "antd";
import { useState } from "react";
import { Empty, useText } from "../../../ui/index.ts";
import { useList } from "../../load.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { More } from "../../parts/more.tsx";
import { Sheet } from "../../parts/page.tsx";
import { TouchTable } from "./touch-table.tsx";
import styles from "./touches.module.css";
import { touchesText } from "./text.ts";
import { WhyDrawer } from "./why-drawer.tsx";

const filters = ["all", "waiting", "deferred", "sent", "refused", "expired", "failed"] as const;
type Filter = (typeof filters)[number];

/** All touches by status, newest first. */
export function TouchList() {
  const t = useText(touchesText);
  const [filter, setFilter] = useState<Filter>("all");
  const [whyId, setWhyId] = useState<string>();
  const touches = useList("GET /api/v1/touches", {
    query: { limit: 50, ...(filter === "all" ? {} : { status: filter }) },
  });
  return (
    <>
      <div className={styles.filters}>
        <Segmented<Filter>
          value={filter}
          onChange={setFilter}
          options={filters.map((value) => ({
            value,
            label: t(value === "deferred" ? "deferred_state" : value),
          }))}
        />
      </div>
      <Loaded query={{ data: touches.items, error: touches.error, refetch: touches.refetch }} rows={6}>
        {(items) => (
          <Sheet flush={items.length > 0}>
            {items.length === 0 ? (
              <Empty title={t("empty")} />
            ) : (
              <TouchTable touches={items} onWhy={setWhyId} />
            )}
            <More list={touches} />
          </Sheet>
        )}
      </Loaded>
      {whyId !== undefined && <WhyDrawer touchId={whyId} onClose={() => setWhyId(undefined)} />}
    </>
  );
}
