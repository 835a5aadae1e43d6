import { useEffect } from "react";
import {
  Button,
  ProductPicture,
  formatDuration,
  useLocalText,
  useNow,
  useText,
} from "../../../../ui/index.ts";
import { VariantPrice, firstInStock } from "../../../buying/index.ts";
import { type Product, stockOf } from "../room/room.ts";
import { type RoomStore, useRoom } from "../room/room-store.ts";
import type { Tally } from "../room/tally.ts";
import { liveText } from "../text.ts";
import styles from "./goods.module.css";

type Props = {
  readonly store: RoomStore;
  readonly tally: Tally;
  readonly onBuy: (product: Product) => void;
};

/** The product the host speaks of right now: slides in, counts its minutes and its stock, and can be bought at once. */
export function SpotlightCard({ store, tally, onBuy }: Props) {
  const t = useText(liveText);
  const text = useLocalText();
  const spotlight = useRoom(store, (room) => room.spotlight);
  const isOnAir = useRoom(store, (room) => room.show.status === "on_air");
  const productId = spotlight?.productId;
  useEffect(() => {
    if (productId !== undefined) tally.see(productId);
  }, [productId, tally]);
  if (!spotlight || !isOnAir) return null;
  const { product, startedAt } = spotlight;
  const stock = stockOf(product);
  return (
    <section key={product.id} className={styles.light} aria-label={t("spotlight")}>
      <ProductPicture src={product.pictureUrl} alt="" eager />
      <div className={styles.lightWords}>
        <p className={styles.talking}>
          <i aria-hidden="true" />
          {t("talking")} <Since startedAt={startedAt} />
        </p>
        <strong>{text(product.title)}</strong>
        <VariantPrice variant={firstInStock(product)} currency={product.currency} />
      </div>
      <div className={styles.lightBuy}>
        <Button look="hot" disabled={stock <= 0} onClick={() => onBuy(product)}>
          {t(stock > 0 ? "buy" : "soldOut")}
        </Button>
        {stock > 0 && <small data-few={stock <= 20}>{t("left", { count: stock })}</small>}
      </div>
    </section>
  );
}

function Since({ startedAt }: { readonly startedAt: string }) {
  const seconds = (useNow().getTime() - new Date(startedAt).getTime()) / 1000;
  return <time dateTime={startedAt}>{formatDuration(seconds)}</time>;
}
