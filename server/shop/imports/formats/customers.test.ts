import { describe, expect, it } from "vitest";
import { readWhole } from "../testing-read-whole.ts";

describe("customers", () => {
  it("come from Shopify with their consents, tags and number", async () => {
    const { records, format } = await readWhole(
      [
        "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Country Code,Default Address Phone,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags",
        `'7001,Ada,Lovelace,Ada@Example.com,yes,,US,,'+12125550101,no,32.00,1,,no,"vip, tea"`,
      ].join("\n"),
    );
    expect(format).toBe("shopify_customers");
    expect(records).toEqual([
      {
        kind: "customer",
        lineNumber: 2,
        source: "shopify",
        customerNumber: "7001",
        name: "Ada Lovelace",
        email: "ada@example.com",
        phone: "+12125550101",
        tags: ["vip", "tea"],
        consents: [
          { channel: "email", granted: true },
          { channel: "sms", granted: false },
        ],
        country: "US",
      },
    ]);
  });

  it("come from 有赞 with birthday, level and points", async () => {
    const { records, format } = await readWhole(
      [
        "客户姓名,客户昵称,客户手机号,客户生日,客户性别,标签,是否会员,成长值,免费等级,付费等级,客户积分,成为客户时间,成为会员时间",
        "李娜,小李,13812345678,1990-05-01,女,爱茶、老客,是,120,VIP2,,350,2024-01-01 10:00:00,2024-02-01 10:00:00",
        "张*,,186******05,,,,否,,,,,2024-01-01 10:00:00,",
      ].join("\n"),
    );
    expect(format).toBe("youzan_customers");
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      phone: "+8613812345678",
      birthday: "1990-05-01",
      gender: "female",
      tags: ["爱茶", "老客"],
      isMember: true,
      level: "VIP2",
      points: 350,
      joinedAt: new Date("2024-02-01T02:00:00Z"),
    });
  });

  it("without anything to find them by again are refused", async () => {
    const { rejected } = await readWhole("客户姓名,客户手机号,客户积分\n张*,186******05,1");
    expect(rejected[0]).toMatchObject({ code: "value_missing", lineNumber: 2 });
  });

  it("may be plain, with a birthday that has no year", async () => {
    const { records, format } = await readWhole("customer_id,name,birthday\n9,Ada,05-01");
    expect(format).toBe("plain_customers");
    expect(records[0]).toMatchObject({ customerNumber: "9", birthday: "--05-01" });
  });
});
