import { Link, useNavigate } from "@tanstack/react-router";
import { Empty, Money, ProductPicture, useLocalText, useText } from "../../../ui/index.ts";
import { orderOrigin } from "../../arrival/origin.ts";
import { emptyCart, setQuantity, useCart } from "../../cart/cart-store.ts";
import type { Cart } from "../../cart/cart.ts";
import { Quantity, type Quote, useCheckout } from "../../buying/index.ts";
import { PlainLayout } from "../../shell/plain-layout.tsx";
import styles from "./cart.module.css";
import { cartText } from "./text.ts";

/** What one is about to buy, at the prices of this moment. */
export function CartPage() {
  const t = useText(cartText);
  const cart = useCart();
  if (cart.length > 0) return <FullCart cart={cart} />;
  return (
    <PlainLayout title={t("title")}>
      <Empty title={t("emptyTitle")} action={<Link to="/">{t("toShop")}</Link>}>
        {t("emptyHint")}
      </Empty>
    </PlainLayout>
  );
}

function FullCart({ cart }: { readonly cart: Cart }) {
  const t = useText(cartText);
  const navigate = useNavigate();
  const showId = cart.find((line) => line.showId !== undefined)?.showId;
  const { fields, button, quote } = useCheckout({
    lines: cart.map(({ variantId, quantity }) => ({ variantId, quantity })),
    origin: () => orderOrigin(showId === undefined ? {} : { showId }),
    onPlaced: (order) => {
      emptyCart();
      void navigate({ to: "/orders/$orderId", params: { orderId: order.id }, replace: true });
    },
  });
  return (
    <PlainLayout title={t("title")} foot={button}>
      <ul className={styles.lines}>
        {cart.map((line) => (
          <CartLine
            key={line.variantId}
            variantId={line.variantId}
            quantity={line.quantity}
            priced={quote?.lines.find((each) => each.variantId === line.variantId)}
          />
        ))}
      </ul>
      <div className={styles.fields}>{fields}</div>
      <button type="button" className={styles.empty} onClick={emptyCart}>
        {t("emptyCart")}
      </button>
    </PlainLayout>
  );
}

type LineProps = {
  readonly variantId: string;
  readonly quantity: number;
  readonly priced: Quote["lines"][number] | undefined;
};

function CartLine({ variantId, quantity, priced }: LineProps) {
  const t = useText(cartText);
  const text = useLocalText();
  const title = text(priced?.title);
  return (
    <li>
      <ProductPicture src={priced?.pictureUrl} alt="" />
      <div>
        <strong>{title}</strong>
        <small>{priced?.sku}</small>
        <p>
          {priced && <Money cents={priced.unitPriceCents} look="price" />}
          {priced && priced.listPriceCents > priced.unitPriceCents && (
            <Money cents={priced.listPriceCents} look="was" />
          )}
        </p>
        <Quantity quantity={quantity} most={99} onChange={(next) => setQuantity(variantId, next)} />
      </div>
      <button
        type="button"
        className={styles.remove}
        aria-label={t("removeTitle", { title })}
        onClick={() => setQuantity(variantId, 0)}
      >
        {t("remove")}
      </button>
    </li>
  );
}
