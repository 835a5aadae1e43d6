import { PlusOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { useDeferredValue, useState } from "react";
import { Empty, useText } from "../../../ui/index.ts";
import { useList } from "../../load.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { More } from "../../parts/more.tsx";
import { Page, Sheet } from "../../parts/page.tsx";
import { useMay } from "../../session.ts";
import { ProductDrawer } from "./product-drawer.tsx";
import { ProductTable, type Product } from "./product-table.tsx";
import { StockModal, type StockChange } from "./stock-modal.tsx";
import { productsText } from "./text.ts";

/** Products, variants, stock and prices. */
export function ProductsPage() {
  const t = useText(productsText);
  const may = useMay();
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed.trim());
  const [editing, setEditing] = useState<Product | "new">();
  const [adjusting, setAdjusting] = useState<StockChange>();
  const products = useList("GET /api/v1/products", {
    query: { limit: 50, ...(search !== "" && { search }) },
  });
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      actions={
        <>
          <Input.Search
            allowClear
            value={typed}
            placeholder={t("search")}
            aria-label={t("search")}
            onChange={({ target }) => setTyped(target.value)}
            style={{ width: 240 }}
          />
          {may("catalogue.write") && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing("new")}>
              {t("add")}
            </Button>
          )}
        </>
      }
    >
      <Loaded query={{ data: products.items, error: products.error, refetch: products.refetch }} rows={6}>
        {(items) => (
          <Sheet flush={items.length > 0}>
            {items.length === 0 ? (
              <Empty title={search === "" ? t("emptyTitle") : t("nothingFound", { what: search })}>
                {search === "" ? t("emptyHint") : ""}
              </Empty>
            ) : (
              <ProductTable products={items} onEdit={setEditing} onAdjust={setAdjusting} />
            )}
            <More list={products} />
          </Sheet>
        )}
      </Loaded>
      {editing !== undefined && <ProductDrawer editing={editing} onClose={() => setEditing(undefined)} />}
      {adjusting !== undefined && <StockModal change={adjusting} onClose={() => setAdjusting(undefined)} />}
    </Page>
  );
}
