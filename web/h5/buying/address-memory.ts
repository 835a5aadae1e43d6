import type { Address } from "../../../contract/values.ts";
import { keep, recall } from "../keep.ts";

const key = "refrain.address";
const needed = ["name", "phone", "country", "city", "street"] as const;

/** The address of the last order on this device. It does not leave the device before the next order. */
export function recallAddress(): Address | undefined {
  const kept = recall(key);
  return isAddress(kept) ? kept : undefined;
}

export function rememberAddress(address: Address): void {
  keep(key, address);
}

function isAddress(kept: unknown): kept is Address {
  if (typeof kept !== "object" || kept === null) return false;
  const words = kept as Record<string, unknown>;
  return needed.every((name) => typeof words[name] === "string");
}
