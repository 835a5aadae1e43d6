import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchRefund, type SoldLine } from "./match-refund.ts";

const day = (n: number): Date => new Date(Date.UTC(2025, 0, n));
const sale = (orderId: string, placed: number, unitPriceCents: number, leftCents: number): SoldLine => {
  return { orderId, lineNo: 0, placedAt: day(placed), unitPriceCents, leftCents };
};

describe("a cancellation", () => {
  it("takes back the latest earlier sale at the same price first", () => {
    const sold = [
      sale("old", 1, 250, 1000),
      sale("dear", 5, 300, 900),
      sale("new", 3, 250, 500),
      sale("later", 9, 250, 500),
    ];
    const pieces = matchRefund({ at: day(6), cents: 1600, unitPriceCents: 250 }, sold);
    expect(pieces.map(({ cents, line }) => [line?.orderId, cents])).toEqual([
      ["new", 500],
      ["old", 1000],
      ["dear", 100],
    ]);
  });

  it("stays a refund of its own where no sale covers it", () => {
    expect(matchRefund({ at: day(6), cents: 70, unitPriceCents: 70 }, [])).toEqual([{ cents: 70 }]);
    const pieces = matchRefund({ at: day(6), cents: 70, unitPriceCents: 70 }, [sale("a", 1, 70, 50)]);
    expect(pieces.map(({ cents }) => cents)).toEqual([50, 20]);
  });

  it("never gives back more than it says, nor more of a sale than was paid", () => {
    const line = fc.record({
      placed: fc.integer({ min: 1, max: 20 }),
      price: fc.integer({ min: 1, max: 3 }),
      left: fc.nat(100),
    });
    const refund = fc.record({
      at: fc.integer({ min: 1, max: 20 }),
      price: fc.integer({ min: 1, max: 3 }),
      cents: fc.nat(200),
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.array(refund, { maxLength: 8 }), (lines, refunds) => {
        const sold = lines.map((one, i) => sale(String(i), one.placed, one.price, one.left));
        for (const one of refunds) {
          const pieces = matchRefund({ at: day(one.at), cents: one.cents, unitPriceCents: one.price }, sold);
          expect(pieces.reduce((sum, piece) => sum + piece.cents, 0)).toBe(one.cents);
          for (const { line } of pieces)
            expect(line === undefined || line.placedAt <= day(one.at)).toBe(true);
        }
        expect(sold.every((one, i) => one.leftCents >= 0 && one.leftCents <= lines[i]!.left)).toBe(true);
      }),
    );
  });
});
