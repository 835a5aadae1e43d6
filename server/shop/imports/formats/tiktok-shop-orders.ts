import type { OrderLineRecord } from "../records.ts";
import { lineCents, toCents } from "./amounts.ts";
import { buildLine } from "./build-line.ts";
import { readBuyer } from "./buyer.ts";
import { dialect } from "./dialect.ts";
import { createOrderGroup, spreadRefund } from "./order-group.ts";

/** TikTok Shop order export: one row per SKU of an order, order amounts repeated, row 2 explains the columns. */
export const tiktokShopOrders = dialect({
  id: "tiktok_shop_orders",
  source: "tiktok_shop",
  holds: "orders",
  title: { en: "TikTok Shop orders", zh: "TikTok Shop 订单" },
  columns: {
    order: ["Order ID"],
    status: ["Order Status"],
    substatus: ["Order Substatus"],
    returnType: ["Cancelation/Return Type", "Cancellation/Return Type"],
    preOrder: ["Normal or Pre-order"],
    skuId: ["SKU ID"],
    sellerSku: ["Seller SKU"],
    product: ["Product Name"],
    variant: ["Variation"],
    quantity: ["Quantity"],
    returned: ["Sku Quantity of return"],
    price: ["SKU Unit Original Price"],
    full: ["SKU Subtotal Before Discount"],
    platformDiscount: ["SKU Platform Discount"],
    sellerDiscount: ["SKU Seller Discount"],
    paid: ["SKU Subtotal After Discount"],
    shipping: ["Shipping Fee After Discount"],
    taxes: ["Taxes"],
    total: ["Order Amount"],
    refunded: ["Order Refund Amount"],
    createdAt: ["Created Time"],
    paidAt: ["Paid Time"],
    buyer: ["Buyer Username"],
    nickname: ["Buyer Nickname"],
    recipient: ["Recipient"],
    phone: ["Phone #", "Phone"],
    country: ["Country"],
    province: ["Province", "State"],
    payment: ["Payment Method"],
    currency: ["Currency"],
    category: ["Product Category"],
    channel: ["Purchase Channel"],
  },
  required: ["order", "status", "skuId", "product", "quantity", "price", "createdAt"],
  isDescription: (cells) =>
    /^platform unique order id|^\s*order id\s*\.?$/iu.test(cells[0] ?? "") || isProse(cells),
  createReader: (cells, context) => {
    const refunds = new Map<string, number>();
    let lastOrder = "";
    const group = createOrderGroup((lines) => {
      const orderNumber = lines[0]!.orderNumber;
      const refundCents = refunds.get(orderNumber) ?? 0;
      refunds.delete(orderNumber);
      return completeOrder(lines, refundCents);
    });
    return {
      read: (lineNumber) => {
        const orderNumber = cells.needed("order");
        const currency = cells.text("currency").toUpperCase() || context.currency;
        const quantity = cells.neededCount("quantity");
        const price = cells.neededAmount("price");
        const fullCents = lineCents(quantity, price, currency);
        const paid = cells.amount("paid");
        const paidCents = paid === undefined ? fullCents : Math.min(fullCents, toCents(paid, currency));
        const returned = Math.min(cells.count("returned") ?? 0, quantity);
        const isFirst = orderNumber !== lastOrder;
        const buyer = readBuyer(
          {
            account: cells.text("buyer"),
            nickname: cells.text("nickname") || cells.text("buyer"),
            name: cells.text("recipient"),
            phone: cells.text("phone"),
          },
          context,
          lineNumber,
        );
        const line = buildLine(
          {
            lineNumber,
            source: "tiktok_shop",
            orderNumber,
            orderedAt: cells.neededTime("createdAt"),
            paidAt: cells.time("paidAt"),
            statusWord: cells.text("status"),
            isPaid: false,
            buyer,
            sku: cells.text("sellerSku") || cells.needed("skuId"),
            productName: cells.text("product"),
            variantName: cells.text("variant"),
            category: cells.text("category"),
            precision: "line",
            quantity,
            unitPriceCents: toCents(price, currency),
            lineTotalCents: paidCents,
            discountCents: fullCents - paidCents,
            refundedCents: quantity > 0 ? Math.round((paidCents * returned) / quantity) : 0,
            shippingCents: isFirst ? toCents(cells.amount("shipping") ?? 0, currency) : 0,
            currency,
            country: cells.text("country"),
            province: cells.text("province"),
            channel: cells.text("channel"),
          },
          context,
        );
        const refundCents = toCents(cells.amount("refunded") ?? 0, currency);
        lastOrder = orderNumber;
        const done = group.add(line);
        refunds.set(orderNumber, refundCents);
        return done;
      },
      finish: () => group.finish(),
    };
  },
});

/** Returned pieces tell which line a refund is of; without them the order's refund is spread over all its lines. */
function completeOrder(lines: readonly OrderLineRecord[], refundCents: number): readonly OrderLineRecord[] {
  const isKnownByLine = lines.some((line) => (line.refundedCents ?? 0) > 0);
  if (isKnownByLine || refundCents <= 0) return lines;
  return spreadRefund(lines, refundCents).map((line) => ({
    ...line,
    status: (line.refundedCents ?? 0) >= line.lineTotalCents ? "refunded" : "partially_refunded",
  }));
}

/** Orders have digits; an explanation has sentences in the places of numbers. */
function isProse(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== "");
  return (
    filled.length > 3 &&
    filled.every((cell) => !/\d/u.test(cell)) &&
    filled.some((cell) => cell.includes(" "))
  );
}
