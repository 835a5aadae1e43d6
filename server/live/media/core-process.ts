/** The media process: a media core that is told what to do over the process channel. Ends with its parent. */
import { RefrainError } from "../../platform/errors.ts";
import type {
  CoreCall,
  CoreFailure,
  CoreMessage,
  CoreRequest,
  CoreResult,
  CoreSettings,
} from "./core-messages.ts";
import { type MediaCore, createMediaCore } from "./media-core.ts";

let core: MediaCore | undefined;

function tell(message: CoreMessage): void {
  // Fails only when the parent is gone; "disconnect" below then ends this process.
  if (process.connected) process.send?.(message, undefined, {}, () => undefined);
}

async function start(settings: CoreSettings): Promise<void> {
  try {
    core = await createMediaCore({
      ...settings,
      onFact: (fact) => tell({ type: "fact", fact }),
      log: (message) => tell({ type: "log", message }),
    });
    tell({ type: "ready", port: core.port });
  } catch (error) {
    tell({ type: "not-started", message: error instanceof Error ? error.message : String(error) });
  }
}

function perform(running: MediaCore, call: CoreCall): CoreResult {
  switch (call.method) {
    case "publish":
      return running.publish(call.streamId, call.offerSdp);
    case "play":
      return running.play(call.streamId, call.offerSdp);
    case "end":
      running.end(call.sessionId);
      return undefined;
    case "kick":
      running.kick(call.streamId);
      return undefined;
    default:
      return running.stats();
  }
}

function failureOf(error: unknown): CoreFailure {
  if (error instanceof RefrainError)
    return { code: error.code, message: error.message, details: error.details };
  return {
    code: undefined,
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
}

function answer(id: number, call: CoreCall): void {
  try {
    if (core === undefined) throw new RefrainError("unavailable");
    const value = perform(core, call);
    tell({ type: "result", id, ...(value === undefined ? {} : { value }) });
  } catch (error) {
    tell({ type: "failure", id, failure: failureOf(error) });
  }
}

async function stop(): Promise<void> {
  await core?.close();
  process.exit(0);
}

process.on("message", (request: CoreRequest) => {
  if (request.type === "start") void start(request.settings);
  else if (request.type === "call") answer(request.id, request.call);
  else void stop();
});
// The server decides when media ends: a Ctrl-C reaches the whole group and must not cut streams before it has drained.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => undefined);
// One handshake that goes astray inside the DTLS library must not end everybody's stream.
process.on("unhandledRejection", (reason) => tell({ type: "log", message: `unhandled: ${String(reason)}` }));
process.on("disconnect", () => void stop());
