import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { builtFolder, webApps } from "./apps.ts";

/**
 * Builds the two apps into `dist/`. The first start of the server calls it, so it says what it does and
 * does nothing when the sources are those of the last build: a hash of them lies beside the result.
 */
const project = fileURLToPath(new URL("../", import.meta.url));
const stampFile = join(project, "dist", "web.stamp");
/** Everything that ends up in the pages. The lock file stands for the libraries. */
const sources = ["web", "contract", "package-lock.json"];

export type WebBuild = { readonly built: boolean; readonly seconds: number };

/**
 * Builds both apps unless they are up to date. `say` receives one line before and one after.
 * Throws what Vite throws when a source is broken; then no stamp is left and the next call builds again.
 */
export async function buildWebIfNeeded(say: (line: string) => void = console.log): Promise<WebBuild> {
  const startedAt = performance.now();
  const stamp = hashOf(sources.flatMap((source) => filesUnder(join(project, source))));
  if (isBuilt(stamp)) return { built: false, seconds: secondsSince(startedAt) };
  say("Building the pages (only when they have changed) …");
  const { build } = await import("vite");
  const { viteSettings } = await import("./vite-settings.ts");
  await Promise.all(webApps.map(async (app) => build(viteSettings(app))));
  mkdirSync(join(project, "dist"), { recursive: true });
  writeFileSync(stampFile, stamp);
  const seconds = secondsSince(startedAt);
  say(`Pages built in ${seconds.toFixed(1)} s.`);
  return { built: true, seconds };
}

function isBuilt(stamp: string): boolean {
  if (!webApps.every((app) => existsSync(join(builtFolder(app), "index.html")))) return false;
  return existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp;
}

function filesUnder(path: string): string[] {
  if (!existsSync(path)) return [];
  if (path.endsWith(".json")) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes(".test."))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

function hashOf(files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of files) {
    hash.update(file.slice(project.length)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function secondsSince(startedAt: number): number {
  return (performance.now() - startedAt) / 1000;
}

if (import.meta.main) {
  const { built } = await buildWebIfNeeded();
  if (!built) console.log("The pages are up to date.");
}
