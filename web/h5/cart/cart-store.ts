import { useSyncExternalStore } from "react";
import { keep, recall } from "../keep.ts";
import { type Cart, type CartLine, readCart, withLine, withQuantity } from "./cart.ts";

const key = "refrain.cart";
let cart: Cart | undefined;
const watchers = new Set<() => void>();

function current(): Cart {
  cart ??= readCart(recall(key));
  return cart;
}

function become(next: Cart): void {
  cart = next;
  keep(key, next);
  for (const watcher of watchers) watcher();
}

export function addToCart(line: CartLine): void {
  become(withLine(current(), line));
}

export function setQuantity(variantId: string, quantity: number): void {
  become(withQuantity(current(), variantId, quantity));
}

export function emptyCart(): void {
  become([]);
}

/** The cart of this device; another tab's changes show as well. */
export function useCart(): Cart {
  return useSyncExternalStore(watch, current);
}

function watch(watcher: () => void): () => void {
  const fromOtherTab = (event: StorageEvent) => {
    if (event.key !== key) return;
    cart = undefined;
    watcher();
  };
  watchers.add(watcher);
  addEventListener("storage", fromOtherTab);
  return () => {
    watchers.delete(watcher);
    removeEventListener("storage", fromOtherTab);
  };
}
