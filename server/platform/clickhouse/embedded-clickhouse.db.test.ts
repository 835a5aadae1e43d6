import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { RefrainError } from "../errors.ts";
import { connectClickhouse, startEmbeddedClickhouse } from "./index.ts";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "refrain-embedded-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe("the embedded engine", () => {
  test("keeps what it stored when it is stopped and started", async () => {
    const first = await startEmbeddedClickhouse({ dataDir });
    const before = connectClickhouse({ url: first.url });
    await before.run("CREATE TABLE kept (id UInt32) ENGINE = MergeTree ORDER BY id");
    const last = before.insert("kept", [{ id: 1 }, { id: 2 }]);
    await last;
    await before.close();
    await first.stop();

    const second = await startEmbeddedClickhouse({ dataDir });
    const after = connectClickhouse({ url: second.url });
    expect(await after.rows("SELECT count() AS count FROM kept")).toEqual([{ count: 2 }]);
    await after.close();
    await second.stop();
  });

  test("is started again when it is killed, and has lost nothing it acknowledged", async () => {
    const embedded = await startEmbeddedClickhouse({ dataDir });
    const clickhouse = connectClickhouse({ url: embedded.url });
    await clickhouse.run("CREATE TABLE kept (id UInt32) ENGINE = MergeTree ORDER BY id");
    const acknowledged: number[] = [];
    for (let id = 0; id < 120; id += 1) {
      if (id === 60) process.kill(embedded.pid() ?? Number.NaN, "SIGKILL");
      await clickhouse.insert("kept", [{ id }]).then(
        () => acknowledged.push(id),
        (failure: unknown) => expect(failure).toMatchObject({ code: "unavailable" }),
      );
    }
    const stored = await clickhouse.rows<{ id: number }>("SELECT DISTINCT id FROM kept ORDER BY id");
    const ids = new Set(stored.map(({ id }) => id));
    expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(100);
    await clickhouse.close();
    await embedded.stop();
  });

  test("is refused to a second process on the same directory, with the remedy", async () => {
    const embedded = await startEmbeddedClickhouse({ dataDir });
    const failure = await startEmbeddedClickhouse({ dataDir }).catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(RefrainError);
    expect(failure).toMatchObject({ code: "unavailable", details: { reason: "directory_in_use" }, message: expect.stringContaining("CLICKHOUSE_URL") }); // prettier-ignore
    await embedded.stop();
  });

  test("finishes what it has taken before it stops", async () => {
    const embedded = await startEmbeddedClickhouse({ dataDir });
    const clickhouse = connectClickhouse({ url: embedded.url });
    await clickhouse.run("CREATE TABLE slow (id UInt8) ENGINE = MergeTree ORDER BY id");
    const slow = clickhouse.rows(
      "SELECT count() AS count FROM numbers(30000000) WHERE NOT ignore(sipHash64(number))",
    );
    await clickhouse.insert("slow", [{ id: 1 }]);
    const [rows] = await Promise.all([slow, embedded.stop()]);
    expect(rows).toEqual([{ count: 30_000_000 }]);
    expect(embedded.pid()).toBeUndefined();
    expect(await clickhouse.ping()).toBe(false);
    await clickhouse.close();
  });

  test("ends when its parent is killed", async () => {
    const room = new URL("index.ts", import.meta.url).href;
    const script = `const { startEmbeddedClickhouse } = await import(${JSON.stringify(room)});
      const embedded = await startEmbeddedClickhouse({ dataDir: ${JSON.stringify(dataDir)} });
      console.log(embedded.pid()); setInterval(() => undefined, 1000);`;
    const parent = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(parent.stdout, "data")) as [Buffer];
    const childPid = Number(line.toString());
    expect(isAlive(childPid)).toBe(true);
    parent.kill("SIGKILL");
    await expect.poll(() => isAlive(childPid), { timeout: 10_000 }).toBe(false);
  });
});

test("a store that is not there is unavailable, not an endless wait", async () => {
  const clickhouse = connectClickhouse({ url: "http://127.0.0.1:9" });
  await expect(clickhouse.rows("SELECT 1")).rejects.toMatchObject({ code: "unavailable" });
  expect(await clickhouse.ping()).toBe(false);
  await clickhouse.close();
});
