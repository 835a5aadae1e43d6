import { Link } from "@tanstack/react-router";
import type { AllRoutes } from "../../../contract/routes.ts";
import type { ResultOf } from "../../client/api.ts";
import { Money, ProductPicture, useLocalText, useText } from "../../ui/index.ts";
import styles from "./cards.module.css";
import { partsText } from "./text.ts";

export type Product = ResultOf<AllRoutes["GET /api/v1/front/products"]>["items"][number];

/** A product on the shelf: picture, name, lowest price, and the members' price when there is one. */
export function ProductCard({ product }: { readonly product: Product }) {
  const t = useText(partsText);
  const text = useLocalText();
  const cheapest = product.variants.toSorted((a, b) => a.priceCents - b.priceCents)[0];
  const soldOut = product.variants.every((variant) => variant.stock <= 0);
  return (
    <Link to="/p/$productId" params={{ productId: product.id }} className={styles.product}>
      <ProductPicture src={product.pictureUrl} alt="" />
      <span className={styles.productWords}>
        <strong>{text(product.title)}</strong>
        {cheapest !== undefined && (
          <span className={styles.prices}>
            <Money cents={cheapest.priceCents} currency={product.currency} look="price" />
            {cheapest.memberPriceCents !== undefined && (
              <span className={styles.member}>
                {t("memberPrice")} <Money cents={cheapest.memberPriceCents} currency={product.currency} />
              </span>
            )}
          </span>
        )}
      </span>
      {soldOut && <span className={styles.soldOut}>{t("soldOut")}</span>}
    </Link>
  );
}
