import { describe, expect, it } from "vitest";
import { readWhole } from "../testing-read-whole.ts";

describe("Shopify orders", () => {
  const header =
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Shipping Name,Shipping Country,Shipping Province,Cancelled at,Refunded Amount,Id,Source,Lineitem discount,Phone";
  const first =
    "#1001,Ada@Example.com,paid,2025-03-31 08:15:10 -0400,fulfilled,USD,27.00,5.00,0,32.00,WELCOME,3.00,2025-03-31 08:15:00 -0400,2,Green Tea - 50g,10.00,TEA-50,Ada L,Ada Lovelace,US,NY,,0,'5001,web,0,(212) 555-0101";
  const second = "#1001,Ada@Example.com,,,,,,,,,,,2025-03-31 08:15:00 -0400,1,Cup,10.00,CUP,,,,,,,,,0,";
  const read = (...rows: string[]): ReturnType<typeof readWhole> => readWhole([header, ...rows].join("\n"));

  it("carries the order's fields to all its lines and spreads the discount over them", async () => {
    const { records, format } = await read(first, second);
    expect(format).toBe("shopify_orders");
    const lines = records.filter((record) => record.kind === "order_line");
    expect(lines.map((line) => [line.sku, line.lineTotalCents, line.discountCents])).toEqual([
      ["TEA-50", 1800, 200],
      ["CUP", 900, 100],
    ]);
    for (const line of lines) {
      expect(line).toMatchObject({
        orderNumber: "#1001",
        status: "paid",
        currency: "USD",
        country: "US",
        orderedAt: new Date("2025-03-31T12:15:00Z"),
        buyer: { email: "ada@example.com", phone: "+12125550101", name: "Ada Lovelace" },
      });
    }
    expect(lines.map((line) => line.shippingCents)).toEqual([500, undefined]);
    expect(lines[0]).toMatchObject({ productName: "Green Tea", variantName: "50g" });
  });

  it("spreads a part refund over the lines, and a full one over all of them", async () => {
    const part = first.replace(",paid,", ",partially_refunded,").replace(",,0,'5001", ",,9.00,'5001");
    const full = first
      .replace(",paid,", ",refunded,")
      .replace(",,0,'5001", ",,32.00,'5001")
      .replace("#1001", "#1002");
    const { records } = await read(part, second, full);
    const lines = records.filter((record) => record.kind === "order_line");
    expect(lines.map((line) => [line.orderNumber, line.status, line.refundedCents])).toEqual([
      ["#1001", "partially_refunded", 600],
      ["#1001", "partially_refunded", 300],
      ["#1002", "refunded", 2000],
    ]);
  });

  it("knows cancelled orders and orders not paid yet", async () => {
    const cancelled = first.replace(",paid,", ",voided,").replace("NY,,", "NY,2025-04-01 08:00:00 -0400,");
    const pending = first.replace("#1001", "#1002").replace(",paid,2025-03-31 08:15:10 -0400", ",pending,");
    const { records } = await read(cancelled, pending);
    expect(records.map((record) => record.kind === "order_line" && record.status)).toEqual([
      "cancelled",
      "unpaid",
    ]);
  });

  it("refuses all lines of an order whose first row is wrong, and none of the next", async () => {
    const broken = first.replace("2025-03-31 08:15:00 -0400", "soon");
    const { records, rejected } = await read(broken, second, first.replace("#1001", "#1002"));
    expect(rejected.map((row) => [row.lineNumber, row.code])).toEqual([
      [2, "date_wrong"],
      [3, "order_rejected"],
    ]);
    expect(records).toHaveLength(1);
  });

  it("gives a line the same key when its order is refunded later", async () => {
    const before = await read(first, second);
    const after = await read(first.replace(",paid,", ",refunded,"), second);
    const keys = (records: typeof before.records): unknown[] =>
      records.map((record) => "lineKey" in record && record.lineKey);
    expect(keys(after.records)).toEqual(keys(before.records));
  });
});

describe("TikTok Shop orders", () => {
  const header =
    "Order ID,Order Status,Order Substatus,Cancelation/Return Type,Normal or Pre-order,SKU ID,Seller SKU,Product Name,Variation,Quantity,Sku Quantity of return,SKU Unit Original Price,SKU Subtotal Before Discount,SKU Platform Discount,SKU Seller Discount,SKU Subtotal After Discount,Shipping Fee After Discount,Taxes,Order Amount,Order Refund Amount,Created Time,Paid Time,Buyer Username,Province,Payment Method";
  const description =
    "Platform unique order ID.,Current order status,Current substatus,Type,Normal or pre-order,Platform SKU ID.,Seller input,Name,Variation,Sold quantity,Returned quantity,Price,Subtotal,Discount,Discount,Subtotal,Shipping,Taxes,Total,Refund,Creation time,Payment time,Name,State,Method";
  const row =
    "576400000000000001\t,Completed,Delivered,,Normal,1729000001\t,TEA-50,Green Tea,50g,2,0,10.00,20.00,1.00,1.00,18.00,3.99,0,21.99,0,03/31/2025 08:15:00 PM\t,03/31/2025 08:15:20 PM\t,ada_l,New York,Card";
  const read = (...rows: string[]): ReturnType<typeof readWhole> =>
    readWhole([header, ...rows].join("\n"), { shopTimeZone: "America/New_York", shopCurrency: "USD" });

  it("skips the row of explanations and reads American times in the shop's zone", async () => {
    const { records, rejected, format } = await read(description, row);
    expect(format).toBe("tiktok_shop_orders");
    expect(rejected).toEqual([]);
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      lineNumber: 3,
      orderNumber: "576400000000000001",
      sku: "TEA-50",
      orderedAt: new Date("2025-04-01T00:15:00Z"),
      lineTotalCents: 1800,
      discountCents: 200,
      shippingCents: 399,
      currency: "USD",
      buyer: { customerNumber: "ada_l" },
    });
  });

  it("has no row of explanations when the first row is an order", async () => {
    expect((await read(row)).records).toHaveLength(1);
  });

  it("refunds the pieces that came back; without their number it spreads the order's refund", async () => {
    const returned = row.replace(",50g,2,0,", ",50g,2,1,").replace(",21.99,0,", ",21.99,9.00,");
    const spread = row
      .replace(",21.99,0,", ",21.99,21.99,")
      .replace("576400000000000001", "576400000000000002");
    const { records } = await read(returned, spread);
    const lines = records.filter((record) => record.kind === "order_line");
    expect(lines.map((line) => [line.status, line.refundedCents])).toEqual([
      ["partially_refunded", 900],
      ["refunded", 1800],
    ]);
  });
});

describe("plain order lines", () => {
  it("need five columns and take the shop's currency and zone for the rest", async () => {
    const { records, format } = await readWhole(
      "order_id,ordered_at,sku,quantity,unit_price\nA1,2025-03-31 20:15,S,1,9.90",
    );
    expect(format).toBe("plain");
    expect(records[0]).toMatchObject({
      currency: "CNY",
      status: "paid",
      lineTotalCents: 990,
      productName: "S",
    });
  });

  it("take refunds up to what was paid and warn of more", async () => {
    const { records, warnings } = await readWhole(
      "order_id,ordered_at,sku,quantity,unit_price,currency,status,refunded_amount\nA1,2025-03-31,S,1,9.90,USD,paid,20",
    );
    expect(records[0]).toMatchObject({ status: "refunded", refundedCents: 990 });
    expect(warnings.list()).toContainEqual({ code: "refund_larger_than_order", count: 1, firstLine: 2 });
  });

  it("count yen without a fraction", async () => {
    const { records } = await readWhole(
      "order_id,ordered_at,sku,quantity,unit_price,currency\nA1,2025-03-31,S,2,980,JPY",
    );
    expect(records[0]).toMatchObject({ unitPriceCents: 980, lineTotalCents: 1960 });
  });

  it("can be asked for by name, and a wrong name is refused", async () => {
    const text = "order_id,ordered_at,sku,quantity,unit_price\nA1,2025-03-31 20:15,S,1,9.90";
    expect((await readWhole(text, { format: "plain" })).records).toHaveLength(1);
    await expect(readWhole(text, { format: "shopify_orders" })).rejects.toMatchObject({
      code: "import_unreadable",
    });
    await expect(readWhole(text, { format: "nonsense" })).rejects.toMatchObject({
      code: "import_unreadable",
    });
    await expect(readWhole(text, { timeZone: "Mars/Olympus" })).rejects.toMatchObject({
      code: "invalid_input",
    });
  });
});
