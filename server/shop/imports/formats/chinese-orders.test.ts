import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { readWhole } from "../testing-read-whole.ts";

describe("有赞 订单", () => {
  const header =
    "订单号,销售渠道,归属店铺,订单类型,订单状态,订单创建时间,买家付款时间,交易成功时间,商品金额合计,运费,店铺优惠合计,应收订单金额,订单实付金额,全部商品名称,商品种类数,收货人省份,收货人/提货人,收货人手机号/提货人手机号,买家昵称,买家是否会员,买家手机号,订单退款状态,订单已退款金额";
  const read = (...rows: string[]): ReturnType<typeof readWhole> => readWhole([header, ...rows].join("\n"));

  it("reads buyer, money without postage, and Shanghai's time", async () => {
    const { records, format } = await read(
      "E202503310001,直播,回响小店,普通订单,交易完成,2025-03-31 20:15:00,2025-03-31 20:16:00,,88.00,10.00,8.00,90.00,90.00,春茶,1,浙江省,李娜,186******05,小李,是,13812345678,无,0.00",
    );
    expect(format).toBe("youzan_orders");
    expect(records).toEqual([
      expect.objectContaining({
        orderNumber: "E202503310001",
        orderedAt: new Date("2025-03-31T12:15:00Z"),
        paidAt: new Date("2025-03-31T12:16:00Z"),
        status: "paid",
        lineTotalCents: 8000,
        shippingCents: 1000,
        currency: "CNY",
        precision: "order",
        province: "浙江省",
        channel: "直播",
        buyer: { name: "李娜", nickname: "小李", phone: "+8613812345678" },
      }),
    ]);
  });

  it("divides an order over its products so that the parts add up to what was paid", async () => {
    const { records, warnings } = await read(
      'E2,,,普通订单,交易完成,2025-03-31 20:15:00,2025-03-31 20:16:00,,100,0,0,100,100.00,"春茶,茶杯,茶匙",3,,,,,,,部分退款,33.34',
    );
    const lines = records.filter((record) => record.kind === "order_line");
    expect(lines.map((line) => line.productName)).toEqual(["春茶", "茶杯", "茶匙"]);
    expect(lines.map((line) => line.lineTotalCents).toSorted((a, b) => a - b)).toEqual([3333, 3333, 3334]);
    expect(lines.reduce((sum, line) => sum + (line.refundedCents ?? 0), 0)).toBe(3334);
    expect(lines.every((line) => line.status === "partially_refunded")).toBe(true);
    expect(warnings.list()).toContainEqual({ code: "amounts_divided", count: 1, firstLine: 2 });
  });

  it("never takes a masked phone for an identity", async () => {
    const { records, warnings } = await read(
      "E3,,,普通订单,待付款,2025-03-31 20:15:00,,,88.00,0,0,88,0.00,春茶,1,,李*,186******05,,,,无,0",
    );
    expect(records[0]).toMatchObject({ status: "unpaid", lineTotalCents: 8800, buyer: { name: "李*" } });
    expect(records[0]).not.toHaveProperty("paidAt");
    expect(warnings.list()).toContainEqual({ code: "phone_masked", count: 1, firstLine: 2 });
  });

  it("tells cancelled from refunded by the money given back", async () => {
    const { records } = await read(
      "E4,,,普通订单,交易关闭,2025-03-31 20:15:00,,,88,0,0,88,0,春茶,1,,,,,,,无,0",
      "E5,,,普通订单,交易关闭,2025-03-31 20:15:00,2025-03-31 20:16:00,,88,0,0,88,88,春茶,1,,,,,,,全额退款,88",
    );
    expect(records.map((record) => record.kind === "order_line" && record.status)).toEqual([
      "cancelled",
      "refunded",
    ]);
  });
});

describe("有赞 商品维度", () => {
  const header =
    "订单号,外部订单号,订单商品状态,交易成功时间,商品名称,商品类型,商品类目,商品规格,规格编码,商品编码,商品单价,商品优惠方式,商品优惠后价格,商品数量,商品金额小计,店铺优惠（分摊）,商品实际成交金额,商品抵用积分数";

  it("reads a line with its variant, its discount and what was paid", async () => {
    const { records, format } = await readWhole(
      `${header}\nE1,,交易完成,2025-03-31 20:15:00,春茶,实物,茶叶,50克,TEA-50,P1,49.00,,44.00,2,88.00,3.00,85.00,0`,
    );
    expect(format).toBe("youzan_order_items");
    expect(records[0]).toMatchObject({
      source: "youzan",
      sku: "TEA-50",
      variantName: "50克",
      category: "茶叶",
      quantity: 2,
      unitPriceCents: 4900,
      lineTotalCents: 8500,
      discountCents: 1300,
      precision: "line",
    });
  });

  it("says where to find the time of an order that is not finished", async () => {
    const { rejected } = await readWhole(
      `${header}\nE1,,待发货,,春茶,实物,茶叶,50克,TEA-50,P1,49,,,1,49,,49,0`,
    );
    expect(rejected[0]).toMatchObject({ lineNumber: 2, code: "value_missing" });
    expect(rejected[0]?.reason).toContain("交易成功时间");
  });
});

describe("抖店 订单", () => {
  const header =
    "主订单编号,子订单编号,选购商品,商品规格,商品数量,商品ID,商家编码,商品单价,订单应付金额,运费,优惠总金额,收件人,收件人手机号,订单提交时间,支付完成时间,订单状态,售后状态,流量体裁";
  const read = (...rows: string[]): ReturnType<typeof readWhole> => readWhole([header, ...rows].join("\n"));

  it("reads one line per sub-order and strips the tab before long numbers", async () => {
    const { records, format } = await read(
      "\t6917000000000000001,\t6917000000000000002,春茶,50克,2,\t350001,TEA-50,49.00,88.00,0.00,10.00,李*,##x8f==,2025-03-31 20:15:00,2025-03-31 20:15:30,已完成,-,直播",
    );
    expect(format).toBe("douyin_orders");
    expect(records[0]).toMatchObject({
      orderNumber: "6917000000000000001",
      lineKey: "6917000000000000002",
      lineTotalCents: 8800,
      discountCents: 1000,
      channel: "直播",
      status: "paid",
    });
    expect(records[0]).not.toHaveProperty("buyer.phone");
  });

  it("tells the price of all pieces from the price of one", async () => {
    const text = [
      header.replace("商品单价", "商品金额"),
      "1,2,春茶,50克,2,3,TEA-50,98.00,88.00,0.00,10.00,,,2025-03-31 20:15:00,2025-03-31 20:15:30,已完成,-,直播",
    ].join("\n");
    const { records } = await readWhole(text);
    expect(records[0]).toMatchObject({ unitPriceCents: 4900, lineTotalCents: 8800 });
  });

  it("refuses a sub-order that stands twice", async () => {
    const row = "1,2,春茶,50克,1,3,TEA-50,49,49,0,0,,,2025-03-31 20:15:00,2025-03-31 20:15:30,已完成,-,直播";
    const { records, rejected } = await read(row, row);
    expect(records).toHaveLength(1);
    expect(rejected[0]).toMatchObject({ lineNumber: 3, code: "line_repeated" });
  });

  it("knows a full refund and an order never paid", async () => {
    const { records } = await read(
      "1,2,春茶,,1,3,TEA,49,49,0,0,,,2025-03-31 20:15:00,2025-03-31 20:15:30,已关闭,已全额退款,直播",
      "4,5,春茶,,1,3,TEA,49,49,0,0,,,2025-03-31 20:15:00,,待支付,-,直播",
      "6,7,春茶,,1,3,TEA,49,49,0,0,,,2025-03-31 20:15:00,,已关闭,-,直播",
    );
    expect(records.map((record) => record.kind === "order_line" && record.status)).toEqual([
      "refunded",
      "unpaid",
      "cancelled",
    ]);
  });
});

describe("淘宝 订单", () => {
  const header =
    "订单编号,买家会员名,买家支付宝账号,买家应付货款,买家应付邮费,总金额,买家实际支付金额,订单状态,收货人姓名,收货地址 ,联系电话,联系手机 ,订单创建时间,订单付款时间 ,宝贝标题 ,宝贝种类 ,宝贝总数量,店铺名称,订单关闭原因,退款金额";

  it("reads GB18030, trailing spaces in headers, an apostrophe before the phone", async () => {
    const row = `="2025033100001",tb李娜,,88.00,10.00,98.00,98.00,"买家已付款，等待卖家发货",李娜,浙江省 杭州市,,'13812345678,2025-03-31 20:15:00,2025-03-31 20:16:00,春茶,1,2,回响小店,,0.00`;
    const { records, format, table } = await readWhole(iconv.encode(`${header}\n${row}\n`, "gb18030"));
    expect(table.encoding).toBe("gb18030");
    expect(format).toBe("taobao_orders");
    expect(records[0]).toMatchObject({
      orderNumber: "2025033100001",
      quantity: 2,
      lineTotalCents: 8800,
      shippingCents: 1000,
      status: "paid",
      province: "浙江省",
      buyer: { customerNumber: "tb李娜", phone: "+8613812345678", name: "李娜" },
    });
  });

  it("leaves a masked member name out of the identities", async () => {
    const row = "1,t**8,,88,0,88,0,交易关闭,,,,,2025-03-31 20:15:00,,春茶,1,1,回响小店,买家不想要了,0";
    const { records } = await readWhole(`${header}\n${row}`);
    expect(records[0]).toMatchObject({ status: "cancelled", lineTotalCents: 8800 });
    expect(records[0]).not.toHaveProperty("buyer.customerNumber");
  });
});
