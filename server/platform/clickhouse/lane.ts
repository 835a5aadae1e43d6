/** Runs tasks strictly one after the other, in the order in which they came. */
export type Lane = {
  run<T>(task: () => Promise<T>): Promise<T>;
  /** Settles when everything that has been handed in is done. */
  idle(): Promise<void>;
};

export function createLane(): Lane {
  let tail: Promise<unknown> = Promise.resolve();
  return {
    run(task) {
      const result = tail.then(task);
      tail = result.catch(() => undefined);
      return result;
    },
    async idle() {
      let seen: Promise<unknown> | undefined;
      while (seen !== tail) {
        seen = tail;
        await seen;
      }
    },
  };
}
