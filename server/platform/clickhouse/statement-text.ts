/**
 * What the door must know of a statement's text before the engine parses it: where it ends, whether a second
 * one follows, how it starts and whether it names its own output format. Quotes and comments are masked first,
 * so a semicolon in a customer's name is not mistaken for the end of a statement.
 */
export type StatementText = {
  /** The statement without its format, trailing semicolons and comments. */
  readonly text: string;
  /** Its first word in upper case: `SELECT`, `INSERT`, … */
  readonly verb: string;
  /** Its own `FORMAT x`, with what follows, or nothing; `text` is without it. */
  readonly formatClause: string;
  /** True when another statement follows the first. */
  readonly isMany: boolean;
};

const quotesAndComments =
  /'[^'\\]*(?:\\[\s\S][^'\\]*)*'|"[^"\\]*(?:\\[\s\S][^"\\]*)*"|`[^`\\]*(?:\\[\s\S][^`\\]*)*`|--[^\n]*|#[ !][^\n]*|\/\*[\s\S]*?\*\/|(\$\w*\$)[\s\S]*?\1/g;

const insertedData = /^\s*INSERT\b[\s\S]*?\bFORMAT\s+\w+/i;

/** Reads one statement. Data that follows `INSERT … FORMAT x` belongs to the statement, whatever it contains. */
export function readStatement(sql: string): StatementText {
  const masked = sql.replaceAll(quotesAndComments, (part) =>
    (isComment(part) ? " " : "x").repeat(part.length),
  );
  const verb = /^[\s(;]*(\w+)/.exec(masked)?.[1]?.toUpperCase() ?? "";
  if (insertedData.test(masked)) return { text: sql, verb, formatClause: "", isMany: false };
  const end = masked.replace(/[\s;]+$/, "").length;
  const body = masked.slice(0, end);
  const formatAt = body.search(/\bFORMAT\s+\w+(\s+SETTINGS\s[^;]*)?$/i);
  const textEnd = formatAt < 0 ? end : formatAt;
  return {
    text: sql.slice(0, textEnd).trimEnd(),
    verb,
    formatClause: sql.slice(textEnd, end),
    isMany: body.includes(";"),
  };
}

function isComment(part: string): boolean {
  return part.startsWith("--") || part.startsWith("#") || part.startsWith("/*");
}

/** A text as a ClickHouse string literal. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

/** A name as a ClickHouse identifier. */
export function quoteName(name: string): string {
  return `\`${name.replaceAll("\\", "\\\\").replaceAll("`", "\\`")}\``;
}
