import { Button, ErrorNote, Money, formatDuration, useNow, useText } from "../../ui/index.ts";
import styles from "./buying.module.css";
import { buyingText } from "./text.ts";
import { type Order, usePay } from "./use-checkout.ts";

type Props = { readonly order: Order; readonly onPaid: (order: Order) => void };

/** Pays an order that is waiting. The built-in test pay moves no money and lets one try a refusal as well. */
export function PayOrder({ order, onPaid }: Props) {
  const t = useText(buyingText);
  const pay = usePay(order.id, onPaid);
  const isExpired = useIsExpired(order);
  return (
    <div className={styles.pay}>
      <p className={styles.payTotal}>
        <small>{t("toPay")}</small>
        <Money cents={order.totalCents} currency={order.currency} look="price" />
      </p>
      <TimeLeft order={order} />
      {pay.isError && <ErrorNote error={pay.error} />}
      <Button look="hot" wide busy={pay.isPending} disabled={isExpired} onClick={() => pay.mutate("approve")}>
        {t(pay.isError ? "payAgain" : "pay")}
      </Button>
      <Button look="quiet" wide disabled={pay.isPending || isExpired} onClick={() => pay.mutate("refuse")}>
        {t("payRefused")}
      </Button>
      <p className={styles.hint}>{t("testPay")}</p>
    </div>
  );
}

function useIsExpired({ expiresAt }: Order): boolean {
  const now = useNow();
  return expiresAt !== undefined && new Date(expiresAt) <= now;
}

function TimeLeft({ order: { expiresAt } }: { readonly order: Order }) {
  const t = useText(buyingText);
  const now = useNow();
  if (expiresAt === undefined) return null;
  const seconds = (new Date(expiresAt).getTime() - now.getTime()) / 1000;
  return (
    <p className={styles.hint}>
      {seconds > 0 ? t("payWithin", { time: formatDuration(seconds) }) : t("expired")}
    </p>
  );
}
