import { z } from "zod";

/** Small values that many routes share. */

export const Id = z.uuid();
/** An instant, ISO 8601 with offset. */
export const Instant = z.iso.datetime({ offset: true });
/** A day of the shop's calendar, `yyyy-MM-dd`. */
export const Day = z.iso.date();
/** Minor units of a currency: 分, cents. */
export const Cents = z.int().min(-9_000_000_000_000).max(9_000_000_000_000);
export const PriceCents = z.int().min(0).max(9_000_000_000_000);
/** ISO 4217. */
export const Currency = z.string().regex(/^[A-Z]{3}$/u, "three capital letters, ISO 4217, such as CNY");
/** IANA name. An offset such as +08:00 is none: it knows no summer time. */
export const TimeZone = z
  .string()
  .min(1)
  .max(64)
  .refine(isTimeZone, "the IANA name of a time zone, such as Asia/Shanghai");
export const Language = z.enum(["zh-CN", "en"]);
export type Language = z.output<typeof Language>;

function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/u.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name }).format();
    return true;
  } catch {
    return false;
  }
}

/** Text in one or both languages; screens take the reader's own and fall back on the other. */
export const LocalText = z.object({
  zh: z.string().max(4000).optional(),
  en: z.string().max(4000).optional(),
});
export type LocalText = z.output<typeof LocalText>;

export const IdParams = z.object({ id: Id });

/** Lists come in pages: `after` is the `next` of the page before. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(200).optional(),
});

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().optional() });
}

export const Ok = z.object({ ok: z.literal(true) });

/** Where somebody or something came from: a show, a product, a join code, a channel, a touch. */
export const Origin = z.object({
  showId: Id.optional(),
  productId: Id.optional(),
  joinCodeId: Id.optional(),
  touchId: Id.optional(),
  channel: z.string().max(40).optional(),
});
export type Origin = z.output<typeof Origin>;

export const Address = z.object({
  name: z.string().min(1).max(80),
  phone: z.string().min(3).max(40),
  country: z.string().regex(/^[A-Z]{2}$/u, "two capital letters, ISO 3166, such as CN"),
  region: z.string().max(80).optional(),
  city: z.string().min(1).max(80),
  street: z.string().min(1).max(200),
  postcode: z.string().max(20).optional(),
});
export type Address = z.output<typeof Address>;
