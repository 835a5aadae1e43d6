import { useText } from "../../../ui/index.ts";
import { importsText } from "./text.ts";
import zh from "./text.zh-CN.ts";

type Rejection = { readonly code: string; readonly reason: string };
type Refused = Extract<keyof typeof zh, `refused_${string}`>;

/** Why a row is not taken, in the reader's language, with its column and value; anything unforeseen as it was said. */
export function useRejectionWords(): (rejection: Rejection) => string {
  const t = useText(importsText);
  return ({ code, reason }) => {
    const key = `refused_${code}`;
    if (!Object.hasOwn(zh, key)) return reason;
    const { column, value } = readCell(reason);
    const where =
      column === undefined
        ? ""
        : value === undefined
          ? t("cell", { column })
          : t("cellWith", { column, value });
    return where + t(key as Refused);
  };
}

/** `Quantity is "many". It must be …` names the column and what stands in it. */
export function readCell(reason: string): { readonly column?: string; readonly value?: string } {
  const found = /^(.{1,80}?) is (?:"(.*?)"|empty|longer)/u.exec(reason);
  if (found?.[1] === undefined) return {};
  return found[2] === undefined ? { column: found[1] } : { column: found[1], value: found[2] };
}
