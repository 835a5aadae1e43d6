import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, mkdir, mkdtemp, readFile, realpath, rm, rmdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import sql from "sql-template-tag";
import { connectDatabase, type Database, startEmbeddedPostgres } from "../index.ts";
import { isRunning } from "./postmaster.ts";

const isRoot = process.getuid?.() === 0;
const ownerProgram = fileURLToPath(new URL("testing-owner.ts", import.meta.url));

type Started = { readonly url: string; readonly adopted: boolean; readonly serverPid: number };

describe("an embedded PostgreSQL", () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(await realpath(tmpdir()), "refrain-embedded-"));
    await chmod(dataDir, 0o711);
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  it("starts, answers, stops without leaving a process or a socket, and keeps its rows for the next start", async () => {
    const first = await start();
    expect(first).toMatchObject({ adopted: false, version: expect.stringMatching(/^18\./u) });
    await withDatabase(first.url, (db) =>
      db.run(sql`create table kept as select generate_series(1, 1000) as n`),
    );
    await first.stop();
    expect(isRunning(first.pid())).toBe(false);
    await expect(readFile(socketDirOf(first.url))).rejects.toThrow("ENOENT");

    const second = await start();
    expect(second.adopted).toBe(false);
    expect(await countKept(second.url)).toBe(1000);
    await second.stop();
  });

  it("stores text as UTF-8, sorts it by code point and finds words in any script", async () => {
    const server = await start();
    await withDatabase(server.url, async (db) => {
      expect(
        await db.row(sql`select pg_encoding_to_char(encoding) as name from pg_database
        where datname = current_database()`),
      ).toEqual({ name: "UTF8" });
      expect(
        await db.row(sql`select array_agg(x order by x) as sorted, to_tsvector('simple', '直播间 Été')::text as words
        from unnest(array['é', 'z', 'Z', '直']) as x`),
      ).toEqual({
        sorted: ["Z", "z", "é", "直"],
        words: "'été':2 '直播间':1",
      });
    });
    await server.stop();
  });

  it("waits for the disk at every commit and is not on the network", async () => {
    const server = await start({ durable: true });
    await withDatabase(server.url, async (db) => {
      const settings = await db.rows<{ name: string; setting: string }>(
        sql`select name, setting from pg_settings
          where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses', 'TimeZone') order by 1`,
      );
      expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
        fsync: "on",
        full_page_writes: "on",
        listen_addresses: "",
        synchronous_commit: "on",
        TimeZone: "UTC",
      });
    });
    await server.stop();
  });

  it("is taken over after its owner was killed, with all rows", async () => {
    const owner = await startOwner(dataDir, { durable: true });
    await withDatabase(owner.started.url, (db) => db.run(sql`insert into kept values (1), (2)`));
    await kill(owner.child);
    expect(isRunning(owner.started.serverPid)).toBe(true);

    const server = await start();
    expect(server.adopted).toBe(true);
    expect(server.pid()).toBe(owner.started.serverPid);
    expect(await countKept(server.url)).toBe(2);
    await server.stop();
    expect(isRunning(owner.started.serverPid)).toBe(false);
  });

  it("refuses a second owner by name and goes on serving the first", async () => {
    const owner = await startOwner(dataDir);
    await expect(start()).rejects.toThrow(`already used by process ${owner.child.pid}`);
    expect(await countKept(owner.started.url)).toBe(0);
    await interrupt(owner.child);
  });

  it("has one owner when several processes start at once on a new directory", async () => {
    const attempts = await Promise.allSettled([1, 2, 3].map(() => startOwner(dataDir)));
    const owners = attempts.filter((attempt) => attempt.status === "fulfilled");
    const refused = attempts.filter((attempt) => attempt.status === "rejected");
    expect(owners).toHaveLength(1);
    for (const { reason } of refused) expect(String(reason)).toContain("already used by process");
    for (const { value } of owners) await interrupt(value.child);
  });

  it("lives through Ctrl-C until its owner has drained, then ends with it", async () => {
    const owner = await startOwner(dataDir);
    await withDatabase(owner.started.url, (db) => db.run(sql`insert into kept values (1)`));
    const lastLine = owner.nextLine();
    const ended = once(owner.child, "exit");
    process.kill(-owner.child.pid!, "SIGINT");
    expect(await lastLine).toBe('{"n":1}');
    expect(await ended).toEqual([0, null]);
    expect(isRunning(owner.started.serverPid)).toBe(false);
  });

  it("ends by itself when its owner exits without stopping it", async () => {
    const owner = await startOwner(dataDir);
    owner.child.kill("SIGTERM");
    await once(owner.child, "exit");
    await vi.waitFor(() => expect(isRunning(owner.started.serverPid)).toBe(false), { timeout: 25_000 });
  });

  it("is started again when it is killed, and every acknowledged row is there", async () => {
    const server = await start({ durable: true });
    const killed = server.pid();
    const db = connectDatabase({ url: server.url, onError: () => undefined });
    await db.run(sql`create table kept (n int)`);
    let acknowledged = 0;
    const writing = (async () => {
      for (;;) {
        await db.run(sql`insert into kept values (${acknowledged})`);
        acknowledged += 1;
        if (acknowledged === 200) process.kill(killed, "SIGKILL");
      }
    })();
    await expect(writing).rejects.toThrow(/./u);
    expect(acknowledged).toBeGreaterThanOrEqual(200);
    await vi.waitFor(() => expect(server.pid()).not.toBe(killed), { timeout: 20_000 });
    const { n } = (await db.row<{ n: number }>(sql`select count(*) as n from kept`))!;
    // The statement in flight may have been committed without its answer reaching us.
    expect([acknowledged, acknowledged + 1]).toContain(n);
    await db.close();
    await server.stop();
  });

  it("keeps its owner when one of its connections crashes", async () => {
    const server = await start();
    const db = connectDatabase({ url: server.url, onError: () => undefined });
    const { pid } = (await db.row<{ pid: number }>(sql`select pg_backend_pid() as pid`))!;
    process.kill(pid, "SIGKILL");
    const owners = () => db.row(sql`select count(*) as n from pg_locks where locktype = 'advisory'`);
    await vi.waitFor(async () => expect(await owners()).toEqual({ n: 1 }), { timeout: 25_000 });
    await expect(start()).rejects.toThrow(`already used by process ${process.pid}`);
    await db.close();
    await server.stop();
    expect(isRunning(server.pid())).toBe(false);
  });

  it("keeps every acknowledged row when server and owner are killed together", async () => {
    const owner = await startOwner(dataDir, { durable: true });
    await withDatabase(owner.started.url, (db) =>
      db.run(sql`insert into kept select generate_series(1, 500)`),
    );
    process.kill(owner.started.serverPid, "SIGKILL");
    await kill(owner.child);
    const server = await start();
    expect(server.adopted).toBe(false);
    expect(await countKept(server.url)).toBe(500);
    await server.stop();
  });

  it("starts although postmaster.pid names a process that is another program now", async () => {
    const before = await start();
    await before.stop();
    const pidFile = join(dataDir, "cluster", "postmaster.pid");
    await writeFile(pidFile, `${process.pid}\n${join(dataDir, "cluster")}\n1700000000\n5432\n/tmp\n\n`);
    const after = await start();
    expect(after.adopted).toBe(false);
    await after.stop();
  });

  it("refuses data of another PostgreSQL version and says so", async () => {
    await (await start()).stop();
    await writeFile(join(dataDir, "cluster", "PG_VERSION"), "17\n");
    await expect(start()).rejects.toThrow("was written by PostgreSQL 17, and this is PostgreSQL 18");
  });

  it("refuses a directory that holds something else", async () => {
    await mkdir(join(dataDir, "cluster"));
    if (isRoot) await chown(join(dataDir, "cluster"), 65_534, 65_534);
    await writeFile(join(dataDir, "cluster", "notes.txt"), "mine");
    await expect(start()).rejects.toThrow("no PostgreSQL data");
  });

  it("works where the path is longer than a socket's may be, and under foreign PG variables", async () => {
    const deep = join(dataDir, "x".repeat(100), "y".repeat(100));
    const owner = await startOwner(deep, { env: { PGPORT: "1", PGDATA: "/nowhere", PGSSLMODE: "require" } });
    expect(Buffer.byteLength(join(socketDirOf(owner.started.url), ".s.PGSQL.5432"))).toBeLessThanOrEqual(103);
    await interrupt(owner.child);
  });

  it.runIf(isRoot)("as root it runs as nobody, also where nobody may not enter the directory", async () => {
    await chmod(dataDir, 0o700);
    const notes: string[] = [];
    const server = await startEmbeddedPostgres({ dataDir, durable: false, log: (note) => notes.push(note) });
    expect(await readFile(`/proc/${server.pid()}/status`, "utf8")).toMatch(/^Uid:\t65534\t65534/mu);
    const moved = dirname(await realpath(join(dataDir, "cluster")));
    onTestFinished(async () => {
      await rm(moved, { recursive: true, force: true });
      await rmdir(dirname(moved)).catch(() => undefined);
    });
    expect(moved).toMatch(/^\/var\/lib\/refrain\//u);
    expect(notes.join("\n")).toContain(moved);
    await withDatabase(server.url, (db) => db.run(sql`create table kept as select 1 as n`));
    await server.stop();
    const again = await start();
    expect(await countKept(again.url)).toBe(1);
    await again.stop();
  });

  it.runIf(isRoot)("runs as an ordinary user; root later uses the same data as that user", async () => {
    await chown(dataDir, 65_534, 65_534);
    const home = join(dataDir, "home");
    await mkdir(home);
    await chown(home, 65_534, 65_534);
    const own = join(home, "data");
    const owner = await startOwner(own, { uid: 65_534, gid: 65_534, env: { HOME: home } });
    expect(owner.started.adopted).toBe(false);
    await withDatabase(owner.started.url, (db) => db.run(sql`insert into kept values (7)`));
    await interrupt(owner.child);
    const server = await startEmbeddedPostgres({ dataDir: own, durable: false });
    expect(await countKept(server.url)).toBe(1);
    await server.stop();
  });

  it.runIf(isRoot)("tells an ordinary user whose data it is", async () => {
    await (await start()).stop();
    await expect(startOwner(dataDir, { uid: 1234, gid: 1234 })).rejects.toThrow("belongs to user 65534");
  });

  function start({ durable = false } = {}) {
    return startEmbeddedPostgres({ dataDir, durable });
  }
});

async function withDatabase<T>(url: string, use: (db: Database) => Promise<T>): Promise<T> {
  const db = connectDatabase({ url, onError: () => undefined });
  try {
    return await use(db);
  } finally {
    await db.close();
  }
}

function countKept(url: string): Promise<number | undefined> {
  return withDatabase(
    url,
    async (db) => (await db.row<{ n: number }>(sql`select count(*) as n from kept`))?.n,
  );
}

function socketDirOf(url: string): string {
  return new URL(url).searchParams.get("host") ?? "";
}

type OwnerOptions = { uid?: number; gid?: number; env?: NodeJS.ProcessEnv; durable?: boolean };

/** Starts an owner in a process group of its own, as a shell would. Rejects with what it wrote to stderr. */
async function startOwner(dataDir: string, { env = {}, durable = false, ...user }: OwnerOptions = {}) {
  const child = spawn(process.execPath, [ownerProgram, dataDir], {
    ...user,
    cwd: "/",
    env: { PATH: process.env["PATH"], DURABLE: durable ? "yes" : "no", ...env },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (text) => (errors += String(text)));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => {
    const line = await lines.next();
    if (line.done === true) throw new Error(errors);
    return line.value;
  };
  const started = JSON.parse(await nextLine()) as Started;
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) await kill(child);
    if (isRunning(started.serverPid)) process.kill(started.serverPid, "SIGKILL");
    await rm(socketDirOf(started.url), { recursive: true, force: true });
  });
  return { child, started, nextLine };
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

async function interrupt(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGINT");
  await ended;
}
