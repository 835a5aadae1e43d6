import { RefrainError } from "../../../platform/errors.ts";
import type { Encoding } from "./sniff-text.ts";

export type LineBounds = {
  /** Most characters of one line. */
  readonly maxLineLength: number;
  /** Most empty lines in a row before the file counts as emptiness. */
  readonly maxBlankLines: number;
};

const linesPerBatch = 8192;

/**
 * Decodes bytes and yields batches of lines without their line ends (LF, CRLF or lone CR).
 * Throws `import_unreadable` for a line longer than the bound, for an endless run of empty lines and for zero bytes,
 * so that a file of nothing is refused after a few hundred kilobytes and never kept in memory.
 */
export async function* splitLines(
  chunks: AsyncIterable<Buffer>,
  encoding: Encoding,
  bounds: LineBounds,
): AsyncGenerator<string[]> {
  const decoder = new TextDecoder(encoding);
  let rest = "";
  let lineCount = 0;
  let blankRun = 0;
  for await (const chunk of chunks) {
    const text = unifyLineEnds(rest + decoder.decode(chunk, { stream: true }));
    const lines = text.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      lineCount += 1;
      blankRun = line === "" ? blankRun + 1 : 0;
      if (blankRun > bounds.maxBlankLines) throw emptiness(lineCount, bounds.maxBlankLines);
      if (line.length > bounds.maxLineLength) throw tooLong(lineCount, bounds.maxLineLength);
    }
    if (rest.length > bounds.maxLineLength) throw tooLong(lineCount + 1, bounds.maxLineLength);
    for (let at = 0; at < lines.length; at += linesPerBatch) {
      yield lines.length <= linesPerBatch ? lines : lines.slice(at, at + linesPerBatch);
    }
  }
  const last = unifyLineEnds(`${rest}${decoder.decode()}`, true).split("\n");
  if (last.at(-1) === "") last.pop();
  if (last.length > 0) yield last;
}

/** A CR at the very end of a chunk waits for the next one: an LF may follow. */
function unifyLineEnds(text: string, atEnd = false): string {
  if (!text.includes("\r")) return text;
  const unified = text.replaceAll("\r\n", "\n");
  if (!unified.includes("\r")) return unified;
  if (atEnd || !unified.endsWith("\r")) return unified.replaceAll("\r", "\n");
  return `${unified.slice(0, -1).replaceAll("\r", "\n")}\r`;
}

function tooLong(lineNumber: number, maxLineLength: number): RefrainError {
  return new RefrainError(
    "import_unreadable",
    `Line ${lineNumber} is longer than ${maxLineLength} characters: this is no table of orders or customers.`,
    { problem: "line_too_long", lineNumber, maxLineLength },
  );
}

function emptiness(lineNumber: number, maxBlankLines: number): RefrainError {
  return new RefrainError(
    "import_unreadable",
    `Line ${lineNumber} ends a run of more than ${maxBlankLines} empty lines. The file was read no further.`,
    { problem: "emptiness", lineNumber },
  );
}
