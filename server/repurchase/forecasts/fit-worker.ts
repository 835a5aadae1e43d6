/**
 * The thread in which a shop is fitted, so that seconds of mathematics never hold up requests. It is handed one
 * history, tells its progress, answers with the fit and ends.
 */
import { parentPort } from "node:worker_threads";
import { fitShop, type ShopFit } from "./fit-shop.ts";
import type { ShopHistory } from "./history.ts";

export type WorkerMessage =
  | { readonly kind: "progress"; readonly fraction: number; readonly note: string }
  | { readonly kind: "fit"; readonly fit: ShopFit };

const port = parentPort!;

port.once("message", (history: ShopHistory) => {
  const say = (message: WorkerMessage) => port.postMessage(message);
  const fit = fitShop(history, (fraction, note) => say({ kind: "progress", fraction, note }));
  say({ kind: "fit", fit });
});
