import { newUuid } from "../new-uuid.ts";

/**
 * Names attempts for the Idempotency-Key header: the same request keeps its key until it has succeeded, so that
 * pressing again after a lost answer does not buy twice; another request gets a new one.
 */
export function createAttempts(newKey: () => string = newUuid) {
  let known: { readonly request: string; readonly key: string } | undefined;
  return {
    keyFor(request: unknown): string {
      const text = JSON.stringify(request);
      if (known?.request !== text) known = { request: text, key: newKey() };
      return known.key;
    },
    succeeded(): void {
      known = undefined;
    },
  };
}
