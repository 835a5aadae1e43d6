import { splitByWeight } from "../../../platform/money/index.ts";
import { toCents } from "./amounts.ts";
import { buildLine } from "./build-line.ts";
import { readBuyer } from "./buyer.ts";
import { dialect, rowByRow } from "./dialect.ts";
import { divideOrder } from "./divide-order.ts";

/** 淘宝 / 天猫 order export: one row per order, product titles in one cell; usually GB18030. */
export const taobaoOrders = dialect({
  id: "taobao_orders",
  source: "taobao",
  holds: "orders",
  title: { en: "Taobao orders", zh: "淘宝 订单" },
  timeZone: "Asia/Shanghai",
  currency: "CNY",
  callingCode: "86",
  columns: {
    order: ["订单编号"],
    buyer: ["买家会员名"],
    alipay: ["买家支付宝账号"],
    goods: ["买家应付货款"],
    shipping: ["买家应付邮费"],
    total: ["总金额"],
    paid: ["买家实际支付金额"],
    status: ["订单状态"],
    message: ["买家留言"],
    receiver: ["收货人姓名"],
    address: ["收货地址"],
    phone: ["联系手机"],
    createdAt: ["订单创建时间"],
    paidAt: ["订单付款时间"],
    titles: ["宝贝标题"],
    kinds: ["宝贝种类"],
    units: ["宝贝总数量"],
    shop: ["店铺名称"],
    closeReason: ["订单关闭原因"],
    refunded: ["退款金额"],
    doneAt: ["确认收货时间"],
  },
  required: ["order", "buyer", "paid", "status", "createdAt", "titles"],
  createReader: (cells, context) => {
    const { currency } = context;
    return rowByRow((lineNumber) => {
      const orderNumber = cells.needed("order");
      const orderedAt = cells.neededTime("createdAt");
      const paidAt = cells.time("paidAt");
      const shippingCents = toCents(cells.amount("shipping") ?? 0, currency);
      const paid = cells.amount("paid") ?? 0;
      const due = paid > 0 || paidAt ? paid : (cells.amount("total") ?? cells.amount("goods") ?? 0);
      const goodsCents = Math.max(0, toCents(due, currency) - shippingCents);
      const kinds = cells.count("kinds");
      const parts = divideOrder(
        cells.text("titles") || orderNumber,
        kinds,
        Math.max(1, cells.count("units") ?? kinds ?? 1),
        goodsCents,
      );
      if ((kinds ?? 1) > 1) context.warnings.add("amounts_divided", lineNumber);
      const refunded = splitByWeight(
        Math.min(toCents(cells.amount("refunded") ?? 0, currency), goodsCents),
        parts.map((part) => part.totalCents),
      );
      const buyer = readBuyer(
        {
          account: cells.text("buyer"),
          nickname: cells.text("buyer"),
          name: cells.text("receiver"),
          phone: cells.text("phone"),
        },
        context,
        lineNumber,
      );
      return parts.map((part, i) =>
        buildLine(
          {
            lineNumber,
            source: "taobao",
            orderNumber,
            orderedAt,
            paidAt,
            statusWord: cells.text("status"),
            isPaid: false,
            buyer,
            sku: part.title.slice(0, 200).toWellFormed(),
            productName: part.title,
            precision: "order",
            quantity: part.quantity,
            unitPriceCents: part.unitPriceCents,
            lineTotalCents: part.totalCents,
            refundedCents: refunded[i] ?? 0,
            shippingCents: i === 0 ? shippingCents : 0,
            currency,
            country: "CN",
            province:
              /^[\p{Script=Han}]{2,8}(?:省|市|自治区|特别行政区)(?=\s)/u.exec(cells.text("address"))?.[0] ??
              "",
            channel: cells.text("shop"),
          },
          context,
        ),
      );
    });
  },
});
