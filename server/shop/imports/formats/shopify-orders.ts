import { RowRefusal } from "../reading/cells.ts";
import type { Buyer, OrderLineRecord } from "../records.ts";
import { lineCents, toCents } from "./amounts.ts";
import { buildLine } from "./build-line.ts";
import { readBuyer } from "./buyer.ts";
import { callingCodeOf } from "./calling-codes.ts";
import { dialect } from "./dialect.ts";
import { createOrderGroup, spreadDiscount, spreadRefund } from "./order-group.ts";

/** What stands on the first row of an order only. */
type OrderFacts = {
  readonly orderNumber: string;
  readonly orderedAt: Date;
  readonly paidAt: Date | undefined;
  readonly statusWord: string;
  readonly isRefunded: boolean;
  readonly currency: string;
  readonly subtotalCents: number | undefined;
  readonly refundedCents: number;
  readonly shippingCents: number;
  readonly buyer: Buyer | undefined;
  readonly country: string;
  readonly province: string;
  readonly channel: string;
};

/** Shopify's order export: a row per line item, the order's own fields on its first row only. */
export const shopifyOrders = dialect({
  id: "shopify_orders",
  source: "shopify",
  holds: "orders",
  title: { en: "Shopify orders", zh: "Shopify 订单" },
  columns: {
    name: ["Name"],
    email: ["Email"],
    financialStatus: ["Financial Status"],
    paidAt: ["Paid at"],
    currency: ["Currency"],
    subtotal: ["Subtotal"],
    shipping: ["Shipping"],
    createdAt: ["Created at"],
    quantity: ["Lineitem quantity"],
    itemName: ["Lineitem name"],
    price: ["Lineitem price"],
    itemDiscount: ["Lineitem discount"],
    sku: ["Lineitem sku"],
    billingName: ["Billing Name"],
    shippingName: ["Shipping Name"],
    phone: ["Phone"],
    billingPhone: ["Billing Phone"],
    shippingPhone: ["Shipping Phone"],
    shippingCountry: ["Shipping Country"],
    billingCountry: ["Billing Country"],
    shippingProvince: ["Shipping Province"],
    cancelledAt: ["Cancelled at"],
    refunded: ["Refunded Amount"],
    channel: ["Source"],
    vendor: ["Vendor"],
    fulfillment: ["Fulfillment Status"],
    taxes: ["Taxes"],
    total: ["Total"],
    discountCode: ["Discount Code"],
    discountAmount: ["Discount Amount"],
    itemFulfillment: ["Lineitem fulfillment status"],
  },
  required: ["name", "createdAt", "quantity", "itemName", "price"],
  createReader: (cells, context) => {
    const facts = new Map<string, OrderFacts>();
    let current: OrderFacts | undefined;
    let rejectedOrder: string | undefined;

    const readOrder = (orderNumber: string, lineNumber: number): OrderFacts => {
      const currency = cells.text("currency").toUpperCase() || context.currency;
      const country = cells.text("shippingCountry") || cells.text("billingCountry");
      const subtotal = cells.amount("subtotal");
      const isCancelled = cells.time("cancelledAt") !== undefined;
      const statusWord = cells.text("financialStatus");
      const buyer = readBuyer(
        {
          name: cells.text("shippingName") || cells.text("billingName"),
          email: cells.text("email"),
          phone: cells.text("phone") || cells.text("billingPhone") || cells.text("shippingPhone"),
        },
        { ...context, ...callingCodeOf(country, context.callingCode) },
        lineNumber,
      );
      return {
        orderNumber,
        orderedAt: cells.neededTime("createdAt"),
        paidAt: cells.time("paidAt"),
        statusWord: isCancelled && !/refund/iu.test(statusWord) ? "cancelled" : statusWord,
        isRefunded: statusWord.toLowerCase() === "refunded",
        currency,
        subtotalCents: subtotal === undefined ? undefined : toCents(subtotal, currency),
        refundedCents: toCents(cells.amount("refunded") ?? 0, currency),
        shippingCents: toCents(cells.amount("shipping") ?? 0, currency),
        buyer,
        country,
        province: cells.text("shippingProvince"),
        channel: cells.text("channel"),
      };
    };

    const readLine = (order: OrderFacts, lineNumber: number, isFirst: boolean): OrderLineRecord => {
      const { currency } = order;
      const quantity = cells.neededCount("quantity");
      const price = cells.neededAmount("price");
      const itemName = cells.needed("itemName");
      const sku = cells.text("sku") || itemName;
      const fullCents = lineCents(quantity, price, currency);
      const discountCents = Math.min(
        Math.abs(fullCents),
        Math.abs(toCents(cells.amount("itemDiscount") ?? 0, currency)),
      );
      return buildLine(
        {
          ...order,
          lineNumber,
          source: "shopify",
          isPaid: false,
          sku: sku.slice(0, 200),
          ...productAndVariant(itemName),
          precision: "line",
          quantity,
          unitPriceCents: toCents(price, currency),
          lineTotalCents: fullCents - discountCents,
          discountCents,
          refundedCents: 0,
          shippingCents: isFirst ? order.shippingCents : 0,
        },
        context,
      );
    };

    const group = createOrderGroup((lines) => {
      const order = facts.get(lines[0]!.orderNumber);
      facts.delete(lines[0]!.orderNumber);
      return order ? completeOrder(lines, order) : lines;
    });

    return {
      read: (lineNumber) => {
        const orderNumber = cells.needed("name");
        if (orderNumber === rejectedOrder) {
          throw new RowRefusal(
            "order_rejected",
            `The first row of order ${orderNumber} was rejected, so is this one.`,
          );
        }
        const isFirst = current?.orderNumber !== orderNumber;
        if (isFirst) {
          rejectedOrder = orderNumber;
          current = readOrder(orderNumber, lineNumber);
          rejectedOrder = undefined;
        }
        const line = readLine(current!, lineNumber, isFirst);
        const done = group.add(line);
        facts.set(orderNumber, current!);
        return done;
      },
      finish: () => group.finish(),
    };
  },
});

/** The subtotal is what the lines cost after all discounts: what they lack of it is spread over them. */
function completeOrder(lines: readonly OrderLineRecord[], order: OrderFacts): OrderLineRecord[] {
  const sum = lines.reduce((cents, line) => cents + line.lineTotalCents, 0);
  const discounted = spreadDiscount(lines, order.subtotalCents === undefined ? 0 : sum - order.subtotalCents);
  const paid = discounted.reduce((cents, line) => cents + line.lineTotalCents, 0);
  if (order.refundedCents <= 0 && !order.isRefunded) return discounted;
  const refunded = spreadRefund(discounted, order.isRefunded ? paid : order.refundedCents);
  const isWhole = order.isRefunded || order.refundedCents >= paid;
  return refunded.map((line) => ({ ...line, status: isWhole ? "refunded" : "partially_refunded" }));
}

/** Shopify writes "Product - Variant". */
function productAndVariant(itemName: string): { productName: string; variantName: string } {
  const cut = itemName.lastIndexOf(" - ");
  if (cut <= 0) return { productName: itemName, variantName: "" };
  return { productName: itemName.slice(0, cut).trim(), variantName: itemName.slice(cut + 3).trim() };
}
