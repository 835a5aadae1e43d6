/**
 * Vitest's global set-up for tests that need PostgreSQL: one server per test run, in a temporary folder, shared by
 * all projects and workers of the run and gone after it. With TEST_DATABASE_URL that server is used instead.
 * A run that was killed leaves its server behind; the next run clears it away.
 */
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import "./testing.ts";
import { startEmbeddedPostgres } from "./embedded/index.ts";
import { isRunning } from "./embedded/postmaster.ts";

type TestServer = { readonly url: string; close(): Promise<void> };
type Shared = { users: number; server: Promise<TestServer> };

/** Each project loads this file anew; they meet at the process. */
const processWide = globalThis as typeof globalThis & { refrainTestServer?: Shared | undefined };

const folderPrefix = "refrain-tests-";

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const shared = (processWide.refrainTestServer ??= { users: 0, server: openServer() });
  shared.users += 1;
  project.provide("testDatabaseUrl", (await shared.server).url);
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    processWide.refrainTestServer = undefined;
    await (await shared.server).close();
  };
}

async function openServer(): Promise<TestServer> {
  const given = process.env["TEST_DATABASE_URL"];
  if (given) return { url: given, close: () => Promise.resolve() };
  await clearAway();
  const dataDir = await mkdtemp(join(tmpdir(), `${folderPrefix}${process.pid}-`));
  await chmod(dataDir, 0o711);
  const server = await startEmbeddedPostgres({ dataDir, durable: false });
  const close = async (): Promise<void> => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { url: server.url, close };
}

/** Servers and folders of runs whose process is gone: taken over, stopped, deleted. */
async function clearAway(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(folderPrefix));
  for (const name of names) {
    if (isRunning(Number(name.slice(folderPrefix.length).split("-")[0]))) continue;
    const dataDir = join(tmpdir(), name);
    try {
      await (await startEmbeddedPostgres({ dataDir, durable: false })).stop();
      await rm(dataDir, { recursive: true, force: true });
    } catch {
      // Another run is clearing it away, or it belongs to another user.
    }
  }
}
