import { Money, useFormat, useLocalText, useText } from "../../ui/index.ts";
import styles from "./buying.module.css";
import { buyingText } from "./text.ts";
import type { CouponWish, Quote } from "./use-checkout.ts";

const none = "none";

type Props = { readonly quote: Quote; readonly onChoose: (wish: CouponWish) => void };

/** The best coupon is taken by itself; another one, or none, can be chosen. */
export function CouponField({ quote, onChoose }: Props) {
  const t = useText(buyingText);
  const text = useLocalText();
  const format = useFormat();
  const { usableCoupons, coupon } = quote;
  if (usableCoupons.length === 0) return null;
  return (
    <label className={styles.row}>
      <span>{t("coupon")}</span>
      <span className={styles.rowValue}>
        <select
          value={coupon?.id ?? none}
          onChange={({ target: { value } }) => onChoose(value === none ? null : value)}
        >
          {usableCoupons.map((each) => (
            <option key={each.id} value={each.id}>
              {text(each.label)} −{format.money(each.offCents, each.currency)}
            </option>
          ))}
          <option value={none}>{t("noCoupon")}</option>
        </select>
        {coupon && (
          <b className={styles.off}>
            −<Money cents={quote.discountCents} currency={quote.currency} />
          </b>
        )}
      </span>
    </label>
  );
}
