import type zh from "./text.zh-CN.ts";

/** What the server wants of a field: the word for it, and the figures in it. */
export type Complaint = { readonly key: keyof typeof zh; readonly values: Readonly<Record<string, string>> };

/** The server's plain words, most particular first. What stands in a group goes into the words as `what`. */
const signs: readonly (readonly [RegExp, keyof typeof zh])[] = [
  [/^missing: |^at least 1 character$/u, "filled"],
  [/^at least 1 entry$/u, "oneEntry"],
  [/^at least (.+) characters?$/u, "atLeastSigns"],
  [/^at most (.+) characters?$/u, "atMostSigns"],
  [/^at least (.+) entr(?:y|ies)$/u, "atLeastEntries"],
  [/^at most (.+) entr(?:y|ies)$/u, "atMostEntries"],
  [/^at least (.+)$/u, "atLeast"],
  [/^at most (.+)$/u, "atMost"],
  [/^more than (.+)$/u, "moreThan"],
  [/^less than (.+)$/u, "lessThan"],
  [/^a multiple of (.+)$/u, "multipleOf"],
  [/^one of: (.+)$/u, "oneOf"],
  [/^a whole number$/u, "wholeNumber"],
  [/^a number$/u, "number"],
  [/^a text$/u, "text"],
  [/^an e-mail address/u, "email"],
  [/^a web address/u, "url"],
  [/^a phone number/u, "phone"],
  [/^a time with its offset/u, "moment"],
  [/^a day, /u, "day"],
  [/^a time (?:of day|such as)/u, "timeOfDay"],
  [/^six digits$/u, "sixDigits"],
  [/^three capital letters/u, "currency"],
  [/^two capital letters/u, "country"],
];

/** Reads the server's plain words about a field; undefined for words that it has not foreseen. */
export function readComplaint(message: string): Complaint | undefined {
  for (const [sign, key] of signs) {
    const found = sign.exec(message);
    if (found) return { key, values: found[1] === undefined ? {} : { what: found[1] } };
  }
  return undefined;
}
