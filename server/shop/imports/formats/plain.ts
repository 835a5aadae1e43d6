import { lineCents, toCents } from "./amounts.ts";
import { buildLine } from "./build-line.ts";
import { readBuyer } from "./buyer.ts";
import { dialect, rowByRow } from "./dialect.ts";

/** Our own simple layout, one row per order line; what to use when no other fits. */
export const plain = dialect({
  id: "plain",
  source: "plain",
  holds: "orders",
  title: { en: "Plain order lines", zh: "通用订单明细" },
  columns: {
    order: ["order_id", "order_number", "order_no", "订单号", "订单编号"],
    line: ["line_id", "order_line_id", "子订单编号"],
    orderedAt: ["ordered_at", "order_date", "created_at", "下单时间", "订单创建时间"],
    paidAt: ["paid_at", "付款时间"],
    customer: ["customer_id", "customer_number", "客户编号", "会员编号"],
    name: ["customer_name", "客户姓名"],
    phone: ["customer_phone", "phone", "手机号"],
    email: ["customer_email", "email", "邮箱"],
    sku: ["sku", "product_id", "商品编码", "规格编码"],
    product: ["product", "product_name", "商品名称"],
    variant: ["variant", "商品规格"],
    category: ["category", "商品类目"],
    quantity: ["quantity", "qty", "数量", "商品数量"],
    unitPrice: ["unit_price", "price", "单价", "商品单价"],
    discount: ["discount", "优惠金额"],
    currency: ["currency", "币种"],
    status: ["status", "订单状态"],
    refunded: ["refunded_amount", "退款金额"],
    country: ["country", "国家"],
    province: ["province", "省份"],
    channel: ["channel", "渠道"],
  },
  required: ["order", "orderedAt", "sku", "quantity", "unitPrice"],
  createReader: (cells, context) =>
    rowByRow((lineNumber) => {
      const currency = cells.text("currency").toUpperCase() || context.currency;
      const quantity = cells.neededCount("quantity");
      const price = cells.neededAmount("unitPrice");
      const fullCents = lineCents(quantity, price, currency);
      const discountCents = Math.min(
        Math.abs(fullCents),
        Math.abs(toCents(cells.amount("discount") ?? 0, currency)),
      );
      const buyer = readBuyer(
        {
          account: cells.text("customer"),
          name: cells.text("name"),
          phone: cells.text("phone"),
          email: cells.text("email"),
        },
        context,
        lineNumber,
      );
      const line = buildLine(
        {
          lineNumber,
          source: "plain",
          orderNumber: cells.needed("order"),
          lineId: cells.text("line"),
          orderedAt: cells.neededTime("orderedAt"),
          paidAt: cells.time("paidAt"),
          statusWord: cells.text("status"),
          isPaid: !cells.has("paidAt"),
          buyer,
          sku: cells.needed("sku"),
          productName: cells.text("product"),
          variantName: cells.text("variant"),
          category: cells.text("category"),
          precision: "line",
          quantity,
          unitPriceCents: toCents(price, currency),
          lineTotalCents: fullCents - discountCents,
          discountCents,
          refundedCents: Math.abs(toCents(cells.amount("refunded") ?? 0, currency)),
          currency,
          country: cells.text("country"),
          province: cells.text("province"),
          channel: cells.text("channel"),
        },
        context,
      );
      return [line];
    }),
});
