import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { familyOf, type Process, stillRunning } from "./processes.ts";

/**
 * The product as a person starts it: `server/main.ts` in a process of its own, with a data folder and ports of its own.
 * What it prints is kept, so that a failed journey can show it.
 */
export type Product = {
  /** Such as `http://localhost:41234`, without a slash at the end. */
  readonly origin: string;
  readonly dataDir: string;
  /** From the start of the process to the printed addresses, the building of the pages included. */
  readonly readySeconds: number;
  /** Everything printed so far, the last lines at the end. */
  readonly log: () => string;
  /** SIGINT, as Ctrl-C sends it. Gives the exit code and what is still running afterwards. */
  readonly stop: () => Promise<Ending>;
  /** SIGKILL to the server alone: gives the processes it had, which are left to look after themselves. */
  readonly kill: () => Promise<readonly Process[]>;
  [Symbol.asyncDispose](): Promise<void>;
};

export type Ending = { readonly code: number | null; readonly left: readonly Process[] };

export type StartOptions = {
  /** A folder to go on with; without it, a new one that is removed at the end. */
  readonly dataDir?: string;
  /** `--empty`: a shop without the demo's twelve weeks. Default true. */
  readonly empty?: boolean;
  readonly settings?: Readonly<Record<string, string>>;
};

const project = fileURLToPath(new URL("../../", import.meta.url));
/** A first start builds the pages and may make the demo's twelve weeks; on a machine with other work, both take long. */
const patienceMs = 400_000;

/** Starts the product and waits for its addresses. Throws with its last words when it ends before. */
export async function startProduct(options: StartOptions = {}): Promise<Product> {
  const startedAt = performance.now();
  const dataDir = options.dataDir ?? (await newDataDir());
  const attempt = await launch(dataDir, options);
  const origin = await attempt.address;
  if (origin === undefined) {
    await attempt.end("SIGINT");
    if (options.dataDir === undefined) await remove(dataDir);
    throw new Error(`The product did not start.\n${attempt.log()}`);
  }
  const stop = async (): Promise<Ending> => {
    const family = familyOf(attempt.child.pid!);
    const code = await attempt.end("SIGINT");
    return { code, left: stillRunning(family) };
  };
  return {
    origin,
    dataDir,
    readySeconds: (performance.now() - startedAt) / 1000,
    log: attempt.log,
    stop,
    kill: async () => {
      const family = familyOf(attempt.child.pid!);
      await attempt.end("SIGKILL");
      return family;
    },
    [Symbol.asyncDispose]: async () => {
      await attempt.end("SIGINT");
      if (options.dataDir === undefined) await remove(dataDir);
    },
  };
}

/** A start that is expected to fail: gives the exit code and everything that was printed. */
export async function startInVain(options: StartOptions & { readonly dataDir: string }) {
  const attempt = await launch(options.dataDir, options);
  const origin = await attempt.address;
  if (origin !== undefined) await attempt.end("SIGINT");
  else await attempt.ended;
  return { started: origin !== undefined, code: attempt.child.exitCode, log: attempt.log() };
}

/** PostgreSQL gives up root, so others must be able to pass through the folder. */
export async function newDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), "refrain-journey-"));
  await chmod(dataDir, 0o755);
  return dataDir;
}

export async function remove(dataDir: string): Promise<void> {
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

async function launch(dataDir: string, { empty = true, settings = {} }: StartOptions) {
  const port = await freePort();
  const child = spawn(process.execPath, ["server/main.ts", ...(empty ? ["--empty"] : [])], {
    cwd: project,
    env: {
      ...environment(),
      // Answers are checked against the contract; the pages are those of production.
      REFRAIN_NODE_ENV: "test",
      DATA_DIR: dataDir,
      PORT: String(port),
      MEDIA_UDP_PORT: "0",
      RATE_LIMITS: "false",
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit").then(() => undefined);
  const { log, address } = listen(child, ended);
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (isRunning(child)) child.kill(signal);
    await ended;
    return child.exitCode;
  };
  return { child, ended, log, address, end };
}

/** Without the test runner's own variables: they would turn the built pages into development ones. */
function environment(): NodeJS.ProcessEnv {
  const { NODE_ENV: _mode, NODE_OPTIONS: _options, ...rest } = process.env;
  return rest;
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/** Keeps what is printed and gives the address, or undefined when the process ends or takes too long. */
function listen(child: ChildProcess, ended: Promise<undefined>) {
  let text = "";
  const found = Promise.withResolvers<string | undefined>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (piece: string) => {
      text += piece;
      const address = /Merchant\s+(http:\S+)\/console\//u.exec(text)?.[1];
      if (address !== undefined) found.resolve(address);
    });
  }
  const timer = setTimeout(() => found.resolve(undefined), patienceMs);
  void ended.then(() => found.resolve(undefined));
  void found.promise.then(() => clearTimeout(timer));
  return { log: () => text, address: found.promise };
}

/** The links in mails carry the port, so it is known before the start. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "localhost");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("No free port.");
  return address.port;
}
