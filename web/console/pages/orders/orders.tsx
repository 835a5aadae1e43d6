import { Link } from "@tanstack/react-router";
import { Input, Segmented } from "antd";
import { useDeferredValue, useState } from "react";
import { Empty, useText } from "../../../ui/index.ts";
import { useList } from "../../load.ts";
import { Download } from "../../parts/download.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { More } from "../../parts/more.tsx";
import { Page, Sheet } from "../../parts/page.tsx";
import { OrderDrawer } from "./order-drawer.tsx";
import { OrderTable } from "./order-table.tsx";
import { useMay } from "../../session.ts";
import styles from "./orders.module.css";
import { ordersText } from "./text.ts";

const statuses = ["awaiting_payment", "paid", "shipped", "completed", "cancelled"] as const;
type Filter = "all" | (typeof statuses)[number];

/** Orders, their payment, shipping and refunds. */
export function OrdersPage() {
  const may = useMay();
  const t = useText(ordersText);
  const [filter, setFilter] = useState<Filter>("all");
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed.trim());
  const [openId, setOpenId] = useState<string>();
  const query = {
    limit: 50,
    ...(filter === "all" ? {} : { status: filter }),
    ...(search === "" ? {} : { search }),
  };
  const orders = useList("GET /api/v1/orders", { query });
  const filtered = filter !== "all" || search !== "";
  return (
    <Page title={t("title")} lead={t("lead")} actions={<Download name="orders.csv">{t("export")}</Download>}>
      <div className={styles.filters}>
        <Segmented<Filter>
          value={filter}
          onChange={setFilter}
          options={(["all", ...statuses] as const).map((value) => ({ value, label: t(value) }))}
        />
        <Input.Search
          allowClear
          value={typed}
          placeholder={t("search")}
          aria-label={t("search")}
          onChange={({ target }) => setTyped(target.value)}
          style={{ width: 240 }}
        />
      </div>
      <Loaded query={{ data: orders.items, error: orders.error, refetch: orders.refetch }} rows={6}>
        {(items) => (
          <Sheet flush={items.length > 0}>
            {items.length === 0 ? (
              <Empty
                title={t(filtered ? "nothingFound" : "emptyTitle")}
                action={!filtered && may("imports.run") && <Link to="/imports">{t("toImport")}</Link>}
              >
                {filtered ? "" : t("emptyHint")}
              </Empty>
            ) : (
              <OrderTable orders={items} onOpen={setOpenId} />
            )}
            <More list={orders} />
          </Sheet>
        )}
      </Loaded>
      {openId !== undefined && <OrderDrawer orderId={openId} onClose={() => setOpenId(undefined)} />}
    </Page>
  );
}
