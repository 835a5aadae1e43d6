import { expect, test } from "vitest";
import { findGaps, readLockFile } from "../.ci/lock-file.ts";

test("the lock file is whole, so that `npm ci` takes it on every system", () => {
  const gaps = findGaps(readLockFile()).map(({ name }) => name);
  expect(gaps, "run: node .ci/lock-file.ts").toEqual([]);
});

test("a gap is seen, and what lies beside or above is none", () => {
  const packages = {
    "node_modules/tool": { optionalDependencies: { "tool-linux-x64": "1.0.0", "tool-win32-x64": "1.0.0" } },
    "node_modules/tool/node_modules/tool-linux-x64": { version: "1.0.0" },
  };
  expect(findGaps({ packages })).toEqual([{ name: "tool-win32-x64", version: "1.0.0", dev: false }]);
});
