import { Button } from "antd";
import type { ResultOf } from "../../../client/api.ts";
import type { AllRoutes } from "../../../../contract/routes.ts";
import { ProductPicture, useFormat, useLocalText, useText } from "../../../ui/index.ts";
import { Pill } from "../../parts/pill.tsx";
import { Rows } from "../../parts/rows.tsx";
import { useMay } from "../../session.ts";
import styles from "./products.module.css";
import type { StockChange } from "./stock-modal.tsx";
import { productsText } from "./text.ts";
import zh from "./text.zh-CN.ts";

export type Product = ResultOf<AllRoutes["GET /api/v1/products"]>["items"][number];

type Props = {
  readonly products: readonly Product[];
  readonly onEdit: (product: Product) => void;
  readonly onAdjust: (change: StockChange) => void;
};

const fewUnits = 10;

/** One row for each product, its variants below each other in price and stock. */
export function ProductTable({ products, onEdit, onAdjust }: Props) {
  const t = useText(productsText);
  const local = useLocalText();
  const format = useFormat();
  const categoryName = useCategoryName();
  const mayWrite = useMay()("catalogue.write");
  return (
    <Rows
      rows={products}
      rowKey="id"
      columns={[
        {
          title: t("product"),
          render: (_, product) => (
            <span className={styles.product}>
              <span className={styles.thumb}>
                <ProductPicture src={product.pictureUrl} alt="" />
              </span>
              <span>
                {mayWrite ? (
                  <button type="button" className={styles.name} onClick={() => onEdit(product)}>
                    {local(product.title)}
                  </button>
                ) : (
                  <b>{local(product.title)}</b>
                )}
                <small>
                  {categoryName(product.category)} {!product.active && <Pill>{t("offSale")}</Pill>}
                </small>
              </span>
            </span>
          ),
        },
        {
          title: t("role"),
          render: (_, { role }) => (
            <Pill tone={role === "benefit" ? "member" : role === "traffic" ? "info" : "action"}>
              {t(`role_${role}`)}
            </Pill>
          ),
        },
        {
          title: t("variants"),
          render: (_, { variants }) => (
            <ul className={styles.stack}>
              {variants.map((variant) => (
                <li key={variant.id}>
                  {local(variant.name)} <small>{variant.sku}</small>
                </li>
              ))}
            </ul>
          ),
        },
        {
          title: t("price"),
          align: "right",
          render: (_, { variants, currency }) => (
            <ul className={styles.stack}>
              {variants.map((variant) => (
                <li key={variant.id}>
                  {format.money(variant.priceCents, currency)}
                  {variant.memberPriceCents !== undefined && (
                    <small className={styles.member} title={t("memberPrice")}>
                      {format.money(variant.memberPriceCents, currency)}
                    </small>
                  )}
                </li>
              ))}
            </ul>
          ),
        },
        {
          title: t("stock"),
          align: "right",
          render: (_, product) => (
            <ul className={styles.stack}>
              {product.variants.map((variant) => (
                <li key={variant.id} data-low={variant.stock < fewUnits}>
                  {variant.stock === 0 ? t("soldOut") : format.number(variant.stock)}
                  {mayWrite && (
                    <Button
                      type="link"
                      size="small"
                      onClick={() =>
                        onAdjust({ variantId: variant.id, sku: variant.sku, stock: variant.stock })
                      }
                    >
                      {t("adjust")}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          ),
        },
        {
          title: t("useUp"),
          align: "right",
          render: (_, { useUpDays }) =>
            useUpDays === undefined ? (
              <small className={styles.soft}>{t("learned")}</small>
            ) : (
              t("useUpDays", { count: useUpDays })
            ),
        },
      ]}
    />
  );
}

type Category = Extract<keyof typeof zh, `category_${string}`>;

/** Categories are the shop's own words; the usual English ones are shown in the reader's language. */
function useCategoryName(): (category: string) => string {
  const t = useText(productsText);
  return (category) => {
    const key = `category_${category}`;
    return Object.hasOwn(zh, key) ? t(key as Category) : category;
  };
}
