import { PlusOutlined } from "@ant-design/icons";
import { Button, Segmented } from "antd";
import { useState } from "react";
import { Empty, useText } from "../../../ui/index.ts";
import { useList } from "../../load.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { More } from "../../parts/more.tsx";
import { Page, Sheet } from "../../parts/page.tsx";
import { useMay } from "../../session.ts";
import { LinksModal } from "./links-modal.tsx";
import { PlanDrawer } from "./plan-drawer.tsx";
import { ShowCalendar } from "./show-calendar.tsx";
import { ShowRow, type ShowItem } from "./show-row.tsx";
import styles from "./shows.module.css";
import { showsText } from "./text.ts";

const filters = ["all", "planned", "on_air", "ended", "cancelled"] as const;
type Filter = (typeof filters)[number];

/** Shows, their run-sheets, their studio. */
export function ShowsPage() {
  const t = useText(showsText);
  const may = useMay();
  const [look, setLook] = useState<"list" | "calendar">("list");
  const [filter, setFilter] = useState<Filter>("all");
  const [editing, setEditing] = useState<string>();
  const [linksOf, setLinksOf] = useState<ShowItem>();
  const shows = useList(
    "GET /api/v1/shows",
    { query: { limit: look === "calendar" ? 200 : 30, ...(filter === "all" ? {} : { status: filter }) } },
    { everyMs: 15_000 },
  );
  const plan = may("shows.write") && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing("new")}>
      {t("plan")}
    </Button>
  );
  return (
    <Page title={t("title")} lead={t("lead")} actions={plan}>
      <div className={styles.filters}>
        <Segmented<Filter>
          value={filter}
          onChange={setFilter}
          options={filters.map((value) => ({ value, label: t(value) }))}
        />
        <Segmented<"list" | "calendar">
          value={look}
          onChange={setLook}
          options={[
            { value: "list", label: t("list") },
            { value: "calendar", label: t("calendar") },
          ]}
        />
      </div>
      <Loaded query={{ data: shows.items, error: shows.error, refetch: shows.refetch }}>
        {(items) => {
          if (look === "calendar") return <ShowCalendar shows={items} onPick={setEditing} />;
          if (items.length === 0)
            return (
              <Sheet>
                <Empty title={t(filter === "all" ? "emptyTitle" : "nothingHere")}>{t("emptyHint")}</Empty>
              </Sheet>
            );
          return (
            <Sheet flush>
              <ul className={styles.list}>
                {items.map((show) => (
                  <ShowRow
                    key={show.id}
                    show={show}
                    onEdit={() => setEditing(show.id)}
                    onLinks={() => setLinksOf(show)}
                  />
                ))}
              </ul>
              <More list={shows} />
            </Sheet>
          );
        }}
      </Loaded>
      {editing !== undefined && <PlanDrawer editing={editing} onClose={() => setEditing(undefined)} />}
      {linksOf !== undefined && <LinksModal show={linksOf} onClose={() => setLinksOf(undefined)} />}
    </Page>
  );
}
