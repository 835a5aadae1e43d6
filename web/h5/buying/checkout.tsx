import { useId, useState } from "react";
import type { Address, Origin } from "../../../contract/values.ts";
import { Button, ErrorNote, Money, Skeleton, useText } from "../../ui/index.ts";
import { AddressField } from "./address-field.tsx";
import { recallAddress } from "./address-memory.ts";
import styles from "./buying.module.css";
import { CouponField } from "./coupon-field.tsx";
import { buyingText } from "./text.ts";
import {
  type CouponWish,
  type Line,
  type Order,
  type Quote,
  usePlaceOrder,
  useQuote,
} from "./use-checkout.ts";

type Props = {
  readonly lines: readonly Line[];
  readonly origin: () => Origin;
  readonly onPlaced: (order: Order) => void;
};

/** From a choice to an order: coupon, address, sum, and the one button, which sends the address' form if it is open. */
export function useCheckout({ lines, origin, onPlaced }: Props) {
  const formId = useId();
  const [couponId, setCouponId] = useState<CouponWish>();
  const [address, setAddress] = useState<Address | undefined>(recallAddress);
  const [isEditing, setIsEditing] = useState(address === undefined);
  const quote = useQuote(lines, couponId);
  const place = usePlaceOrder(onPlaced);
  const order = (to: Address) => place.mutate({ lines, couponId, address: to, origin: origin() });

  const fields = (
    <>
      <AddressField
        address={address}
        isEditing={isEditing}
        formId={formId}
        onEdit={() => setIsEditing(true)}
        onSave={(next) => {
          setAddress(next);
          setIsEditing(false);
          order(next);
        }}
      />
      {quote.data && <CouponField quote={quote.data} onChoose={setCouponId} />}
      {quote.data && <Sums quote={quote.data} />}
      {quote.isPending && lines.length > 0 && <Skeleton count={3} />}
      {quote.isError && <ErrorNote error={quote.error} onRetry={() => void quote.refetch()} />}
      {place.isError && <ErrorNote error={place.error} />}
    </>
  );
  const button = (
    <PlaceButton
      quote={lines.length > 0 ? quote.data : undefined}
      isBusy={place.isPending}
      {...(isEditing || address === undefined ? { formId } : { onPlace: () => order(address) })}
    />
  );
  return { fields, button, quote: quote.data };
}

function Sums({ quote }: { readonly quote: Quote }) {
  const t = useText(buyingText);
  return (
    <dl className={styles.sums}>
      <dt>{t("items")}</dt>
      <dd>
        <Money cents={quote.itemsCents} currency={quote.currency} />
      </dd>
      {quote.discountCents > 0 && (
        <>
          <dt>{t("discount")}</dt>
          <dd className={styles.off}>
            −<Money cents={quote.discountCents} currency={quote.currency} />
          </dd>
        </>
      )}
    </dl>
  );
}

type ButtonProps = {
  readonly quote: Quote | undefined;
  readonly isBusy: boolean;
  readonly onPlace?: () => void;
  /** The open form to send instead. */
  readonly formId?: string;
};

function PlaceButton({ quote, isBusy, onPlace, formId }: ButtonProps) {
  const t = useText(buyingText);
  return (
    <div className={styles.placeRow}>
      <span className={styles.total}>
        <small>{t("total")}</small>
        {quote && <Money cents={quote.totalCents} currency={quote.currency} look="price" />}
      </span>
      <Button
        look="hot"
        busy={isBusy}
        disabled={quote === undefined}
        {...(formId === undefined ? { onClick: onPlace } : { type: "submit", form: formId })}
      >
        {t("place")}
      </Button>
    </div>
  );
}
