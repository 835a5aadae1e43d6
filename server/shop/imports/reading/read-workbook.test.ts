import { describe, expect, it } from "vitest";
import { readWhole } from "../testing-read-whole.ts";
import { workbookOf, zipOf } from "../testing-zip.ts";

describe("a workbook", () => {
  it("is read like a CSV file, with its dates as wall times and its long numbers in full", async () => {
    const bytes = workbookOf([
      ["order_id", "ordered_at", "sku", "quantity", "unit_price"],
      [202503310001, new Date("2025-03-31T20:15:00Z"), "TEA-50", 2, 39.9],
      ["A-2", "soon", "TEA-50", 2, 39.9],
    ]);
    const { records, rejected, table, format } = await readWhole(bytes);
    expect(table.kind).toBe("xlsx");
    expect(format).toBe("plain");
    expect(records).toEqual([
      expect.objectContaining({
        orderNumber: "202503310001",
        orderedAt: new Date("2025-03-31T12:15:00Z"),
        lineTotalCents: 7980,
      }),
    ]);
    expect(rejected.map((row) => [row.lineNumber, row.code])).toEqual([[3, "date_wrong"]]);
  });

  it("that is empty, damaged or hides an entry is refused", async () => {
    await expect(readWhole(workbookOf([]))).rejects.toMatchObject({ code: "import_unreadable" });
    await expect(readWhole(zipOf({ "xl/workbook.xml": Buffer.from("<workbook") }))).rejects.toMatchObject({
      code: "import_unreadable",
    });
    const hidden = zipOf({ "xl/a.xml": Buffer.from("<a/>".repeat(100)), "xl/b.xml": Buffer.from("<b/>") });
    const end = hidden.length - 22;
    const second = hidden.readUInt32LE(end + 16) + 46 + "xl/a.xml".length;
    hidden.writeUInt32LE(second, end + 16);
    hidden.writeUInt16LE(1, end + 10);
    await expect(readWhole(hidden)).rejects.toMatchObject({ details: { problem: "damaged_workbook" } });
  });
});
