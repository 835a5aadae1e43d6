import type { Address } from "../../../contract/values.ts";
import { keep, recall } from "../keep.ts";

const key = "refrain.address";

/** The address of the last order on this device. It does not leave the device before the next order. */
export function recallAddress(): Address | undefined {
  return recall<Address>(key);
}

export function rememberAddress(address: Address): void {
  keep(key, address);
}
