import { describe, expect, it } from "vitest";
import { type Cart, readCart, unitsIn, withLine, withQuantity } from "./cart.ts";

const tea = { productId: "tea", variantId: "small", quantity: 2 };
const cup = { productId: "cup", variantId: "white", quantity: 1 };

describe("the cart", () => {
  it("keeps one line for one variant, the latest on top", () => {
    const cart = [tea, cup, { ...tea, quantity: 3, showId: "show" }].reduce<Cart>(withLine, []);
    expect(cart).toEqual([{ ...tea, quantity: 5, showId: "show" }, cup]);
    expect(unitsIn(cart)).toBe(6);
  });

  it("takes no more than an order may have", () => {
    const many = Array.from({ length: 60 }, (_, at) => ({ ...tea, variantId: String(at) }));
    const cart = many.reduce<Cart>(withLine, []);
    expect(cart).toHaveLength(50);
    expect(withLine(cart, { ...tea, variantId: "0", quantity: 98 })[0]!.quantity).toBe(99);
  });

  it("loses a line whose quantity becomes none", () => {
    expect(withQuantity([tea, cup], "small", 0)).toEqual([cup]);
    expect(withQuantity([tea, cup], "small", 500)[0]!.quantity).toBe(99);
  });

  it("forgets what does not read as a line", () => {
    const broken = [tea, null, { ...cup, quantity: 0.5 }, { ...cup, quantity: 100 }, { variantId: "x" }];
    expect(readCart(broken)).toEqual([tea]);
    expect(readCart({ lines: [tea] })).toEqual([]);
    expect(readCart(undefined)).toEqual([]);
  });
});
