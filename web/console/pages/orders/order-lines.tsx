import { ProductPicture, useFormat, useLocalText, useText } from "../../../ui/index.ts";
import type { Order } from "./order-table.tsx";
import styles from "./orders.module.css";
import { ordersText } from "./text.ts";

/** The order's lines and its sum, each price with the rule that made it. */
export function OrderLines({ order }: { readonly order: Order }) {
  const t = useText(ordersText);
  const format = useFormat();
  const local = useLocalText();
  const money = (cents: number) => format.money(cents, order.currency);
  const ruleName = (rule: Order["lines"][number]["priceRules"][number]) =>
    [t(`rule_${rule.kind}`), local(rule.label)].filter(Boolean).join(" · ");
  return (
    <div className={styles.lines}>
      <ul>
        {order.lines.map((line) => (
          <li key={line.lineNo}>
            <span className={styles.thumb}>
              <ProductPicture src={line.pictureUrl || null} alt="" />
            </span>
            <span>
              <b>{local(line.title)}</b>
              <small>
                {line.sku} · {money(line.unitPriceCents)} {t("quantity", { count: line.quantity })}
              </small>
              <small>{line.priceRules.map(ruleName).join(" + ")}</small>
            </span>
            <span>
              {money(line.totalCents)}
              {line.refundedCents > 0 && (
                <small data-bad="true">{t("partlyRefunded", { amount: money(line.refundedCents) })}</small>
              )}
            </span>
          </li>
        ))}
      </ul>
      <dl>
        <dt>{t("items")}</dt>
        <dd>{money(order.itemsCents)}</dd>
        {order.discountCents > 0 && (
          <>
            <dt>{t("discount")}</dt>
            <dd>−{money(order.discountCents)}</dd>
          </>
        )}
        <dt>
          <b>{t("total")}</b>
        </dt>
        <dd>
          <b>{money(order.totalCents)}</b>
        </dd>
        {order.refundedCents > 0 && (
          <>
            <dt>{t("refunded")}</dt>
            <dd data-bad="true">−{money(order.refundedCents)}</dd>
          </>
        )}
      </dl>
    </div>
  );
}
