import type { Consent } from "../records.ts";
import { buildCustomer, readYesNo } from "./build-customer.ts";
import { callingCodeOf } from "./calling-codes.ts";
import { dialect, rowByRow } from "./dialect.ts";

/** Our own simple layout of customers. */
export const plainCustomers = dialect({
  id: "plain_customers",
  source: "plain",
  holds: "customers",
  title: { en: "Plain customers", zh: "通用客户" },
  columns: {
    number: ["customer_id", "customer_number", "客户编号", "会员编号"],
    name: ["customer_name", "name", "姓名"],
    phone: ["customer_phone", "phone", "手机号"],
    email: ["customer_email", "email", "邮箱"],
    birthday: ["birthday", "生日"],
    gender: ["gender", "性别"],
    tags: ["tags", "标签"],
    points: ["points", "积分"],
    joinedAt: ["joined_at", "入会时间"],
    emailConsent: ["accepts_email"],
    smsConsent: ["accepts_sms"],
    country: ["country", "国家"],
    province: ["province", "省份"],
  },
  required: ["number", "name"],
  createReader: (cells, context) =>
    rowByRow((lineNumber) => [
      buildCustomer(
        {
          lineNumber,
          source: "plain",
          identity: {
            account: cells.text("number"),
            name: cells.text("name"),
            phone: cells.text("phone"),
            email: cells.text("email"),
          },
          birthday: cells.text("birthday"),
          gender: cells.text("gender"),
          tags: cells.text("tags"),
          points: cells.count("points"),
          joinedAt: cells.time("joinedAt"),
          consents: consents(cells.text("emailConsent"), cells.text("smsConsent")),
          country: cells.text("country"),
          province: cells.text("province"),
        },
        context,
      ),
    ]),
});

export const shopifyCustomers = dialect({
  id: "shopify_customers",
  source: "shopify",
  holds: "customers",
  title: { en: "Shopify customers", zh: "Shopify 客户" },
  columns: {
    number: ["Customer ID"],
    firstName: ["First Name"],
    lastName: ["Last Name"],
    email: ["Email"],
    emailConsent: ["Accepts Email Marketing", "Accepts Marketing"],
    company: ["Default Address Company", "Company"],
    country: ["Default Address Country Code", "Country Code"],
    province: ["Default Address Province Code", "Province Code"],
    phone: ["Phone"],
    addressPhone: ["Default Address Phone"],
    smsConsent: ["Accepts SMS Marketing"],
    spent: ["Total Spent"],
    orders: ["Total Orders"],
    note: ["Note"],
    taxExempt: ["Tax Exempt"],
    tags: ["Tags"],
  },
  required: ["firstName", "lastName", "email", "spent", "tags"],
  createReader: (cells, context) =>
    rowByRow((lineNumber) => [
      buildCustomer(
        {
          lineNumber,
          source: "shopify",
          identity: {
            account: cells.text("number"),
            name: `${cells.text("firstName")} ${cells.text("lastName")}`.trim(),
            phone: cells.text("phone") || cells.text("addressPhone"),
            email: cells.text("email"),
          },
          tags: cells.text("tags"),
          consents: consents(cells.text("emailConsent"), cells.text("smsConsent")),
          country: cells.text("country"),
          province: cells.text("province"),
          note: cells.text("note"),
        },
        { ...context, ...callingCodeOf(cells.text("country"), context.callingCode) },
      ),
    ]),
});

export const youzanCustomers = dialect({
  id: "youzan_customers",
  source: "youzan",
  holds: "customers",
  title: { en: "Youzan customers", zh: "有赞 客户" },
  timeZone: "Asia/Shanghai",
  currency: "CNY",
  callingCode: "86",
  columns: {
    name: ["客户姓名"],
    nickname: ["客户昵称"],
    phone: ["客户手机号"],
    birthday: ["客户生日"],
    gender: ["客户性别"],
    tags: ["标签"],
    isMember: ["是否会员"],
    growth: ["成长值"],
    level: ["免费等级"],
    paidLevel: ["付费等级"],
    points: ["客户积分"],
    balance: ["客户储值余额"],
    orders: ["消费次数"],
    spent: ["消费金额"],
    lastOrderAt: ["上次消费时间"],
    origin: ["来源渠道"],
    customerSince: ["成为客户时间"],
    memberSince: ["成为会员时间"],
  },
  required: ["name", "phone", "points"],
  createReader: (cells, context) =>
    rowByRow((lineNumber) => [
      buildCustomer(
        {
          lineNumber,
          source: "youzan",
          identity: {
            name: cells.text("name"),
            nickname: cells.text("nickname"),
            phone: cells.text("phone"),
          },
          birthday: cells.text("birthday"),
          gender: cells.text("gender"),
          tags: cells.text("tags"),
          points: cells.count("points"),
          level: cells.text("paidLevel") || cells.text("level"),
          isMember: readYesNo(cells.text("isMember")),
          joinedAt: cells.time("memberSince") ?? cells.time("customerSince"),
          country: "CN",
        },
        context,
      ),
    ]),
});

function consents(email: string, sms: string): readonly Consent[] {
  const told: Consent[] = [];
  const byEmail = readYesNo(email);
  const bySms = readYesNo(sms);
  if (byEmail !== undefined) told.push({ channel: "email", granted: byEmail });
  if (bySms !== undefined) told.push({ channel: "sms", granted: bySms });
  return told;
}
