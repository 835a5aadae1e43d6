/** The shop's purchases as typed arrays: what crosses into the thread that does the mathematics. */
export type ShopHistory = {
  /** Orders of one member on one local day are one purchase; grouped by member. */
  readonly orders: {
    readonly member: Int32Array;
    readonly day: Float64Array;
    readonly cents: Float64Array;
  };
  /** What was bought on that day: one entry per member, day and product. */
  readonly lines: {
    readonly member: Int32Array;
    readonly product: Int32Array;
    readonly day: Float64Array;
    readonly quantity: Float64Array;
  };
  /** Local hour of each purchase day's first order. */
  readonly hour: Int8Array;
  readonly categoryOf: Int32Array;
  /** Days one unit lasts by the merchant's own word; 0 where nothing is said. */
  readonly useUpDays: Float64Array;
  /** Last observed day. */
  readonly endDay: number;
};

/** Names of the numbers in a history. */
export type HistoryNames = {
  readonly members: readonly string[];
  readonly products: readonly string[];
  readonly categories: readonly string[];
};

/** A typed array that grows by half when it is full. */
export function createColumn<A extends Int32Array | Float64Array | Int8Array>(make: (length: number) => A) {
  let values = make(1024);
  let length = 0;
  return {
    push: (value: number) => {
      if (length === values.length) {
        const larger = make(Math.ceil(length * 1.5));
        larger.set(values);
        values = larger;
      }
      values[length] = value;
      length += 1;
    },
    /** Adds to the entry pushed last. */
    addToLast: (value: number) => {
      values[length - 1]! += value;
    },
    at: (index: number): number => values[index]!,
    length: () => length,
    done: (): A => values.slice(0, length) as A,
  };
}
