import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { Button, useText } from "../../ui/index.ts";
import { orderOrigin } from "../arrival/origin.ts";
import type { Product } from "../parts/product-card.tsx";
import { Sheet } from "../sheet/sheet.tsx";
import { CheckIcon } from "../shell/icons.tsx";
import styles from "./buying.module.css";
import { useCheckout } from "./checkout.tsx";
import { ChooseVariant, type Variant } from "./choose-variant.tsx";
import { PayOrder } from "./pay-order.tsx";
import { buyingText } from "./text.ts";
import type { Order } from "./use-checkout.ts";

type Props = {
  readonly product: Product;
  readonly onClose: () => void;
  /** The room it is bought in: the order carries it, and the sheet stands beside the picture. */
  readonly showId?: string;
};

/** Choose, order and pay in one sheet, without leaving what one is watching. */
export function BuySheet(props: Props) {
  const t = useText(buyingText);
  const [order, setOrder] = useState<Order>();
  const frame = (title: string, children: ReactNode, foot?: ReactNode) => (
    <Sheet
      title={title}
      onClose={props.onClose}
      place={props.showId === undefined ? "page" : "room"}
      {...(foot !== undefined && { foot })}
    >
      {children}
    </Sheet>
  );
  if (order === undefined) return <ChooseStep {...props} frame={frame} onPlaced={setOrder} />;
  if (order.status === "awaiting_payment")
    return frame(t("payTitle"), <PayOrder order={order} onPaid={setOrder} />);
  return frame(
    t("doneTitle"),
    <Done order={order} onClose={props.onClose} inRoom={props.showId !== undefined} />,
  );
}

type StepProps = Props & {
  readonly frame: (title: string, children: ReactNode, foot?: ReactNode) => ReactNode;
  readonly onPlaced: (order: Order) => void;
};

function ChooseStep({ product, showId, frame, onPlaced }: StepProps) {
  const t = useText(buyingText);
  const [chosen, setChosen] = useState(firstInStock(product).id);
  const [quantity, setQuantity] = useState(1);
  // Stock and price may change while the sheet is open.
  const variant = product.variants.find(({ id }) => id === chosen) ?? firstInStock(product);
  const { fields, button } = useCheckout({
    lines: variant.stock > 0 ? [{ variantId: variant.id, quantity }] : [],
    origin: () => orderOrigin({ productId: product.id, ...(showId !== undefined && { showId }) }),
    onPlaced,
  });
  return frame(
    t("chooseTitle"),
    <div className={styles.step}>
      <ChooseVariant
        product={product}
        variant={variant}
        quantity={quantity}
        onVariant={({ id, stock }) => {
          setChosen(id);
          setQuantity((before) => Math.max(1, Math.min(before, stock)));
        }}
        onQuantity={setQuantity}
      />
      {fields}
    </div>,
    button,
  );
}

export function firstInStock(product: Product): Variant {
  return product.variants.find(({ stock }) => stock > 0) ?? product.variants[0]!;
}

type DoneProps = { readonly order: Order; readonly onClose: () => void; readonly inRoom: boolean };

function Done({ order, onClose, inRoom }: DoneProps) {
  const t = useText(buyingText);
  return (
    <div className={styles.done} aria-live="polite">
      <span className={styles.tick}>
        <CheckIcon />
      </span>
      <strong>{t("paid")}</strong>
      <p>{t("orderNumber", { number: order.number })}</p>
      <Button wide onClick={onClose}>
        {t(inRoom ? "backToShow" : "goOn")}
      </Button>
      <Link to="/orders/$orderId" params={{ orderId: order.id }} className={styles.link}>
        {t("seeOrder")}
      </Link>
    </div>
  );
}
