import { useFormat } from "../locale.tsx";
import styles from "./parts.module.css";

type Props = {
  /** Minor units (分, cents). */
  readonly cents: number;
  /** ISO 4217; the shop's currency when left out. */
  readonly currency?: string | undefined;
  /** `price` sets the figure large beside a small sign; `was` strikes it through. */
  readonly look?: "plain" | "price" | "was";
};

/** An amount of money as the reader writes it. */
export function Money({ cents, currency, look = "plain" }: Props) {
  const format = useFormat();
  if (look === "plain") return <span className={styles.figures}>{format.money(cents, currency)}</span>;
  if (look === "was") return <s className={styles.was}>{format.money(cents, currency)}</s>;
  return (
    <span className={styles.price}>
      {format.moneyParts(cents, currency).map((part) => (
        <span
          key={`${part.kind} ${part.text}`}
          className={part.kind === "whole" ? undefined : styles.priceSmall}
        >
          {part.text}
        </span>
      ))}
    </span>
  );
}
