/** One kind of product in the cart. Prices are never kept: the server's quote says what it costs now. */
export type CartLine = {
  readonly productId: string;
  readonly variantId: string;
  readonly quantity: number;
  /** The room it was put in from: the order is credited to the latest one. */
  readonly showId?: string;
};

export type Cart = readonly CartLine[];

/** What the order route takes. */
export const mostLines = 50;
export const mostOfOne = 99;

/** Adds units; the same variant stays one line, moved to the top. A full cart takes no new line. */
export function withLine(cart: Cart, line: CartLine): Cart {
  const before = cart.find(({ variantId }) => variantId === line.variantId);
  if (!before && cart.length >= mostLines) return cart;
  const quantity = Math.min(mostOfOne, (before?.quantity ?? 0) + line.quantity);
  return [{ ...before, ...line, quantity }, ...cart.filter((each) => each !== before)];
}

/** Sets how many; none takes the line out. */
export function withQuantity(cart: Cart, variantId: string, quantity: number): Cart {
  if (quantity <= 0) return cart.filter((line) => line.variantId !== variantId);
  const count = Math.min(mostOfOne, Math.floor(quantity));
  return cart.map((line) => (line.variantId === variantId ? { ...line, quantity: count } : line));
}

/** How many units. */
export function unitsIn(cart: Cart): number {
  return cart.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** Reads a kept cart; what is no cart line is dropped, so that an old or broken memory does no harm. */
export function readCart(kept: unknown): Cart {
  if (!Array.isArray(kept)) return [];
  return kept.filter(isLine).slice(0, mostLines);
}

function isLine(value: unknown): value is CartLine {
  if (typeof value !== "object" || value === null) return false;
  const { productId, variantId, quantity } = value as Record<string, unknown>;
  return (
    typeof productId === "string" &&
    typeof variantId === "string" &&
    typeof quantity === "number" &&
    Number.isInteger(quantity) &&
    quantity >= 1 &&
    quantity <= mostOfOne
  );
}
