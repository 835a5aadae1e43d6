import { RowRefusal } from "../reading/cells.ts";
import { splitByWeight } from "../../../platform/money/index.ts";
import { toCents } from "./amounts.ts";
import { buildLine } from "./build-line.ts";
import { readBuyer } from "./buyer.ts";
import { dialect, rowByRow } from "./dialect.ts";
import { divideOrder } from "./divide-order.ts";

/** 有赞 order export: one row per order, its products only as a list of names. */
export const youzanOrders = dialect({
  id: "youzan_orders",
  source: "youzan",
  holds: "orders",
  title: { en: "Youzan orders", zh: "有赞 订单" },
  timeZone: "Asia/Shanghai",
  currency: "CNY",
  callingCode: "86",
  columns: {
    order: ["订单号"],
    channel: ["销售渠道"],
    shop: ["归属店铺"],
    type: ["订单类型"],
    status: ["订单状态"],
    origin: ["订单来源"],
    createdAt: ["订单创建时间"],
    paidAt: ["买家付款时间"],
    doneAt: ["交易成功时间"],
    payment: ["付款方式"],
    goods: ["商品金额合计"],
    shipping: ["运费"],
    discount: ["店铺优惠合计"],
    payable: ["应收订单金额"],
    paid: ["订单实付金额"],
    received: ["订单实收金额"],
    titles: ["全部商品名称"],
    kinds: ["商品种类数"],
    units: ["商品数量合计", "商品总数量", "商品件数"],
    province: ["收货人省份"],
    city: ["收货人城市"],
    receiver: ["收货人/提货人"],
    receiverPhone: ["收货人手机号/提货人手机号"],
    nickname: ["买家昵称"],
    buyerName: ["买家姓名"],
    isMember: ["买家是否会员"],
    phone: ["买家手机号"],
    refundStatus: ["订单退款状态"],
    refunded: ["订单已退款金额"],
    note: ["商家订单备注"],
  },
  required: ["order", "status", "createdAt", "titles", "paid"],
  createReader: (cells, context) => {
    const { currency } = context;
    return rowByRow((lineNumber) => {
      const orderNumber = cells.needed("order");
      const orderedAt = cells.neededTime("createdAt");
      const titles = cells.text("titles");
      if (titles === "") throw new RowRefusal("value_missing", "全部商品名称 is empty.");
      const shippingCents = toCents(cells.amount("shipping") ?? 0, currency);
      const paid = cells.amount("paid") ?? 0;
      const goods = cells.amount("goods") ?? cells.amount("payable") ?? 0;
      const paidAt = cells.time("paidAt");
      const goodsPaidCents =
        paid > 0
          ? Math.max(0, toCents(paid, currency) - shippingCents)
          : paidAt
            ? 0
            : toCents(goods, currency);
      const kinds = cells.count("kinds");
      const units = Math.max(1, cells.count("units") ?? kinds ?? 1);
      const parts = divideOrder(titles, kinds, units, goodsPaidCents);
      if (parts.length > 1 || (kinds ?? 1) > 1) context.warnings.add("amounts_divided", lineNumber);
      const refunded = splitByWeight(
        Math.min(toCents(cells.amount("refunded") ?? 0, currency), goodsPaidCents),
        parts.map((part) => part.totalCents),
      );
      const refundStatus = cells.text("refundStatus");
      const buyer = readBuyer(
        {
          name: cells.text("buyerName") || cells.text("receiver"),
          nickname: cells.text("nickname"),
          phone: cells.text("phone") || cells.text("receiverPhone"),
        },
        context,
        lineNumber,
      );
      return parts.map((part, i) =>
        buildLine(
          {
            lineNumber,
            source: "youzan",
            orderNumber,
            orderedAt,
            paidAt,
            statusWord: /全额退款|部分退款/u.test(refundStatus) ? refundStatus : cells.text("status"),
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
            province: cells.text("province"),
            channel: cells.text("channel") || cells.text("origin"),
          },
          context,
        ),
      );
    });
  },
});
