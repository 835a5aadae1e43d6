/** Buying, wherever one is: choose, order, pay. The server decides prices, coupons and stock; nothing here does. */
export { BuySheet, firstInStock } from "./buy-sheet.tsx";
export { useCheckout } from "./checkout.tsx";
export { Quantity, VariantPrice } from "./choose-variant.tsx";
export { AddressField } from "./address-field.tsx";
export { recallAddress, rememberAddress } from "./address-memory.ts";
export { PayOrder } from "./pay-order.tsx";
export type { Order, Quote } from "./use-checkout.ts";
