import type { OrderLineRecord } from "../records.ts";

/** All lines of one order, in the order of the file. */
export type GatheredOrder = {
  readonly source: string;
  readonly number: string;
  readonly lines: readonly OrderLineRecord[];
};

/**
 * Puts the lines of an order together although exports mix orders that were placed at the same time: an order is given out
 * once nothing of it has come for `windowLines` lines of the file. Held lines are bounded by the window.
 */
export type OrderGatherer = {
  add(line: OrderLineRecord): void;
  /** Orders that are complete as of the last line added. */
  takeComplete(): readonly GatheredOrder[];
  takeAll(): readonly GatheredOrder[];
};

type Held = { readonly source: string; readonly number: string; lines: OrderLineRecord[]; lastLine: number };

export function createOrderGatherer(windowLines = 2000): OrderGatherer {
  const held = new Map<string, Held>();
  let lastLine = 0;
  const take = (isComplete: (order: Held) => boolean): readonly GatheredOrder[] => {
    const complete: GatheredOrder[] = [];
    for (const [number, order] of held) {
      if (!isComplete(order)) continue;
      complete.push(order);
      held.delete(number);
    }
    return complete;
  };
  return {
    add: (line) => {
      lastLine = line.lineNumber;
      const order = held.get(line.orderNumber);
      if (order) {
        order.lines.push(line);
        order.lastLine = lastLine;
      } else {
        held.set(line.orderNumber, {
          source: line.source,
          number: line.orderNumber,
          lines: [line],
          lastLine,
        });
      }
    },
    takeComplete: () => take((order) => order.lastLine + windowLines < lastLine),
    takeAll: () => take(() => true),
  };
}
