import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sql } from "../../platform/database/index.ts";
import { openTestShop, type TestShop } from "./testing-shop.ts";

let test: TestShop;
beforeAll(async () => {
  test = await openTestShop();
});
afterAll(() => test.close());
beforeEach(async () => {
  await test.db.run(sql`
    truncate event, identity_conflict, refund, order_line, shop_order, variant, product, member_identity, member cascade`);
});

const retail = [
  "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country",
  "1,10001,LANTERN,12,2011-01-01 08:26:00,2.50,40001,France",
  "1,10001,LANTERN,12,2011-01-01 08:26:00,2.50,40001,France",
  "2,10002,CUP,1,2011-01-02 08:26:00,1.00,,France",
  "1,10003,SPOON,4,2011-01-01 08:26:00,0.50,40001,France",
  "3,POST,POSTAGE,1,2011-02-01 09:00:00,18,40002,Japan",
  "C4,10001,LANTERN,-14,2011-03-05 10:00:00,2.50,40001,France",
  "C5,10002,CUP,-1,2011-03-05 10:00:00,1.00,40002,Japan",
  "C6,10003,SPOON,-1,2010-12-05 10:00:00,0.50,40001,France",
  "7,10001,,-40,2011-03-05 10:00:00,0,,United Kingdom",
].join("\n");

const order = (number: string) =>
  test.db.row(sql`
    select number, status, total_cents as total, refunded_cents as refunded, member_id is not null as known,
      (select count(*) from order_line l where l.shop_id = o.shop_id and l.order_id = o.id) as lines
    from shop_order o where number = ${number}`);

describe("an import", () => {
  it("makes orders, members and products, and tells of each order once", async () => {
    const result = await test.importText(retail);
    expect(result.written).toMatchObject({
      orders: 3,
      lines: 5,
      members: 2,
      products: 4,
      refunds: 3,
      refundsMatched: 1,
    });
    expect(await order("1")).toEqual({
      number: "1",
      status: "completed",
      total: 6200,
      refunded: 3500,
      known: true,
      lines: 3,
    });
    expect(await order("2")).toMatchObject({ total: 100, known: false, lines: 1 });
    const facts = await test.db.rows(sql`select type, count(*) as n from event group by type order by type`);
    expect(facts).toEqual([
      { type: "anonymous_order.imported", n: 1 },
      { type: "member.joined", n: 2 },
      { type: "order.imported", n: 2 },
      { type: "order.refunded", n: 1 },
      { type: "product.changed", n: 4 },
    ]);
  });

  it("changes nothing the second time", async () => {
    await test.importText(retail);
    const before = await test.everything();
    const again = await test.importText(retail);
    expect(await test.everything()).toEqual(before);
    expect(Object.values(again.written).every((count) => count === 0)).toBe(true);
  });

  it("goes on where it was stopped and ends with the same orders", async () => {
    const lines = retail.split("\n");
    await test.importText(lines.slice(0, 3).join("\n"));
    await test.importText(retail);
    expect(await order("1")).toMatchObject({ total: 6200, refunded: 3500, lines: 3 });
    const { n } = (await test.db.row<{ n: number }>(
      sql`select count(*) as n from event where type = 'order.imported'`,
    ))!;
    expect(n).toBe(2);
  });

  it("takes a cancellation from earlier sales of the customer; what none covers stays a refund of its own", async () => {
    await test.importText(retail);
    const refunds = await test.db.rows(sql`
      select split_part(source_key, '#', 1) as number, sum(cents) as cents, order_id is not null as matched
      from refund group by 1, 3 order by 1`);
    expect(refunds).toEqual([
      { number: "C4", cents: "3500", matched: true },
      { number: "C5", cents: "100", matched: false },
      { number: "C6", cents: "50", matched: false },
    ]);
    const wrong = await test.db.rows(sql`
      select 1 from order_line where refunded_cents > total_cents
      union all
      select 1 from shop_order o where refunded_cents <> (
        select sum(l.refunded_cents) from order_line l where l.shop_id = o.shop_id and l.order_id = o.id)`);
    expect(wrong).toEqual([]);
  });

  it("counts orders and spending of its members", async () => {
    await test.importText(retail);
    const members = await test.db.rows(sql`
      select name, language, time_zone as zone, order_count as orders, spent_cents as spent, joined_at as joined
      from member order by name`);
    expect(members).toEqual([
      {
        name: "Customer 40001",
        language: "en",
        zone: "Europe/London",
        orders: 1,
        spent: 2700,
        joined: new Date("2011-01-01T08:26:00Z"),
      },
      {
        name: "Customer 40002",
        language: "en",
        zone: "Europe/London",
        orders: 1,
        spent: 1800,
        joined: new Date("2011-02-01T09:00:00Z"),
      },
    ]);
  });

  it("marks what is no merchandise", async () => {
    await test.importText(retail);
    const postage = await test.db.row(sql`
      select p.category, p.active from product p join variant v on v.shop_id = p.shop_id and v.product_id = p.id
      where v.sku = 'POST'`);
    expect(postage).toEqual({ category: "non_product", active: false });
  });

  it("of one shop is not seen by another", async () => {
    await test.importText(retail);
    const result = await test.importText(retail, {}, test.otherShop);
    expect(result.written).toMatchObject({ orders: 3, members: 2 });
  });
});

const plainHeader =
  "order_id,ordered_at,customer_id,customer_phone,customer_email,sku,product,quantity,unit_price,currency,status,refunded_amount";

describe("people in an import", () => {
  it("are one member as long as a number, phone or address says so", async () => {
    await test.importText(
      [
        plainHeader,
        "A1,2025-03-01,c1,13812345678,,TEA,Tea,1,10,CNY,paid,",
        "A2,2025-03-02,,13812345678,ada@example.com,TEA,Tea,1,10,CNY,paid,",
        "A3,2025-03-03,,,ADA@example.com,TEA,Tea,1,10,CNY,paid,",
        "A4,2025-03-04,,138****5678,,TEA,Tea,1,10,CNY,paid,",
      ].join("\n"),
    );
    expect(await test.db.rows(sql`select order_count as orders, spent_cents as spent from member`)).toEqual([
      { orders: 3, spent: 3000 },
    ]);
    expect(await order("A4")).toMatchObject({ known: false });
  });

  it("with identities of two members go on the review list and are not merged", async () => {
    const text = [
      plainHeader,
      "A1,2025-03-01,c1,,,TEA,Tea,1,10,CNY,paid,",
      "A2,2025-03-02,c2,13812345678,,TEA,Tea,1,10,CNY,paid,",
    ].join("\n");
    await test.importText(text);
    const conflict = `${plainHeader}\nA3,2025-03-03,c1,13812345678,,TEA,Tea,1,10,CNY,paid,`;
    const result = await test.importText(conflict);
    expect(result.written).toMatchObject({ members: 0, conflicts: 1 });
    expect(await test.db.rows(sql`select kind, value, status from identity_conflict`)).toEqual([
      { kind: "phone", value: "+8613812345678", status: "open" },
    ]);
    const orders = await test.db.rows(sql`select order_count as orders from member order by order_count`);
    expect(orders).toEqual([{ orders: 1 }, { orders: 2 }]);
    expect((await test.importText(conflict)).written.conflicts).toBe(0);
  });

  it("have the consents that the file or the merchant states", async () => {
    const customers =
      "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Tags\n" +
      "'1,Ada,L,ada@example.com,yes,,no,1,1,vip\n'2,Bo,L,bo@example.com,no,,no,1,1,";
    await test.importText(customers, { consents: ["inbox"] });
    const joined = await test.db.rows<{ data: { consents: string[]; imported: boolean } }>(
      sql`select data from event where type = 'member.joined' order by data ->> 'consents'`,
    );
    expect(joined.map(({ data }) => data.consents.toSorted())).toEqual([["email", "inbox"], ["inbox"]]);
    expect(joined.every(({ data }) => data.imported)).toBe(true);
    expect(await test.db.rows(sql`select name, tags from member order by name`)).toEqual([
      { name: "Ada L", tags: ["vip"] },
      { name: "Bo L", tags: [] },
    ]);
  });
});

describe("an order that comes again later", () => {
  const row = (status: string, refunded: string) =>
    `${plainHeader}\nA1,2025-03-01,c1,,,TEA,Tea,2,10,CNY,${status},${refunded}`;

  it("is paid when it was not before, and told of then", async () => {
    await test.importText(row("unpaid", ""));
    expect(await order("A1")).toMatchObject({ status: "cancelled", total: 2000 });
    expect(await test.db.rows(sql`select 1 from event where type = 'order.imported'`)).toHaveLength(0);
    await test.importText(row("paid", ""));
    expect(await order("A1")).toMatchObject({ status: "completed", total: 2000, lines: 1 });
    expect(await test.db.rows(sql`select data from event where type = 'order.imported'`)).toMatchObject([
      { data: { totalCents: 2000 } },
    ]);
  });

  it("takes over refunds that have grown, each step once", async () => {
    await test.importText(row("paid", "5"));
    await test.importText(row("paid", "20"));
    await test.importText(row("paid", "20"));
    expect(await order("A1")).toMatchObject({ total: 2000, refunded: 2000 });
    const refunds = await test.db.rows(sql`select cents from refund order by cents`);
    expect(refunds).toEqual([{ cents: 500 }, { cents: 1500 }]);
    const facts = await test.db.rows(sql`select data from event where type = 'order.refunded'`);
    expect(facts).toMatchObject([{ data: { cents: 1500, full: true } }]);
  });

  it("gets its real lines when it was only known as a sum", async () => {
    const orders =
      "订单号,订单状态,订单创建时间,买家付款时间,订单实付金额,全部商品名称,商品种类数,买家手机号,订单退款状态\n" +
      'E1,交易完成,2025-03-31 20:15:00,2025-03-31 20:16:00,100,"春茶,茶杯",2,13812345678,无';
    const items =
      "订单号,订单商品状态,交易成功时间,商品名称,商品规格,规格编码,商品单价,商品数量,商品实际成交金额\n" +
      "E1,交易完成,2025-04-05 10:00:00,春茶,50克,TEA-50,70,1,70\nE1,交易完成,2025-04-05 10:00:00,茶杯,,CUP,30,1,30";
    await test.importText(orders);
    await test.importText(items);
    const lines = () => test.db.rows(sql`select sku, total_cents as total from order_line order by sku`);
    const exact = [
      { sku: "CUP", total: 3000 },
      { sku: "TEA-50", total: 7000 },
    ];
    expect(await lines()).toEqual(exact);
    await test.importText(orders);
    expect(await lines()).toEqual(exact);
    expect(await order("E1")).toMatchObject({ total: 10_000, lines: 2, known: true });
  });
});

describe("the shop's own catalogue", () => {
  it("takes up imported lines of the same SKU", async () => {
    await test.importText(`${plainHeader}\nA1,2025-03-01,c1,,,TEA,Tea,2,10,CNY,paid,`);
    await test.importText(`${plainHeader}\nB1,2025-03-01,c1,,,TEA,Another name,2,10,CNY,paid,`);
    expect(await test.db.rows(sql`select title from product`)).toEqual([{ title: { en: "Tea" } }]);
  });
});
