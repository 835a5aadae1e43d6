import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { csvLine } from "./csv.ts";

test.each(["=1+1", "+86", "-2", "@SUM(A1)", "\tx", "\rx", "＝1+1"])(
  "%j is text to a spreadsheet, not a formula",
  (text) => {
    const [[cell]] = parse(csvLine([text]), { record_delimiter: "\r\n" }) as [[string]];
    expect(cell).toBe(`'${text}`);
  },
);

test("numbers stay numbers, also below zero; what is absent is empty", () => {
  expect(csvLine([-1, 0.5, true, null, undefined, ""])).toBe("-1,0.5,true,,,\r\n");
});

test("whatever a text holds, it comes back from the file as one cell", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 1 }), (cells) => {
      const [read] = parse(csvLine(["first", ...cells]), { record_delimiter: "\r\n" });
      expect(
        read!.slice(1).map((cell, index) => (cell === `'${cells[index]}` ? cells[index] : cell)),
      ).toEqual(cells);
    }),
  );
});
