import { useEffect } from "react";
import { Button, Empty, ProductPicture, toast, useLocalText, useText } from "../../../../ui/index.ts";
import { VariantPrice, firstInStock } from "../../../buying/index.ts";
import { addToCart } from "../../../cart/cart-store.ts";
import { CartIcon } from "../../../shell/icons.tsx";
import { Sheet } from "../../../sheet/sheet.tsx";
import { type Product, type RunSheetLine, stockOf } from "../room/room.ts";
import { type RoomStore, useRoom } from "../room/room-store.ts";
import type { Tally } from "../room/tally.ts";
import { liveText } from "../text.ts";
import styles from "./goods.module.css";

type Props = {
  readonly store: RoomStore;
  readonly tally: Tally;
  readonly onBuy: (product: Product) => void;
  readonly onClose: () => void;
};

/** The bag 小黄车: everything on the run-sheet, what is spoken of first. */
export function BagSheet({ store, tally, onBuy, onClose }: Props) {
  const t = useText(liveText);
  const runSheet = useRoom(store, (room) => room.runSheet);
  const inLight = useRoom(store, (room) => room.spotlight?.productId);
  useEffect(() => {
    for (const { product } of runSheet) tally.see(product.id);
  }, [runSheet, tally]);
  const lines = runSheet.toSorted(
    (a, b) => Number(b.product.id === inLight) - Number(a.product.id === inLight) || a.position - b.position,
  );
  return (
    <Sheet title={t("bagTitle", { count: runSheet.length })} onClose={onClose} place="room">
      {lines.length === 0 && <Empty title={t("bagEmpty")}>{t("bagEmptyHint")}</Empty>}
      <ul className={styles.bag}>
        {lines.map((line) => (
          <BagLine
            key={line.product.id}
            line={line}
            isInLight={line.product.id === inLight}
            showId={store.get().show.id}
            onBuy={onBuy}
          />
        ))}
      </ul>
    </Sheet>
  );
}

type LineProps = {
  readonly line: RunSheetLine;
  readonly isInLight: boolean;
  readonly showId: string;
  readonly onBuy: (product: Product) => void;
};

function BagLine({ line: { product, position, role }, isInLight, showId, onBuy }: LineProps) {
  const t = useText(liveText);
  const text = useLocalText();
  const stock = stockOf(product);
  const title = text(product.title);
  const variant = firstInStock(product);
  return (
    <li>
      <span className={styles.bagPicture}>
        <ProductPicture src={product.pictureUrl} alt="" />
        <b>{position + 1}</b>
      </span>
      <div>
        <strong>{title}</strong>
        <p className={styles.marks}>
          {isInLight && <span data-hot="true">{t("talking")}</span>}
          {role === "benefit" && <span>{t("benefitRole")}</span>}
          <small>{stock > 0 ? t("left", { count: stock }) : t("soldOut")}</small>
        </p>
        <div className={styles.bagFoot}>
          <VariantPrice variant={variant} currency={product.currency} />
          <span>
            <button
              type="button"
              className={styles.addToCart}
              disabled={stock <= 0}
              aria-label={t("addToCart", { title })}
              onClick={() => {
                addToCart({ productId: product.id, variantId: variant.id, quantity: 1, showId });
                toast(t("added"), "good");
              }}
            >
              <CartIcon />
            </button>
            <Button
              look="hot"
              disabled={stock <= 0}
              aria-label={t("buyTitle", { title })}
              onClick={() => onBuy(product)}
            >
              {t("buy")}
            </Button>
          </span>
        </div>
      </div>
    </li>
  );
}
