import { describe, expect, it } from "vitest";
import { createTerminal } from "./import-terminal.ts";
import type { ImportRunRow } from "./run-store.ts";

function capture(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, written, write: (text: string) => void written.push(text) };
}

const progress = { report: { rows: 1234 }, written: { orders: 5 } } as never;
const run = {
  status: "finished",
  linesRead: 2000,
  counts: { new_orders: 7, order_lines: 1990, rows: 2000, customers: 0, warning_phone_masked: 3 },
  rejected: 4,
  firstOrderAt: new Date("2025-01-01T00:00:00Z"),
  lastOrderAt: new Date("2025-02-01T00:00:00Z"),
  error: null,
} as unknown as ImportRunRow;

describe("the terminal of an import", () => {
  it("draws a bar in place where there is a screen, and a line for each tenth elsewhere", () => {
    const screen = capture(true);
    createTerminal(capture(false), screen).progress(0.5, progress);
    expect(screen.written.join("")).toContain(
      `\r${"█".repeat(15)}${"░".repeat(15)} 1,234 lines, 5 new orders`,
    );
    const file = capture(false);
    const terminal = createTerminal(capture(false), file);
    for (const share of [0.11, 0.12, 0.19, 0.2]) terminal.progress(share, progress);
    expect(file.written.map((line) => line.split(":")[0])).toEqual(["10 %", "20 %"]);
  });

  it("reports figures in the order in which they are read, leaves out zeros and says where the rejected rows are", () => {
    const output = capture(false);
    createTerminal(output, capture(false)).report(run, 0.5);
    const lines = output.written.join("").split("\n");
    expect(lines[0]).toBe("finished in 0.5 s, 4,000 lines/s");
    expect(lines.slice(1, 6).map((line) => line.trim().replace(/\s{2,}/gu, "="))).toEqual([
      "rows=2,000",
      "order lines=1,990",
      "new orders=7",
      "warning phone masked=3",
      "rejected=4",
    ]);
    expect(lines.join("\n")).toContain("console, under Imports");
  });
});
