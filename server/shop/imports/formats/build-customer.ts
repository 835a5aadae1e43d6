import { RowRefusal } from "../reading/cells.ts";
import type { Consent, CustomerRecord } from "../records.ts";
import { type BuyerCells, readBuyer } from "./buyer.ts";
import type { FileContext } from "./dialect.ts";
import { optional } from "./optional.ts";

export type CustomerFacts = {
  readonly lineNumber: number;
  readonly source: string;
  readonly identity: BuyerCells;
  readonly gender?: string;
  readonly birthday?: string;
  readonly tags?: string;
  readonly points?: number | undefined;
  readonly level?: string;
  readonly isMember?: boolean | undefined;
  readonly joinedAt?: Date | undefined;
  readonly consents?: readonly Consent[];
  readonly country?: string;
  readonly province?: string;
  readonly note?: string;
};

/** Completes a customer. Without a number, phone or e-mail nobody could be found again, so such a row is refused. */
export function buildCustomer(facts: CustomerFacts, context: FileContext): CustomerRecord {
  const identity = readBuyer(facts.identity, context, facts.lineNumber);
  if (!identity?.customerNumber && !identity?.phone && !identity?.email) {
    throw new RowRefusal(
      "value_missing",
      "The customer has no number, no readable phone and no e-mail address. One of them is needed; masked ones do not serve.",
    );
  }
  const gender = readGender(facts.gender ?? "");
  const birthday = readBirthday(facts.birthday ?? "");
  return {
    kind: "customer",
    lineNumber: facts.lineNumber,
    source: facts.source,
    ...identity,
    ...(gender && { gender }),
    ...(birthday && { birthday }),
    tags: readTags(facts.tags ?? ""),
    ...(facts.points !== undefined && { points: facts.points }),
    ...optional("level", facts.level ?? ""),
    ...(facts.isMember !== undefined && { isMember: facts.isMember }),
    ...(facts.joinedAt && { joinedAt: facts.joinedAt }),
    consents: facts.consents ?? [],
    ...optional("country", facts.country ?? ""),
    ...optional("province", facts.province ?? ""),
    ...optional("note", facts.note ?? ""),
  };
}

/** yes/no in the words of exports; undefined when the cell says neither. */
export function readYesNo(text: string): boolean | undefined {
  if (/^(?:yes|true|y|1|是|已加|subscribed)$/iu.test(text)) return true;
  return /^(?:no|false|n|0|否|未加|unsubscribed)$/iu.test(text) ? false : undefined;
}

function readGender(text: string): "female" | "male" | undefined {
  if (/^(?:女|female|f)/iu.test(text)) return "female";
  return /^(?:男|male|m)/iu.test(text) ? "male" : undefined;
}

function readBirthday(text: string): string | undefined {
  const full = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})/u.exec(text);
  const short = full ? undefined : /^(\d{1,2})[-/.月](\d{1,2})日?$/u.exec(text);
  const [year, month, day] = full ? [full[1], full[2], full[3]] : [undefined, short?.[1], short?.[2]];
  if (month === undefined || day === undefined) return undefined;
  if (year !== undefined && (Number(year) < 1900 || Number(year) > 2100)) return undefined;
  // A leap year stands in for the year that is not told.
  const date = new Date(Date.UTC(Number(year ?? 2000), Number(month) - 1, Number(day)));
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined;
  const monthAndDay = `${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return year === undefined ? `--${monthAndDay}` : `${year}-${monthAndDay}`;
}

function readTags(text: string): readonly string[] {
  const tags = text
    .split(/[,，;；|、]/u)
    .map((tag) => tag.trim().slice(0, 60).toWellFormed())
    .filter((tag) => tag !== "" && tag !== "-");
  return [...new Set(tags)].slice(0, 50);
}
