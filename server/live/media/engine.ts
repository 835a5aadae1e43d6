/** The media engine as the server uses it: keeps a media process running and starts it anew when it is lost. */
import { RefrainError } from "../../platform/errors.ts";
import { type CoreChild, startCoreChild } from "./core-child.ts";
import type { CoreCall, CoreResult } from "./core-messages.ts";
import type { MediaEngine, MediaFact, MediaLimits, MediaStats, Session } from "./media-engine.ts";

export type MediaEngineOptions = {
  /**
   * Addresses browsers are told to send to, best first; each is bound. `203.0.113.7=10.0.0.5` announces the first and
   * binds the second, for a machine behind a router that maps one to the other. See `machineAddresses()`.
   */
  readonly announcedAddresses: readonly string[];
  /** One port for all media; 0 takes any that is free. */
  readonly udpPort: number;
  readonly limits?: Partial<MediaLimits>;
  readonly log?: (message: string) => void;
};

/** The engine, and the UDP port it took. */
export type OwnMediaEngine = MediaEngine & { readonly udpPort: number };

const firstPauseMs = 200;
const longestPauseMs = 5000;
const stableAfterMs = 30_000;

/** Starts the media process. Throws when the port or an address cannot be bound. */
export async function startMediaEngine(options: MediaEngineOptions): Promise<OwnMediaEngine> {
  const log = options.log ?? (() => undefined);
  const listeners = new Set<(fact: MediaFact) => void>();
  const open = new Map<string, MediaFact>();
  let child: CoreChild | undefined;
  let closed = false;
  let udpPort = options.udpPort;
  let pauseMs = firstPauseMs;
  let startedAt = 0;
  let restart: NodeJS.Timeout | undefined;

  const publishFact = (fact: MediaFact) => {
    if (fact.type === "stream.started" || fact.type === "viewer.joined") open.set(fact.sessionId, fact);
    else open.delete(fact.sessionId);
    for (const listener of listeners) {
      try {
        listener(fact);
      } catch (error) {
        log(`a media listener failed: ${String(error)}`);
      }
    }
  };

  const start = async () => {
    const { announcedAddresses, limits } = options;
    const settings = { announcedAddresses, udpPort, ...(limits === undefined ? {} : { limits }) };
    const started = await startCoreChild({ settings, onFact: publishFact, onGone, log });
    if (closed) return started.stop();
    child = started;
    udpPort = started.port;
    startedAt = performance.now();
  };

  const onGone = () => {
    child = undefined;
    log("the media process was lost");
    // Its sessions died with it; whoever counts viewers must hear so.
    for (const { type, streamId, sessionId } of open.values()) {
      publishFact({ type: type === "stream.started" ? "stream.ended" : "viewer.left", streamId, sessionId });
    }
    if (performance.now() - startedAt > stableAfterMs) pauseMs = firstPauseMs;
    startAgain();
  };

  const startAgain = () => {
    if (closed) return;
    restart = setTimeout(() => {
      start().catch((error: unknown) => {
        log(String(error));
        startAgain();
      });
    }, pauseMs);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  };

  const call = async <R extends CoreResult>(what: CoreCall): Promise<R> => {
    if (child === undefined) throw new RefrainError("unavailable", "The media process is starting.");
    return (await child.call(what)) as R;
  };

  await start();
  return {
    get udpPort() {
      return udpPort;
    },
    publish: (input) => call<Session>({ method: "publish", ...input }),
    play: (input) => call<Session>({ method: "play", ...input }),
    end: (sessionId) => call<undefined>({ method: "end", sessionId }),
    kick: (streamId) => call<undefined>({ method: "kick", streamId }),
    stats: () => call<MediaStats>({ method: "stats" }),
    on: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: async () => {
      closed = true;
      clearTimeout(restart);
      await child?.stop();
      child = undefined;
    },
  };
}
