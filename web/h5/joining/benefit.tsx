import type { AllRoutes } from "../../../contract/routes.ts";
import type { ResultOf } from "../../client/api.ts";
import { Money, useFormat, useLocalText, useText } from "../../ui/index.ts";
import styles from "./joining.module.css";
import { joiningText } from "./text.ts";

type Benefit = NonNullable<ResultOf<AllRoutes["GET /api/v1/front/join/{code}"]>["benefit"]>;
export type Coupon = ResultOf<AllRoutes["GET /api/v1/front/coupons"]>["items"][number];

/** What joining brings. */
export function BenefitTicket({ benefit }: { readonly benefit: Benefit }) {
  const t = useText(joiningText);
  const text = useLocalText();
  const isGone = benefit.left <= 0;
  return (
    <div className={styles.ticket} data-spent={isGone}>
      <span className={styles.off}>
        <Money cents={benefit.offCents} look="price" />
      </span>
      <span className={styles.ticketWords}>
        <strong>{text(benefit.label)}</strong>
        <small>
          <Minimum cents={benefit.minimumCents} />
          {" · "}
          {isGone ? t("benefitGone") : t("once")}
        </small>
      </span>
    </div>
  );
}

/** A coupon one has. */
export function CouponTicket({ coupon }: { readonly coupon: Coupon }) {
  const t = useText(joiningText);
  const text = useLocalText();
  const format = useFormat();
  const { status } = coupon;
  return (
    <div className={styles.ticket} data-spent={status !== "usable"}>
      <span className={styles.off}>
        <Money cents={coupon.offCents} currency={coupon.currency} look="price" />
      </span>
      <span className={styles.ticketWords}>
        <strong>{text(coupon.label)}</strong>
        <small>
          <Minimum cents={coupon.minimumCents} currency={coupon.currency} />
          {" · "}
          {status === "usable" ? t("validUntil", { date: format.date(coupon.validUntil) }) : t(status)}
        </small>
      </span>
    </div>
  );
}

function Minimum({ cents, currency }: { readonly cents: number; readonly currency?: string }) {
  const t = useText(joiningText);
  const format = useFormat();
  return <>{cents > 0 ? t("from", { sum: format.money(cents, currency) }) : t("noMinimum")}</>;
}
