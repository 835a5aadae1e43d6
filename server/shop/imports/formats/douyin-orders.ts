import { lineCents, toCents } from "./amounts.ts";
import { buildLine } from "./build-line.ts";
import { readBuyer } from "./buyer.ts";
import { dialect, rowByRow } from "./dialect.ts";

/** 抖店 order export: one row per sub-order, amounts of the sub-order; names and phones masked or encrypted. */
export const douyinOrders = dialect({
  id: "douyin_orders",
  source: "douyin",
  holds: "orders",
  title: { en: "Douyin Shop orders", zh: "抖店 订单" },
  timeZone: "Asia/Shanghai",
  currency: "CNY",
  callingCode: "86",
  columns: {
    order: ["主订单编号"],
    line: ["子订单编号"],
    product: ["选购商品", "商品名称"],
    variant: ["商品规格", "规格"],
    quantity: ["商品数量"],
    productId: ["商品ID"],
    merchantCode: ["商家编码"],
    price: ["商品单价", "商品金额"],
    payable: ["订单应付金额"],
    shipping: ["运费"],
    discount: ["优惠总金额"],
    platformDiscount: ["平台优惠"],
    merchantDiscount: ["商家优惠"],
    authorDiscount: ["达人优惠"],
    receiver: ["收件人"],
    phone: ["收件人手机号"],
    province: ["省", "收件省"],
    createdAt: ["订单提交时间"],
    paidAt: ["支付完成时间"],
    doneAt: ["订单完成时间"],
    status: ["订单状态"],
    afterSale: ["售后状态"],
    cancelReason: ["取消原因"],
    author: ["达人昵称"],
    contentKind: ["流量体裁"],
    trafficSource: ["流量来源"],
    refunded: ["退款金额"],
  },
  required: ["order", "line", "product", "quantity", "price", "createdAt", "status"],
  createReader: (cells, context) => {
    const { currency } = context;
    return rowByRow((lineNumber) => {
      const quantity = cells.neededCount("quantity");
      const price = cells.neededAmount("price");
      const shippingCents = toCents(cells.amount("shipping") ?? 0, currency);
      const payable = cells.amount("payable");
      const discountCents = Math.abs(toCents(cells.amount("discount") ?? 0, currency));
      const payableCents =
        payable === undefined ? undefined : Math.max(0, toCents(payable, currency) - shippingCents);
      const fullCents = fullPrice(quantity, price, payableCents, discountCents, currency);
      const lineTotalCents = Math.min(payableCents ?? Math.max(0, fullCents - discountCents), fullCents);
      const afterSale = cells.text("afterSale");
      const isRefunded = /全额退款|退款成功|已退款/u.test(afterSale) && !afterSale.includes("部分");
      const product = cells.needed("product");
      const variant = cells.text("variant");
      const line = buildLine(
        {
          lineNumber,
          source: "douyin",
          orderNumber: cells.needed("order"),
          lineId: cells.needed("line"),
          orderedAt: cells.neededTime("createdAt"),
          paidAt: cells.time("paidAt"),
          statusWord: afterSale.includes("部分退款") ? afterSale : cells.text("status"),
          isPaid: false,
          buyer: readBuyer({ name: cells.text("receiver"), phone: cells.text("phone") }, context, lineNumber),
          sku: (
            cells.text("merchantCode") || `${cells.text("productId") || product} ${variant}`.trim()
          ).slice(0, 200),
          productName: product,
          variantName: variant,
          precision: "line",
          quantity,
          unitPriceCents: Math.round(fullCents / Math.max(1, quantity)),
          lineTotalCents,
          discountCents: fullCents - lineTotalCents,
          refundedCents: isRefunded ? lineTotalCents : toCents(cells.amount("refunded") ?? 0, currency),
          shippingCents,
          currency,
          country: "CN",
          province: cells.text("province"),
          channel: cells.text("contentKind") || cells.text("trafficSource"),
        },
        context,
      );
      return [line];
    });
  },
});

/** Some exports call the price of one piece 商品金额, others the price of all: what was payable tells which it is. */
function fullPrice(
  quantity: number,
  price: number,
  payableCents: number | undefined,
  discountCents: number,
  currency: string,
): number {
  const asUnit = lineCents(quantity, price, currency);
  const asTotal = toCents(price, currency);
  if (payableCents === undefined) return asUnit;
  const gross = payableCents + discountCents;
  return Math.abs(gross - asTotal) < Math.abs(gross - asUnit) ? asTotal : asUnit;
}
