import { mkdtemp, realpath, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { findPostmaster, isRunning, parsePostmasterFile } from "./postmaster.ts";

it("postmaster.pid tells the process and where its socket is", () => {
  const text = "4711\n/data\n1700000000\n5432\n/tmp/refrain-1\n\n  65540  3\nready   \n";
  expect(parsePostmasterFile(text)).toEqual({ pid: 4711, socketDir: "/tmp/refrain-1", isReady: true });
  expect(parsePostmasterFile(text.replace("ready   ", "stopping"))?.isReady).toBe(false);
});

it("an empty or broken postmaster.pid names nobody", () => {
  for (const text of ["", "\n\n", "abc\n", "-5\n", "0\n"]) expect(parsePostmasterFile(text)).toBeUndefined();
});

it("this process runs, a process number that cannot exist does not", () => {
  expect(isRunning(process.pid)).toBe(true);
  expect(isRunning(2 ** 30)).toBe(false);
});

it("a file naming another program is removed, one naming nobody is left to PostgreSQL", async () => {
  const dir = await mkdtemp(join(await realpath(tmpdir()), "refrain-postmaster-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const file = join(dir, "postmaster.pid");
  await writeFile(file, `${2 ** 30}\n`);
  expect(await findPostmaster(dir)).toBeUndefined();
  expect(await readFile(file, "utf8")).toBe(`${2 ** 30}\n`);
  await writeFile(file, `${process.pid}\n`);
  expect(await findPostmaster(dir)).toBeUndefined();
  await expect(readFile(file)).rejects.toThrow("ENOENT");
});
