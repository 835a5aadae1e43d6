import { formatDuration, useNow, useText } from "../../../../ui/index.ts";
import { liveText } from "../text.ts";
import type { LuckyBag } from "./use-lucky-bag.ts";

/** Until the draw, on the server's clock. */
export function Left({ bag }: { readonly bag: LuckyBag }) {
  const t = useText(liveText);
  const seconds = (new Date(bag.closesAt).getTime() - useNow().getTime()) / 1000;
  return seconds > 0 ? (
    <time dateTime={bag.closesAt}>{formatDuration(seconds)}</time>
  ) : (
    <>{t("luckDrawing")}</>
  );
}
