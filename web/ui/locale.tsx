import { type ReactNode, createContext, use, useMemo } from "react";
import * as format from "./format.ts";
import type { LocalText } from "../../contract/values.ts";
import { useLanguage } from "./text/text.ts";

/** What the shop or the member says about place: it decides the wall clock and the default currency. */
export type Place = { readonly timeZone: string; readonly currency: string };

const here: Place = { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, currency: "CNY" };
const PlaceContext = createContext<Place>(here);

/** Gives everything below the time zone and currency of the shop or member. Without it: the device's zone, CNY. */
export function PlaceProvider({ timeZone, currency, children }: Place & { readonly children: ReactNode }) {
  const place = useMemo(() => ({ timeZone, currency }), [timeZone, currency]);
  return <PlaceContext value={place}>{children}</PlaceContext>;
}

/** Formatters bound to the reader's language and place. */
export function useFormat() {
  const { language } = useLanguage();
  const place = use(PlaceContext);
  return useMemo(() => {
    const locale = { language, timeZone: place.timeZone };
    return {
      locale,
      currency: place.currency,
      money: (cents: number, currency = place.currency) => format.formatMoney(cents, currency, locale),
      moneyParts: (cents: number, currency = place.currency) => format.moneyParts(cents, currency, locale),
      number: (value: number) => format.formatNumber(value, locale),
      compact: (value: number) => format.formatNumber(value, locale, true),
      share: (share: number, digits?: number) => format.formatShare(share, locale, digits),
      date: (at: Date | string, style: format.DateStyle = "date") => format.formatDate(at, style, locale),
      zone: (zone: string) => format.formatZone(zone, locale),
      languageName: (tag: string) => format.formatLanguage(tag, locale),
      relative: (at: Date | string, now: Date) => format.formatRelative(at, now, locale),
    };
  }, [language, place]);
}

/** Picks the reader's language out of text that the shop wrote in one or both, and the other when it is missing. */
export function useLocalText(): (text: LocalText | undefined) => string {
  const { language } = useLanguage();
  return (text) => (language === "en" ? (text?.en ?? text?.zh) : (text?.zh ?? text?.en)) ?? "";
}
