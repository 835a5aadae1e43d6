import { useText } from "../../../ui/index.ts";
import { contentText } from "./text.ts";

const signs = [
  [/carry a price/u, "refusedPrice"],
  [/carry a coupon/u, "refusedOffer"],
  [/carry a call to buy/u, "refusedCall"],
] as const;

/** What the server found in a piece, in the reader's language; anything unforeseen as it was said. */
export function useRefusalWords(): (message: string) => string {
  const t = useText(contentText);
  return (message) => {
    const forbidden = /^“(.+?)” may not stand in advertising/u.exec(message)?.[1];
    if (forbidden !== undefined) return t("refusedWord", { word: forbidden });
    const key = signs.find(([sign]) => sign.test(message))?.[1];
    return key === undefined ? message : t(key);
  };
}
