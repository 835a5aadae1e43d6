import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import {
  Button,
  ErrorNote,
  ProductPicture,
  Skeleton,
  toast,
  useLocalText,
  useText,
} from "../../../ui/index.ts";
import { BuySheet, VariantPrice, firstInStock } from "../../buying/index.ts";
import { addToCart, useCart } from "../../cart/cart-store.ts";
import { unitsIn } from "../../cart/cart.ts";
import type { Product } from "../../parts/product-card.tsx";
import { server } from "../../server.ts";
import { CartIcon } from "../../shell/icons.tsx";
import { PlainLayout } from "../../shell/plain-layout.tsx";
import styles from "./product.module.css";
import { productText } from "./text.ts";

/** One product: what it is, what it costs, and the ways to have it. */
export function ProductPage() {
  const t = useText(productText);
  const text = useLocalText();
  const { productId } = useParams({ from: "/p/$productId" });
  const [isBuying, setIsBuying] = useState(false);
  const product = useQuery({
    queryKey: ["product", productId],
    queryFn: async ({ signal }) =>
      server.call("GET /api/v1/front/products/{id}", { params: { id: productId }, signal }),
  });
  const found = product.data;
  return (
    <PlainLayout
      title={found ? text(found.title) : t("title")}
      {...(found && { foot: <Foot product={found} onBuy={() => setIsBuying(true)} /> })}
    >
      {product.isPending && <Skeleton shape="card" />}
      {product.isError && <ErrorNote error={product.error} onRetry={() => void product.refetch()} />}
      {found && <Details product={found} />}
      {found && isBuying && <BuySheet product={found} onClose={() => setIsBuying(false)} />}
    </PlainLayout>
  );
}

function Details({ product }: { readonly product: Product }) {
  const t = useText(productText);
  const text = useLocalText();
  const { description, useUpDays, variants, currency } = product;
  return (
    <article className={styles.details}>
      <div className={styles.picture}>
        <ProductPicture src={product.pictureUrl} alt={text(product.title)} eager />
      </div>
      <div className={styles.words}>
        <h2>{text(product.title)}</h2>
        <p className={styles.price}>
          <VariantPrice variant={firstInStock(product)} currency={currency} />
        </p>
        {description && <p className={styles.description}>{text(description)}</p>}
        <ul className={styles.variants} aria-label={t("kinds")}>
          {variants.map((variant) => (
            <li key={variant.id}>
              <span>{text(variant.name) || (variants.length === 1 ? t("onlyKind") : variant.sku)}</span>
              <VariantPrice variant={variant} currency={currency} />
              <small>{variant.stock > 0 ? t("left", { count: variant.stock }) : t("soldOut")}</small>
            </li>
          ))}
        </ul>
        {useUpDays !== undefined && (
          <p className={styles.note}>{t("lasts", { days: Math.round(useUpDays) })}</p>
        )}
      </div>
    </article>
  );
}

function Foot({ product, onBuy }: { readonly product: Product; readonly onBuy: () => void }) {
  const t = useText(productText);
  const units = unitsIn(useCart());
  const variant = firstInStock(product);
  const isGone = variant.stock <= 0;
  const add = () => {
    addToCart({ productId: product.id, variantId: variant.id, quantity: 1 });
    toast(t("added"), "good");
  };
  return (
    <>
      <Link to="/cart" className={styles.cart} aria-label={t("cart", { count: units })}>
        <CartIcon />
        {units > 0 && <b aria-hidden="true">{units}</b>}
      </Link>
      <Button look="quiet" wide disabled={isGone} onClick={add}>
        {t("add")}
      </Button>
      <Button look="hot" wide disabled={isGone} onClick={onBuy}>
        {t(isGone ? "soldOut" : "buy")}
      </Button>
    </>
  );
}
