import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitRecords } from "./split-records.ts";

const bounds = { maxLinesPerRecord: 50, maxRecordLength: 10_000 };

async function split(
  text: string,
  linesPerBatch = 1000,
): Promise<{ cells: readonly string[]; fault?: string; line: number }[]> {
  const lines = text.split("\n");
  async function* batches(): AsyncGenerator<string[]> {
    for (let at = 0; at < lines.length; at += linesPerBatch) yield lines.slice(at, at + linesPerBatch);
  }
  const found = [];
  for await (const rows of splitRecords(batches(), ",", bounds)) {
    for (const row of rows) {
      found.push({ cells: row.cells, line: row.lineNumber, ...(row.fault && { fault: row.fault.code }) });
    }
  }
  return found;
}

describe("records of a CSV file", () => {
  it("may hold delimiters, quotes and line ends inside quotes", async () => {
    expect(await split('a,b\n"1,5","say ""hi""\nthere"\nx,y')).toEqual([
      { cells: ["a", "b"], line: 1 },
      { cells: ["1,5", 'say "hi"\nthere'], line: 2 },
      { cells: ["x", "y"], line: 4 },
    ]);
  });

  it("keep a quote in the middle of a text as it is", async () => {
    expect(await split('a,b\n7" frame,2')).toEqual([
      { cells: ["a", "b"], line: 1 },
      { cells: ['7" frame', "2"], line: 2 },
    ]);
  });

  it("lose one line, not the rest of the file, to a quote that is never closed", async () => {
    const rest = Array.from({ length: 200 }, (_, i) => `${i},"fine ${i}"`).join("\n");
    const found = await split(`a,b\n1,"broken\n${rest}`);
    expect(found.filter((row) => row.fault)).toEqual([{ cells: [], line: 2, fault: "quote_not_closed" }]);
    expect(found).toHaveLength(202);
    expect(found.at(-1)).toEqual({ cells: ["199", "fine 199"], line: 202 });
  });

  it("lose one line to an open quote even where no later line has quotes", async () => {
    const rest = Array.from({ length: 200 }, (_, i) => `${i},fine`).join("\n");
    const found = await split(`a,b\n1,"broken\n${rest}`, 7);
    expect(found.filter((row) => row.fault)).toHaveLength(1);
    expect(found).toHaveLength(202);
  });

  it("leave out empty lines and still count them", async () => {
    expect(await split("a,b\n\n\n1,2\n")).toEqual([
      { cells: ["a", "b"], line: 1 },
      { cells: ["1", "2"], line: 4 },
    ]);
  });

  it("come back as they were written, wherever batches are cut", async () => {
    const cell = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", " ", "中"), maxLength: 6 });
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 5 }), async (rows, linesPerBatch) => {
        const text = rows.map((row) => row.map((c) => `"${c.replaceAll('"', '""')}"`).join(",")).join("\n");
        const found = await split(`h1,h2,h3\n${text}`, linesPerBatch);
        expect(found.slice(1).map((row) => [...row.cells])).toEqual(rows);
        expect(found.some((row) => row.fault)).toBe(false);
      }),
    );
  });
});
