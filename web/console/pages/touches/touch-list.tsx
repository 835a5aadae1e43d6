import { Segmented, Select } from "antd";
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

/** What the whole is narrowed by beside its status. "service" is a class; the others are marketing's purposes. */
const intents = ["value", "sales", "service"] as const;
const channels = ["inbox", "email"] as const;
const filters = ["all", "waiting", "deferred", "sent", "refused", "expired", "failed"] as const;
type Filter = (typeof filters)[number];

function narrowedBy(intent: (typeof intents)[number] | undefined) {
  if (intent === undefined) return {};
  return intent === "service"
    ? { class: "service" as const }
    : { class: "marketing" as const, purpose: intent };
}

/** All touches by status, intent and channel, newest first. */
export function TouchList() {
  const t = useText(touchesText);
  const [filter, setFilter] = useState<Filter>("all");
  const [intent, setIntent] = useState<(typeof intents)[number]>();
  const [channel, setChannel] = useState<(typeof channels)[number]>();
  const [whyId, setWhyId] = useState<string>();
  const touches = useList("GET /api/v1/touches", {
    query: {
      limit: 50,
      ...(filter === "all" ? {} : { status: filter }),
      ...(channel && { channel }),
      ...narrowedBy(intent),
    },
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
        <Select
          allowClear
          value={intent ?? null}
          placeholder={t("anyIntent")}
          aria-label={t("anyIntent")}
          popupMatchSelectWidth={false}
          options={intents.map((value) => ({ value, label: t(value) }))}
          onChange={(next) => setIntent(next ?? undefined)}
        />
        <Select
          allowClear
          value={channel ?? null}
          placeholder={t("anyChannel")}
          aria-label={t("anyChannel")}
          popupMatchSelectWidth={false}
          options={channels.map((value) => ({ value, label: t(value) }))}
          onChange={(next) => setChannel(next ?? undefined)}
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
