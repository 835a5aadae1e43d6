/**
 * Does pieces of work together that come at the same time, so that a rush of requests becomes few statements. The
 * first leaves at the end of its turn; what comes while it is under way goes together into the next. There is no
 * timer: with one request at a time nothing waits.
 */
export type Gathered<Item, Result> = (item: Item) => Promise<Result>;

type Waiting<Item, Result> = {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
};

export function createGather<Item, Result>(parts: {
  /** At most so many in one piece of work. */
  readonly most: number;
  /** One result for each item, in their order. When it throws, nothing was done. */
  readonly work: (items: readonly Item[]) => Promise<readonly Result[]>;
  /** Whether one item may be to blame for an error: then each is done alone, so that the others do not suffer. */
  readonly mayBeOne?: (error: unknown) => boolean;
}): Gathered<Item, Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let isBusy = false;

  async function settle(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await parts.work(batch.map(({ item }) => item));
      for (const [index, { resolve }] of batch.entries()) resolve(results[index]!);
    } catch (error) {
      if (batch.length > 1 && parts.mayBeOne?.(error)) {
        for (const one of batch) await settle([one]);
        return;
      }
      for (const { reject } of batch) reject(error);
    }
  }

  async function flush(): Promise<void> {
    const batch = waiting.splice(0, parts.most);
    await settle(batch);
    isBusy = waiting.length > 0;
    if (isBusy) setImmediate(() => void flush());
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (isBusy) return;
      isBusy = true;
      setImmediate(() => void flush());
    });
}
