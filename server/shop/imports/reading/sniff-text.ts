import { RefrainError } from "../../../platform/errors.ts";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "gb18030" | "windows-1252";
export type Delimiter = "," | ";" | "\t" | "|";

/** What the first bytes of a file are, apart from text. */
export type FileKind = "text" | "xlsx";

/** Looks at the first bytes. Throws `import_unreadable` naming what was found when it is no table at all. */
export function sniffKind(sample: Buffer): FileKind {
  if (sample.length === 0) throw refusal("The file is empty.", "empty");
  if (startsWith(sample, [0x50, 0x4b, 0x03, 0x04])) return "xlsx";
  for (const { magic, name, remedy } of knownStrangers) {
    if (startsWith(sample, magic)) throw refusal(`This is ${name}, not a table. ${remedy}`, "not_a_table");
  }
  return "text";
}

/**
 * Finds the encoding: a byte order mark decides; zero bytes in every other place mean UTF-16; otherwise the first of
 * UTF-8, GB18030 and Windows-1252 that decodes the sample. Throws `import_unreadable` for binary data.
 */
export function sniffEncoding(sample: Buffer): Encoding {
  if (startsWith(sample, [0xef, 0xbb, 0xbf])) return "utf-8";
  if (startsWith(sample, [0xff, 0xfe])) return "utf-16le";
  if (startsWith(sample, [0xfe, 0xff])) return "utf-16be";
  const wide = sniffWide(sample);
  if (wide !== undefined) return wide;
  refuseBinary(sample);
  if (decodes(sample, "utf-8") || isMostlyUtf8(sample)) return "utf-8";
  return decodes(sample, "gb18030") ? "gb18030" : "windows-1252";
}

/** The delimiter that cuts the header line into most columns; a comma when none does. */
export function sniffDelimiter(headerLine: string): Delimiter {
  const outsideQuotes = headerLine.replaceAll(/"[^"]*"/gu, "");
  let best: Delimiter = ",";
  let most = 0;
  for (const delimiter of [",", ";", "\t", "|"] as const) {
    const count = outsideQuotes.split(delimiter).length - 1;
    if (count > most) {
      best = delimiter;
      most = count;
    }
  }
  return best;
}

const knownStrangers: readonly { magic: readonly number[]; name: string; remedy: string }[] = [
  {
    magic: [0xd0, 0xcf, 0x11, 0xe0],
    name: "an old Excel file (.xls)",
    remedy: "Open it and save it as .xlsx or CSV.",
  },
  { magic: [0x25, 0x50, 0x44, 0x46], name: "a PDF", remedy: "Export the data as CSV or .xlsx." },
  { magic: [0x89, 0x50, 0x4e, 0x47], name: "a picture", remedy: "Export the data as CSV or .xlsx." },
  { magic: [0xff, 0xd8, 0xff], name: "a picture", remedy: "Export the data as CSV or .xlsx." },
  { magic: [0x52, 0x61, 0x72, 0x21], name: "a RAR archive", remedy: "Unpack it and import the file inside." },
  { magic: [0x37, 0x7a, 0xbc, 0xaf], name: "a 7z archive", remedy: "Unpack it and import the file inside." },
];

function sniffWide(sample: Buffer): "utf-16le" | "utf-16be" | undefined {
  const pairs = Math.min(sample.length, 4096) >> 1;
  if (pairs < 2) return undefined;
  let evenZeros = 0;
  let oddZeros = 0;
  for (let i = 0; i < pairs; i += 1) {
    if (sample[i * 2] === 0) evenZeros += 1;
    if (sample[i * 2 + 1] === 0) oddZeros += 1;
  }
  if (oddZeros > pairs * 0.4 && evenZeros === 0) return "utf-16le";
  if (evenZeros > pairs * 0.4 && oddZeros === 0) return "utf-16be";
  return undefined;
}

/** Text holds tabs and line ends and hardly any other control bytes; a row with a stray one is refused by itself. */
function refuseBinary(sample: Buffer): void {
  let control = 0;
  for (const byte of sample) {
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12) control += 1;
  }
  if (control > sample.length / 100) throw refusal("The file holds binary data, not a table.", "binary");
}

/**
 * A few bad bytes among many good characters are bad rows of a UTF-8 file. GB18030 would decode them all, and turn every
 * name into others.
 */
function isMostlyUtf8(sample: Buffer): boolean {
  const text = new TextDecoder("utf-8").decode(sample, { stream: true });
  let bad = 0;
  let good = 0;
  for (const character of text) {
    if (character === "\uFFFD") bad += 1;
    else if (character > "\u007F") good += 1;
  }
  return bad * 20 < good;
}

/** The sample may end inside a character, so `stream` leaves its last bytes alone. */
function decodes(sample: Buffer, encoding: Encoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function startsWith(sample: Buffer, magic: readonly number[]): boolean {
  return magic.every((byte, i) => sample[i] === byte);
}

function refusal(message: string, problem: string): RefrainError {
  return new RefrainError("import_unreadable", message, { problem });
}
