/** Buying, wherever one is: choose, order, pay. The server decides prices, coupons and stock; nothing here does. */
export { BuySheet, firstInStock } from "./buy-sheet.tsx";
export { VariantPrice } from "./choose-variant.tsx";
