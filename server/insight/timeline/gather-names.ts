import type { LocalText } from "../../../contract/values.ts";
import type { Fact } from "../../platform/events/index.ts";
import type { InsightParts } from "../parts.ts";

/** What facts only point at, found for one page of a timeline. Times and money are written as the shop writes them. */
export type Names = {
  readonly product: (id: string | undefined) => Wording;
  readonly show: (id: string | undefined) => Wording;
  readonly orderNumber: (id: string | undefined) => string;
  readonly touchSubject: (id: string | undefined) => Wording;
  /** Until when a touch was held back by the decision of this moment. */
  readonly heldUntil: (touchId: string | undefined, decidedAt: Date) => string | undefined;
  readonly money: (cents: number, currency?: string) => Wording;
};

export type Wording = { readonly zh: string; readonly en: string };

type Locale = { readonly timeZone: string; readonly currency: string };

export async function gatherNames(
  parts: InsightParts,
  shopId: string,
  facts: readonly Fact[],
  locale: Locale,
): Promise<Names> {
  const wanted = pointersOf(facts);
  const [products, shows, numbers, touches] = await Promise.all([
    parts.shop.catalogue.products(shopId, [...wanted.products]),
    found(wanted.shows, (id) => parts.live.shows.show(shopId, id)),
    found(wanted.orders, (id) => parts.shop.orders.order(shopId, id)),
    found(wanted.touches, (id) => parts.engage.touches.explain(shopId, id)),
  ]);
  const titles = new Map(products.map((product) => [product.id, product.title]));
  return {
    product: (id) => wording(titles.get(id ?? ""), { zh: "商品", en: "a product" }),
    show: (id) => wording(shows.get(id ?? "")?.title, { zh: "直播间", en: "the live room" }),
    orderNumber: (id) => numbers.get(id ?? "")?.number ?? "",
    touchSubject: (id) => wording(touches.get(id ?? "")?.touch.subject, { zh: "一次触达", en: "a touch" }),
    heldUntil: (id, decidedAt) => {
      const decision = touches
        .get(id ?? "")
        ?.decisions.find((one) => one.at.getTime() === decidedAt.getTime());
      return decision?.until ? wallClock(locale.timeZone, decision.until, decidedAt) : undefined;
    },
    money: (cents, currency = locale.currency) => ({
      zh: moneyText("zh-CN", cents, currency),
      en: moneyText("en", cents, currency),
    }),
  };
}

function pointersOf(facts: readonly Fact[]) {
  const wanted = {
    products: new Set<string>(),
    shows: new Set<string>(),
    orders: new Set<string>(),
    touches: new Set<string>(),
  };
  for (const fact of facts) {
    const { type, subjectId } = fact;
    if (fact.type === "bag.entered" || fact.type === "bag.won") wanted.shows.add(fact.data.showId);
    if (!subjectId) continue;
    if (type.startsWith("product.")) wanted.products.add(subjectId);
    if (type.startsWith("show.") || type.startsWith("chat.")) wanted.shows.add(subjectId);
    if (type.startsWith("order.") && type !== "order.paid" && type !== "order.imported")
      wanted.orders.add(subjectId);
    if (type.startsWith("touch.")) wanted.touches.add(subjectId);
  }
  return wanted;
}

/** What is gone has no name, and that is no reason to show no timeline. */
async function found<T>(ids: ReadonlySet<string>, find: (id: string) => Promise<T>): Promise<Map<string, T>> {
  const pairs = await Promise.all(
    [...ids].map((id) =>
      find(id).then(
        (thing) => [[id, thing] as const],
        () => [],
      ),
    ),
  );
  return new Map(pairs.flat());
}

function wording(text: LocalText | undefined, fallback: Wording): Wording {
  return { zh: text?.zh ?? text?.en ?? fallback.zh, en: text?.en ?? text?.zh ?? fallback.en };
}

/** The time, with the day when it is another one. */
function wallClock(timeZone: string, instant: Date, seenFrom: Date): string {
  const day = (at: Date) => at.toLocaleDateString("en-CA", { timeZone, month: "2-digit", day: "2-digit" });
  const time = instant.toLocaleTimeString("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
  return day(instant) === day(seenFrom) ? time : `${day(instant)} ${time}`;
}

export function moneyText(language: string, cents: number, currency: string): string {
  const format = new Intl.NumberFormat(language, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
  });
  return format.format(cents / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
