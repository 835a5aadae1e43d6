import { fileURLToPath } from "node:url";

/** The two apps that are built: the shopper's (served at `/`) and the merchant's (served at `/console/`). */
export type WebApp = "h5" | "console";
export const webApps: readonly WebApp[] = ["h5", "console"];

/** Where an app's finished files lie. */
export function builtFolder(app: WebApp): string {
  return fileURLToPath(new URL(`../dist/${app}/`, import.meta.url));
}
