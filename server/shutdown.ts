import type { Log } from "./platform/log/index.ts";

/**
 * Ends what was started, the last first, on SIGINT, SIGTERM or when the start fails. A second signal, or a part that
 * does not end in time, ends the process at once; the database then recovers at the next start.
 */
export function createShutdown({ log, seconds }: { log: Log; seconds: number }) {
  const endings: { name: string; end: () => Promise<void> }[] = [];
  let running: Promise<never> | undefined;

  async function endAll(code: number): Promise<never> {
    const timer = setTimeout(() => {
      log.error("the shutdown took too long");
      process.exit(code === 0 ? 1 : code);
    }, seconds * 1000);
    timer.unref();
    for (const { name, end } of endings.toReversed()) {
      await end().catch((error: unknown) =>
        log.error({ err: error, part: name }, "a part did not end cleanly"),
      );
    }
    process.exit(code);
  }

  function run(code: number): Promise<never> {
    running ??= endAll(code);
    return running;
  }

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (running) process.exit(1);
      log.info({ signal }, "shutting down");
      void run(0);
    });
  }

  return { add: (name: string, end: () => Promise<void>) => void endings.push({ name, end }), run };
}
