import type { AdjustmentReason, Buyer, ImportRecord } from "../records.ts";
import { lineCents, toCents } from "./amounts.ts";
import { dialect, rowByRow } from "./dialect.ts";

/** Codes that stand for no merchandise: postage, discounts, manual corrections, fees, bookkeeping. */
const bookkeepingCodes = new Set([
  "POST",
  "DOT",
  "C2",
  "C3",
  "D",
  "M",
  "S",
  "B",
  "CRUK",
  "BANK CHARGES",
  "AMAZONFEE",
  "ADJUST",
  "ADJUST2",
  "TEST001",
  "TEST002",
]);

/**
 * The layout of the UCI data sets Online Retail and Online Retail II, and of shops that book returns the same way: an
 * invoice "C…" takes goods back with negative quantities, an invoice "A…" is bookkeeping. Other lines without a positive
 * quantity or price are corrections of stock, not sales.
 */
export const onlineRetail = dialect({
  id: "online_retail",
  source: "online_retail",
  holds: "orders",
  title: { en: "Online Retail (UCI)", zh: "Online Retail（UCI）" },
  timeZone: "Europe/London",
  currency: "GBP",
  callingCode: "44",
  columns: {
    invoice: ["InvoiceNo", "Invoice"],
    stockCode: ["StockCode"],
    description: ["Description"],
    quantity: ["Quantity"],
    date: ["InvoiceDate"],
    price: ["UnitPrice", "Price"],
    customer: ["CustomerID", "Customer ID"],
    country: ["Country"],
  },
  required: ["invoice", "stockCode", "quantity", "date", "price"],
  createReader: (cells, context) => {
    const { currency, lineKeys } = context;
    let lastCustomer = "";
    let lastBuyer: Buyer | undefined;
    const buyerOf = (customer: string): Buyer | undefined => {
      if (customer !== lastCustomer) {
        lastCustomer = customer;
        lastBuyer = customer === "" ? undefined : { customerNumber: customer.replace(/\.0+$/u, "") };
      }
      return lastBuyer;
    };
    const readLine = (lineNumber: number): ImportRecord => {
      const invoice = cells.needed("invoice").toUpperCase();
      const sku = cells.needed("stockCode").toUpperCase();
      const quantity = cells.neededCount("quantity");
      const price = cells.neededAmount("price");
      const at = cells.neededTime("date");
      const source = "online_retail";
      const takesBack = invoice.startsWith("C");
      const reason = adjustmentReason(invoice, takesBack ? -quantity : quantity, price);
      if (reason) {
        return {
          kind: "adjustment",
          lineNumber,
          source,
          orderNumber: invoice,
          sku,
          quantity,
          hasBuyer: cells.text("customer") !== "",
          hasPrice: price > 0,
          isCancellation: takesBack,
          reason,
        };
      }
      const buyer = buyerOf(cells.text("customer"));
      const country = cells.text("country");
      const line = {
        lineNumber,
        source,
        lineKey: lineKeys.byContent(invoice, `${sku}|${quantity}|${price}`),
        sku,
        productName: cells.text("description") || sku,
        isProduct: !bookkeepingCodes.has(sku),
        unitPriceCents: toCents(price, currency),
        currency,
        ...(buyer && { buyer }),
        ...(country && { country }),
      };
      if (takesBack) {
        return {
          ...line,
          kind: "refund",
          refundNumber: invoice,
          refundedAt: at,
          quantity: -quantity,
          refundedCents: lineCents(-quantity, price, currency),
        };
      }
      return {
        ...line,
        kind: "order_line",
        orderNumber: invoice,
        orderedAt: at,
        paidAt: at,
        status: "paid",
        precision: "line",
        quantity,
        lineTotalCents: lineCents(quantity, price, currency),
      };
    };
    return rowByRow((lineNumber) => [readLine(lineNumber)]);
  },
});

function adjustmentReason(
  invoice: string,
  soldQuantity: number,
  price: number,
): AdjustmentReason | undefined {
  if (invoice.startsWith("A")) return "bookkeeping";
  if (soldQuantity <= 0) return "quantity_not_positive";
  return price <= 0 ? "price_not_positive" : undefined;
}
