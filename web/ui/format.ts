/**
 * Numbers, money and dates as the reader writes them. Everything goes through Intl; formatters are kept, because
 * making one costs a hundred times what using one does.
 */
export type Locale = {
  /** BCP-47, e.g. `zh-CN`. */
  readonly language: string;
  /** IANA, e.g. `Asia/Shanghai`. */
  readonly timeZone: string;
};

/** Half-made prices for a large figure beside a small sign: `["¥", "128", ".50"]` in the order of the language. */
export type MoneyPart = { readonly kind: "sign" | "whole" | "fraction"; readonly text: string };

const kept = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>();

function keep<F extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>(
  key: string,
  make: () => F,
): F {
  const known = kept.get(key) as F | undefined;
  if (known) return known;
  const made = make();
  kept.set(key, made);
  return made;
}

function moneyFormat(currency: string, language: string, whole: boolean): Intl.NumberFormat {
  return keep(`money ${currency} ${language} ${whole}`, () => {
    const options: Intl.NumberFormatOptions = {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
    };
    return new Intl.NumberFormat(language, whole ? { ...options, minimumFractionDigits: 0 } : options);
  });
}

/** Minor units (分, cents) → major units. JPY has none, CNY 100, KWD 1000. */
export function majorUnits(cents: number, currency: string): number {
  const digits = moneyFormat(currency, "en", false).resolvedOptions().maximumFractionDigits ?? 2;
  return cents / 10 ** digits;
}

/** `12850, CNY` → "¥128.50". `cents` is an integer of minor units. */
export function formatMoney(cents: number, currency: string, { language }: Locale): string {
  return moneyFormat(currency, language, false).format(majorUnits(cents, currency));
}

/** The same in parts, without ".00": for prices on cards. */
export function moneyParts(cents: number, currency: string, { language }: Locale): MoneyPart[] {
  const major = majorUnits(cents, currency);
  const format = moneyFormat(currency, language, Number.isInteger(major));
  return format.formatToParts(major).map(({ type, value }) => ({ kind: kindOf(type), text: value }));
}

function kindOf(type: Intl.NumberFormatPartTypes): MoneyPart["kind"] {
  if (type === "integer" || type === "group") return "whole";
  return type === "decimal" || type === "fraction" ? "fraction" : "sign";
}

/** "1,234" ; with `compact` "1.2万" or "1.2K". */
export function formatNumber(value: number, { language }: Locale, compact = false): string {
  const options: Intl.NumberFormatOptions = compact ? { notation: "compact", maximumFractionDigits: 1 } : {};
  return keep(`number ${language} ${compact}`, () => new Intl.NumberFormat(language, options)).format(value);
}

/** 0.1234 → "12.3%". */
export function formatShare(share: number, { language }: Locale, digits = 1): string {
  return keep(`share ${language} ${digits}`, () => {
    return new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: digits });
  }).format(share);
}

const dateStyles = {
  date: { year: "numeric", month: "short", day: "numeric" },
  day: { month: "short", day: "numeric", weekday: "short" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  moment: { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  full: { dateStyle: "medium", timeStyle: "medium", hourCycle: "h23" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
export type DateStyle = keyof typeof dateStyles;

/** An instant on the reader's calendar and wall clock. Strings are ISO 8601. */
export function formatDate(at: Date | string, style: DateStyle, { language, timeZone }: Locale): string {
  const format = keep(`date ${style} ${language} ${timeZone}`, () => {
    return new Intl.DateTimeFormat(language, { ...dateStyles[style], timeZone });
  });
  return format.format(new Date(at));
}

/** "Asia/Shanghai" → "中国标准时间", "China Standard Time". An unknown zone keeps its name. */
export function formatZone(zone: string, { language }: Locale): string {
  try {
    const format = keep(`zone ${zone} ${language}`, () => {
      return new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: "longGeneric" });
    });
    return format.formatToParts(0).find(({ type }) => type === "timeZoneName")?.value ?? zone;
  } catch {
    return zone;
  }
}

/** "zh-CN" → "中文（中国）", "Chinese (China)". What is no language's tag stays as it is. */
export function formatLanguage(tag: string, { language }: Locale): string {
  try {
    return new Intl.DisplayNames([language], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

const steps = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
] as const;

/** "3 minutes ago", "明天". Less than a minute is "now". */
export function formatRelative(at: Date | string, now: Date, { language }: Locale): string {
  const seconds = (new Date(at).getTime() - now.getTime()) / 1000;
  const format = keep(
    `relative ${language}`,
    () => new Intl.RelativeTimeFormat(language, { numeric: "auto" }),
  );
  for (const [unit, length] of steps) {
    if (Math.abs(seconds) >= length) return format.format(Math.trunc(seconds / length), unit);
  }
  return format.format(0, "second");
}

/** 75 → "1:15", 3675 → "1:01:15": a length of play in seconds. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, at) => (at === 0 ? String(part) : String(part).padStart(2, "0"))).join(":");
}
