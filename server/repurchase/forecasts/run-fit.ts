import { Worker } from "node:worker_threads";
import type { ShopFit } from "./fit-shop.ts";
import type { WorkerMessage } from "./fit-worker.ts";
import type { ShopHistory } from "./history.ts";

/** Fits a shop in a thread of its own. Rejects when the thread fails or runs out of memory. */
export function runFit(
  history: ShopHistory,
  progress: (fraction: number, note: string) => void,
): Promise<ShopFit> {
  const worker = new Worker(new URL("fit-worker.ts", import.meta.url), { name: "fit models" });
  return new Promise<ShopFit>((resolve, reject) => {
    worker.on("message", (message: WorkerMessage) => {
      if (message.kind === "progress") progress(message.fraction, message.note);
      else resolve(message.fit);
    });
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`The thread that fits the models ended (${code}).`)));
    worker.postMessage(history, buffersOf(history));
  }).finally(() => void worker.terminate());
}

/** The arrays move to the thread; nothing is copied. */
function buffersOf({ orders, lines, hour, categoryOf, useUpDays }: ShopHistory): ArrayBuffer[] {
  const arrays = [...Object.values(orders), ...Object.values(lines), hour, categoryOf, useUpDays];
  return arrays.map((array) => array.buffer as ArrayBuffer);
}
