/** Lets at most `places` pieces of work run at once; the others wait in order. */
export function createTurns(places: number) {
  const waiting: (() => void)[] = [];
  const quiet: (() => void)[] = [];
  let working = 0;

  async function run(work: () => Promise<void>): Promise<void> {
    if (working >= places) await new Promise<void>((resolve) => waiting.push(resolve));
    else working += 1;
    try {
      await work();
    } finally {
      const next = waiting.shift();
      // The place is handed over, so nobody who comes now can slip in between.
      if (next) next();
      else leave();
    }
  }

  function leave(): void {
    working -= 1;
    if (working === 0) for (const resolve of quiet.splice(0)) resolve();
  }

  return {
    run,
    /** Resolves when nothing runs or waits. */
    idle: (): Promise<void> =>
      working === 0 ? Promise.resolve() : new Promise((resolve) => quiet.push(resolve)),
  };
}
