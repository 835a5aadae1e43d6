/** One life of the media process, seen from the server: calls it, hears it, notices when it is gone. */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { RefrainError } from "../../platform/errors.ts";
import type {
  CoreCall,
  CoreFailure,
  CoreMessage,
  CoreRequest,
  CoreResult,
  CoreSettings,
} from "./core-messages.ts";
import type { MediaFact } from "./media-engine.ts";

export type CoreChild = {
  /** The UDP port it listens on. */
  readonly port: number;
  call(call: CoreCall): Promise<CoreResult>;
  stop(): Promise<void>;
};

export type CoreChildInput = {
  readonly settings: CoreSettings;
  readonly onFact: (fact: MediaFact) => void;
  /** It ended after it had started, by itself or because it no longer answered. */
  readonly onGone: () => void;
  readonly log: (message: string) => void;
};

type Waiting = { readonly resolve: (value: CoreResult) => void; readonly reject: (error: Error) => void };

const answerWithinMs = 10_000;
const probeEveryMs = 5000;
const stopWithinMs = 3000;

/** Starts the process and waits until its port is open. Throws when it cannot start (port taken, address unknown). */
export async function startCoreChild(input: CoreChildInput): Promise<CoreChild> {
  const child = fork(fileURLToPath(new URL("./core-process.ts", import.meta.url)), [], {
    execArgv: [],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  const tell = (request: CoreRequest) => {
    if (child.connected) child.send(request, () => undefined);
  };

  const call = (what: CoreCall) =>
    new Promise<CoreResult>((resolve, reject) => {
      const id = (lastId += 1);
      if (!child.connected) return reject(new RefrainError("unavailable"));
      const late = setTimeout(() => {
        input.log("the media process does not answer and is ended");
        child.kill("SIGKILL");
      }, answerWithinMs);
      const settle = () => {
        clearTimeout(late);
        waiting.delete(id);
      };
      waiting.set(id, {
        resolve: (value) => [settle(), resolve(value)],
        reject: (error) => [settle(), reject(error)],
      });
      tell({ type: "call", id, call: what });
    });

  const hear = (message: CoreMessage) => {
    if (message.type === "fact") input.onFact(message.fact);
    if (message.type === "log") input.log(message.message);
    if (message.type === "result") waiting.get(message.id)?.resolve(message.value);
    if (message.type === "failure") waiting.get(message.id)?.reject(errorOf(message.failure));
  };

  const started = waitForStart(child);
  tell({ type: "start", settings: input.settings });
  const port = await started;
  child.on("message", hear);
  const probe = setInterval(() => void call({ method: "stats" }).catch(() => undefined), probeEveryMs);
  probe.unref();
  let stopping = false;
  child.once("exit", () => {
    clearInterval(probe);
    for (const { reject } of waiting.values()) reject(new RefrainError("unavailable"));
    if (!stopping) input.onGone();
  });
  return {
    port,
    call,
    stop: async () => {
      stopping = true;
      tell({ type: "stop" });
      const late = setTimeout(() => child.kill("SIGKILL"), stopWithinMs);
      await exited;
      clearTimeout(late);
    },
  };
}

function waitForStart(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const settle = (message: CoreMessage) => {
      if (message.type !== "ready" && message.type !== "not-started") return;
      child.off("message", settle);
      child.off("exit", fail);
      if (message.type === "ready") return resolve(message.port);
      child.kill("SIGKILL");
      reject(new Error(`The media process could not start: ${message.message}`));
    };
    const fail = () => reject(new Error("The media process ended while it started."));
    child.on("message", settle);
    child.once("exit", fail);
    child.once("error", reject);
  });
}

function errorOf(failure: CoreFailure): Error {
  if (failure.code === undefined) return new Error(`media process: ${failure.message}`);
  return new RefrainError(failure.code, failure.message, failure.details);
}
