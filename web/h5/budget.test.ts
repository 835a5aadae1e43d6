import { gzipSync } from "node:zlib";
import { build } from "vite";
import { expect, test, vi } from "vitest";
import { viteSettings } from "../vite-settings.ts";

/** Shoppers come by phone, often on a poor network: what must arrive before the first page is seen stays small. */
const budgetBytes = 150_000;

test("the shopper's first page fits its byte budget (gzip)", { timeout: 60_000 }, async () => {
  // Otherwise the libraries would come with their checks for developers.
  vi.stubEnv("NODE_ENV", "production");
  const settings = viteSettings("h5");
  const result = await build({ ...settings, build: { ...settings.build, write: false } });
  if (!("output" in result)) throw new Error("Expected one output.");
  const page = result.output.find((file) => file.fileName === "index.html");
  const needed = result.output.filter(
    (file) => page?.type === "asset" && page.source.toString().includes(file.fileName),
  );
  expect(needed.length).toBeGreaterThan(1);
  const bytes = needed.map((file) => gzipSync(file.type === "chunk" ? file.code : file.source).length);
  const total = bytes.reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(20_000);
  expect(total).toBeLessThan(budgetBytes);
});
