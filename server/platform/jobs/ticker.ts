import type { Clock } from "../clock/index.ts";
import type { Log } from "../log/index.ts";

type Tick = {
  readonly name: string;
  readonly everyMs: number;
  readonly task: (now: Date) => Promise<void>;
  running: Promise<void> | undefined;
  timer: NodeJS.Timeout | undefined;
};

export type Ticker = ReturnType<typeof createTicker>;

/**
 * Named tasks that come round every so many seconds of real time and are told the time of the injected clock: what
 * is due is a question to the database, not to a timer, so a clock that jumps needs one `runAllOnce` and nothing else.
 * A task never overlaps with itself. One that fails is logged and comes round again.
 */
export function createTicker({ clock, log }: { readonly clock: Clock; readonly log: Log }) {
  const ticks: Tick[] = [];
  let isStarted = false;
  let isStopped = false;

  async function runOnce(tick: Tick): Promise<void> {
    tick.running = tick.task(clock.now());
    try {
      await tick.running;
    } finally {
      tick.running = undefined;
    }
  }

  function schedule(tick: Tick, delayMs: number): void {
    if (isStopped) return;
    tick.timer = setTimeout(() => {
      const done = tick.running ?? runOnce(tick);
      done
        .catch((error: unknown) => log.error({ err: error, tick: tick.name }, "a periodic task failed"))
        .finally(() => schedule(tick, tick.everyMs));
    }, delayMs);
    tick.timer.unref();
  }

  return {
    /** Adds a task. The first turn of each comes at a random moment of its period, so that they do not come together. */
    every(name: string, seconds: number, task: (now: Date) => Promise<void>): void {
      if (ticks.some((tick) => tick.name === name)) throw new Error(`There already is a task ${name}`);
      const tick: Tick = { name, everyMs: seconds * 1000, task, running: undefined, timer: undefined };
      ticks.push(tick);
      if (isStarted) schedule(tick, Math.random() * tick.everyMs);
    },

    /** Begins to let the tasks come round. */
    start(): void {
      if (isStarted) return;
      isStarted = true;
      for (const tick of ticks) schedule(tick, Math.random() * tick.everyMs);
    },

    /**
     * Runs every task once, in the order of their adding, with the clock's time now; a turn that is under way ends
     * first. For tests and for a clock that was put forward. Throws what the tasks threw, after all have run.
     */
    async runAllOnce(): Promise<void> {
      const errors: unknown[] = [];
      for (const tick of ticks) {
        await tick.running?.catch(() => undefined);
        await runOnce(tick).catch((error: unknown) => errors.push(error));
      }
      if (errors.length === 1) throw errors[0];
      if (errors.length > 1) throw new AggregateError(errors, "Several periodic tasks failed");
    },

    /** No further turns; waits for those under way. */
    async stop(): Promise<void> {
      isStopped = true;
      for (const tick of ticks) clearTimeout(tick.timer);
      await Promise.allSettled(ticks.map(async (tick) => tick.running));
    },
  };
}
