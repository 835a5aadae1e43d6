import { splitByWeight } from "../../../platform/money/index.ts";
import type { OrderLineRecord } from "../records.ts";

/** Takes consecutive lines of one order together, for exports that write what concerns the order only once. */
export type OrderGroup = {
  /** Adds a line; returns the finished lines of the order before when a new order begins. */
  add(line: OrderLineRecord): readonly OrderLineRecord[];
  finish(): readonly OrderLineRecord[];
};

/** An order of more lines than this is passed on in pieces, so that a broken file cannot fill the memory. */
const longestOrder = 5000;

export function createOrderGroup(
  complete: (lines: readonly OrderLineRecord[]) => readonly OrderLineRecord[],
): OrderGroup {
  let lines: OrderLineRecord[] = [];
  const finish = (): readonly OrderLineRecord[] => {
    if (lines.length === 0) return [];
    const done = complete(lines);
    lines = [];
    return done;
  };
  return {
    add: (line) => {
      const begins =
        lines.length > 0 && (lines[0]!.orderNumber !== line.orderNumber || lines.length >= longestOrder);
      const done = begins ? finish() : [];
      lines.push(line);
      return done;
    },
    finish,
  };
}

/** Spreads an order's discount over its lines by their worth; a discount beyond the worth is cut. */
export function spreadDiscount(lines: readonly OrderLineRecord[], discountCents: number): OrderLineRecord[] {
  const worth = lines.map((line) => line.lineTotalCents);
  const total = worth.reduce((sum, cents) => sum + cents, 0);
  const parts = splitByWeight(Math.min(Math.max(discountCents, 0), total), worth);
  return lines.map((line, i) => {
    const part = parts[i] ?? 0;
    if (part === 0) return line;
    return {
      ...line,
      lineTotalCents: line.lineTotalCents - part,
      discountCents: (line.discountCents ?? 0) + part,
    };
  });
}

/** Spreads an order's refund over its lines by what was paid for each, never more than was paid. */
export function spreadRefund(lines: readonly OrderLineRecord[], refundedCents: number): OrderLineRecord[] {
  if (refundedCents <= 0) return [...lines];
  const worth = lines.map((line) => line.lineTotalCents);
  const total = worth.reduce((sum, cents) => sum + cents, 0);
  const parts = splitByWeight(Math.min(refundedCents, total), worth);
  return lines.map((line, i) => ({ ...line, refundedCents: parts[i] ?? 0 }));
}
