import type { Product } from "../parts/product-card.tsx";
import { Money, ProductPicture, useLocalText, useText } from "../../ui/index.ts";
import { useShopper } from "../shopper.ts";
import styles from "./buying.module.css";
import { buyingText } from "./text.ts";

export type Variant = Product["variants"][number];
export const mostUnits = 99;

type Props = {
  readonly product: Product;
  readonly variant: Variant;
  readonly quantity: number;
  readonly onVariant: (variant: Variant) => void;
  readonly onQuantity: (quantity: number) => void;
};

/** Which kind, and how many. */
export function ChooseVariant({ product, variant, quantity, onVariant, onQuantity }: Props) {
  const t = useText(buyingText);
  const text = useLocalText();
  return (
    <div className={styles.choose}>
      <div className={styles.product}>
        <ProductPicture src={product.pictureUrl} alt="" eager />
        <div>
          <strong>{text(product.title)}</strong>
          <VariantPrice variant={variant} currency={product.currency} />
          <small>{variant.stock > 0 ? t("left", { count: variant.stock }) : t("soldOut")}</small>
        </div>
      </div>
      {product.variants.length > 1 && (
        <fieldset className={styles.variants}>
          <legend>{t("kind")}</legend>
          {product.variants.map((each) => (
            <label key={each.id} data-chosen={each.id === variant.id}>
              <input
                type="radio"
                name={`variant-${product.id}`}
                checked={each.id === variant.id}
                disabled={each.stock <= 0}
                onChange={() => onVariant(each)}
              />
              {text(each.name) || each.sku}
            </label>
          ))}
        </fieldset>
      )}
      <Quantity quantity={quantity} most={Math.min(mostUnits, variant.stock)} onChange={onQuantity} />
    </div>
  );
}

/** The price this shopper pays, and what it is or would be for members. */
export function VariantPrice({
  variant,
  currency,
}: {
  readonly variant: Variant;
  readonly currency: string;
}) {
  const t = useText(buyingText);
  const { joined } = useShopper();
  const { priceCents, memberPriceCents } = variant;
  if (memberPriceCents === undefined || memberPriceCents >= priceCents)
    return <Money cents={priceCents} currency={currency} look="price" />;
  return (
    <span className={styles.prices}>
      <Money cents={joined ? memberPriceCents : priceCents} currency={currency} look="price" />
      <span className={styles.member}>
        {t("memberPrice")} {!joined && <Money cents={memberPriceCents} currency={currency} />}
      </span>
      {joined && <Money cents={priceCents} currency={currency} look="was" />}
    </span>
  );
}

type QuantityProps = {
  readonly quantity: number;
  readonly most: number;
  readonly onChange: (quantity: number) => void;
};

export function Quantity({ quantity, most, onChange }: QuantityProps) {
  const t = useText(buyingText);
  return (
    <div className={styles.row}>
      <span>{t("quantity")}</span>
      <fieldset className={styles.stepper} aria-label={t("quantity")}>
        <button
          type="button"
          aria-label={t("less")}
          disabled={quantity <= 1}
          onClick={() => onChange(quantity - 1)}
        >
          −
        </button>
        <output aria-live="polite">{quantity}</output>
        <button
          type="button"
          aria-label={t("more")}
          disabled={quantity >= most}
          onClick={() => onChange(quantity + 1)}
        >
          +
        </button>
      </fieldset>
    </div>
  );
}
