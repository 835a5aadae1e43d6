import { RowRefusal } from "../reading/cells.ts";
import { lineCents, toCents } from "./amounts.ts";
import { buildLine } from "./build-line.ts";
import { readBuyer } from "./buyer.ts";
import { dialect, rowByRow } from "./dialect.ts";

/**
 * 有赞 export by product (商品维度): one row per order line with exact prices. It usually names neither buyer nor time of
 * order; those come with the order export of the same period, which shares its order numbers.
 */
export const youzanOrderItems = dialect({
  id: "youzan_order_items",
  source: "youzan",
  holds: "orders",
  title: { en: "Youzan order items", zh: "有赞 订单（商品维度）" },
  timeZone: "Asia/Shanghai",
  currency: "CNY",
  callingCode: "86",
  columns: {
    order: ["订单号"],
    externalOrder: ["外部订单号"],
    status: ["订单商品状态"],
    createdAt: ["订单创建时间", "下单时间"],
    paidAt: ["买家付款时间", "付款时间"],
    doneAt: ["交易成功时间"],
    product: ["商品名称"],
    type: ["商品类型"],
    category: ["商品类目"],
    variant: ["商品规格"],
    variantCode: ["规格编码"],
    productCode: ["商品编码"],
    price: ["商品单价"],
    offer: ["商品优惠方式"],
    offerPrice: ["商品优惠后价格"],
    quantity: ["商品数量"],
    subtotal: ["商品金额小计"],
    sharedDiscount: ["店铺优惠（分摊）"],
    paid: ["商品实际成交金额"],
    points: ["商品抵用积分数"],
    refunded: ["商品已退款金额", "退款金额"],
    name: ["买家姓名", "收货人/提货人"],
    nickname: ["买家昵称"],
    phone: ["买家手机号", "收货人手机号/提货人手机号"],
    province: ["收货人省份"],
    channel: ["销售渠道"],
  },
  required: ["order", "product", "price", "quantity", "status"],
  createReader: (cells, context) => {
    const { currency } = context;
    return rowByRow((lineNumber) => {
      const orderNumber = cells.needed("order");
      const createdAt = cells.time("createdAt");
      const paidAt = cells.time("paidAt");
      const doneAt = cells.time("doneAt");
      const orderedAt = createdAt ?? paidAt ?? doneAt;
      if (!orderedAt) {
        throw new RowRefusal(
          "value_missing",
          "交易成功时间 is empty, so the time of the order is not known. Import it from the order export (订单) instead.",
        );
      }
      const quantity = cells.neededCount("quantity");
      const price = cells.neededAmount("price");
      const fullCents = lineCents(quantity, price, currency);
      const paid = cells.amount("paid");
      const paidCents = paid === undefined ? fullCents : Math.min(fullCents, toCents(paid, currency));
      const statusWord = cells.text("status");
      const product = cells.needed("product");
      const variant = cells.text("variant");
      const refundedAmount = toCents(cells.amount("refunded") ?? 0, currency);
      const isRefunded = refundedAmount === 0 && /退款成功|退款完成|已退款|全额退款/u.test(statusWord);
      const buyer = readBuyer(
        { name: cells.text("name"), nickname: cells.text("nickname"), phone: cells.text("phone") },
        context,
        lineNumber,
      );
      const line = buildLine(
        {
          lineNumber,
          source: "youzan",
          orderNumber,
          orderedAt,
          paidAt: paidAt ?? doneAt,
          statusWord,
          isPaid: false,
          buyer,
          sku: (
            cells.text("variantCode") ||
            cells.text("productCode") ||
            `${product} ${variant}`.trim()
          ).slice(0, 200),
          productName: product,
          variantName: variant,
          category: cells.text("category"),
          precision: "line",
          quantity,
          unitPriceCents: toCents(price, currency),
          lineTotalCents: paidCents,
          discountCents: fullCents - paidCents,
          refundedCents: isRefunded ? paidCents : refundedAmount,
          currency,
          country: "CN",
          province: cells.text("province"),
          channel: cells.text("channel"),
        },
        context,
      );
      return [line];
    });
  },
});
