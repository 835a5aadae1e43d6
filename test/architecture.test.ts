import { expect, test } from "vitest";
import { chapters, fileRules, findViolations, importRules } from "./architecture/house-rules.ts";
import { listFiles, readSource, readSources } from "./architecture/read-sources.ts";

/** A file that does not exist, as the reader would see it. */
function written(path: string, text: string): string[] {
  return findViolations([readSource(path, text)]);
}

const sources = readSources(listFiles());

test("the house keeps its rules", () => {
  expect(findViolations(sources).join("\n\n")).toBe("");
});

test("the reader sees the house: every chapter's calls to earlier ones are found", () => {
  const calls = (from: string, to: string) =>
    sources.some(
      (source) =>
        source.path.startsWith(`server/${from}/`) && source.imports.includes(`server/${to}/index.ts`),
    );
  for (const chapter of chapters.slice(1)) expect(calls(chapter, "shop"), chapter).toBe(true);
  expect(calls("engage", "platform/database")).toBe(true);
  expect(sources.filter((source) => source.readsEnvironment).map((source) => source.path)).toContain(
    "server/platform/settings.ts",
  );
});

/** One deliberate violation for each rule, in the order of the rules. */
const importViolations: readonly (readonly [path: string, text: string])[] = [
  ["server/shop/orders/x.ts", `import { serveLive } from "../../live/index.ts";`],
  ["server/engage/touches/x.ts", `import { hash } from "../../shop/staff/password.ts";`],
  ["server/platform/http/x.ts", `import type { ShopChapter } from "../../shop/index.ts";`],
  ["server/shop/orders/x.ts", `import { runTransaction } from "../../platform/database/transaction.ts";`],
  ["contract/x.ts", `import { readFileSync } from "node:fs";`],
  ["models/rfm/x.ts", `const fs = await import("node:fs");`],
  ["server/live/x.ts", `export { rfm } from "../../models/index.ts";`],
  ["web/h5/x.tsx", `export type Clock = import("../../server/platform/clock/index.ts").Clock;`],
  ["server/live/x.ts", `import { text } from "../../web/h5/text.ts";`],
  ["server/shop/x.ts", `import { buildHouse } from "../house.ts";`],
];

test.each(importRules.map((rule, i) => [rule.says, rule, importViolations[i]] as const))(
  "a violation is told: %s",
  (_says, rule, violation) => {
    const [path, text] = violation!;
    const told = written(path, text);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(rule.says);
    expect(told[0]).toContain(rule.instead);
  },
);

const fileViolations: readonly (readonly [path: string, text: string])[] = [
  ["server/shop/orders/x.ts", "export const debug = process.env.DEBUG;"],
  ["server/shop/utils/x.ts", "export const x = 1;"],
  ["server/shop/orders/x.ts", "void 0;\n".repeat(501)],
  ["server/shop/returns/index.ts", `export { x } from "./x.ts";`],
];

test.each(fileRules.map((rule, i) => [rule.says, rule, fileViolations[i]] as const))(
  "a violation is told: %s",
  (_says, rule, violation) => {
    const [path, text] = violation!;
    expect(written(path, text).join("\n")).toContain(rule.says);
  },
);

test("what the rules allow is not told", () => {
  expect(written("server/engage/x.ts", `import { recordDeed } from "../shop/index.ts";`)).toEqual([]);
  expect(written("server/house.ts", `import { createShop } from "./shop/index.ts";`)).toEqual([]);
  expect(written("server/insight/x.ts", `import { cuped } from "../../models/index.ts";`)).toEqual([]);
  expect(written("web/h5/x.tsx", `import type { Routes } from "../../contract/route.ts";`)).toEqual([]);
});

test("a file that cannot be parsed is no silent pass", () => {
  expect(() => readSource("server/x.ts", "import {")).toThrow(/cannot be parsed/u);
});
