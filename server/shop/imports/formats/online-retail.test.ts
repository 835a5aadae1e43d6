import { describe, expect, it } from "vitest";
import { readWhole } from "../testing-read-whole.ts";

const header2 = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country";
const header1 = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";

const lines = [
  "500001,10001a,PAPER LANTERN,12,2011-07-01 08:26:00,2.55,40001.0,France",
  "500001,10001a,PAPER LANTERN,12,2011-07-01 08:26:00,2.55,40001.0,France",
  "500002,POST,POSTAGE,1,2011-07-01 09:00:00,18,,France",
  "C500003,10001A,PAPER LANTERN,-2,2011-07-05 10:00:00,2.55,40001,France",
  "500004,10001A,,-40,2011-07-05 10:00:00,0,,United Kingdom",
  "500005,10001A,GIFT,3,2011-07-05 10:00:00,0,40002,United Kingdom",
  "A500006,B,Adjust bad debt,1,2011-07-05 10:00:00,-100.5,,United Kingdom",
  "C500007,M,Manual,1,2011-07-05 10:00:00,30,40002,United Kingdom",
];

describe("Online Retail", () => {
  it("is known by both spellings of its header and reads the same", async () => {
    const first = await readWhole([header1, ...lines].join("\n"));
    const second = await readWhole([header2, ...lines].join("\n"));
    expect(first.format).toBe("online_retail");
    expect(first.rejected).toEqual([]);
    expect(second.records).toEqual(first.records);
  });

  it("reads pounds, London's time, and the customer without the fraction of a spreadsheet", async () => {
    const { records } = await readWhole([header1, lines[0]].join("\n"));
    expect(records[0]).toMatchObject({
      kind: "order_line",
      orderNumber: "500001",
      sku: "10001A",
      quantity: 12,
      unitPriceCents: 255,
      lineTotalCents: 3060,
      currency: "GBP",
      buyer: { customerNumber: "40001" },
      status: "paid",
      isProduct: true,
    });
    expect(records[0]).toHaveProperty("orderedAt", new Date("2011-07-01T07:26:00Z"));
  });

  it("keeps two equal lines of one invoice as two, under keys that stay the same", async () => {
    const once = await readWhole([header1, ...lines].join("\n"));
    const again = await readWhole([header1, ...lines].join("\n"));
    const keys = once.records.flatMap((record) => ("lineKey" in record ? [record.lineKey] : []));
    expect(new Set(keys).size).toBe(keys.length);
    expect(again.records).toEqual(once.records);
  });

  it("takes a cancellation for a refund, and what is neither sale nor return for an adjustment", async () => {
    const { records } = await readWhole([header1, ...lines].join("\n"));
    expect(records.map((record) => record.kind)).toEqual([
      "order_line",
      "order_line",
      "order_line",
      "refund",
      "adjustment",
      "adjustment",
      "adjustment",
      "adjustment",
    ]);
    expect(records[3]).toMatchObject({
      refundNumber: "C500003",
      quantity: 2,
      refundedCents: 510,
      sku: "10001A",
    });
    expect(records.slice(4).map((record) => record.kind === "adjustment" && record.reason)).toEqual([
      "quantity_not_positive",
      "price_not_positive",
      "bookkeeping",
      "quantity_not_positive",
    ]);
  });

  it("counts a line without a customer as a sale of nobody, and postage as no product", async () => {
    const { records } = await readWhole([header1, lines[2]].join("\n"));
    expect(records[0]).toMatchObject({ kind: "order_line", isProduct: false, lineTotalCents: 1800 });
    expect(records[0]).not.toHaveProperty("buyer");
  });

  it("multiplies tiny prices before it rounds them", async () => {
    const { records } = await readWhole(
      `${header1}\n500008,PADS,PADS,1000,2011-07-05 10:00:00,0.001,40001,France`,
    );
    expect(records[0]).toMatchObject({ unitPriceCents: 0, lineTotalCents: 100 });
  });
});
