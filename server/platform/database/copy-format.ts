import pg from "pg";

/**
 * One row in COPY's text format (PostgreSQL manual, "COPY", section "Text Format"): tab between columns, `\N` for
 * null, backslash before what would be read as structure.
 */
export function copyLine(row: readonly unknown[]): string {
  return `${row.map(copyField).join("\t")}\n`;
}

function copyField(value: unknown): string {
  if (value === null || value === undefined) return String.raw`\N`;
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint")
    return String(value);
  return escapeField(typeof value === "string" ? value : textOf(value));
}

/** Part of pg that @types/pg leaves out. */
const { utils } = pg as unknown as { utils: { prepareValue(value: unknown): unknown } };

/** The same conversion that `pg` applies to parameters: Date, array, object, Buffer. */
function textOf(value: unknown): string {
  const prepared = utils.prepareValue(value);
  return Buffer.isBuffer(prepared) ? String.raw`\x${prepared.toString("hex")}` : String(prepared);
}

const structure = /[\\\n\r\t]/gu;
const escapes: Record<string, string> = {
  "\\": String.raw`\\`,
  "\n": String.raw`\n`,
  "\r": String.raw`\r`,
  "\t": String.raw`\t`,
};

function escapeField(text: string): string {
  return text.replaceAll(structure, (character) => escapes[character] ?? character);
}
