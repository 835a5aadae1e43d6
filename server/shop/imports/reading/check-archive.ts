import { inflateRawSync } from "node:zlib";
import { RefrainError } from "../../../platform/errors.ts";

/**
 * Proves, before a workbook is unpacked for real, that it is a zip of moderate true size. Sizes written in a zip may lie,
 * so each entry is inflated once against what is left of the bound; and since the unpacker reads the file from its front,
 * no entry may hide between those that the directory names.
 * Throws `import_unreadable` or `too_large`.
 */
export function checkArchive(bytes: Buffer, maxUnpackedBytes: number): void {
  const entries = directoryEntries(bytes).toSorted((a, b) => a.localOffset - b.localOffset);
  if (!entries.some((entry) => entry.name.startsWith("xl/"))) {
    throw damaged("This is a zip archive, not a workbook. Unpack it and import the file inside.");
  }
  let left = maxUnpackedBytes;
  let expectedAt = 0;
  for (const entry of entries) {
    if (entry.localOffset < expectedAt || entry.localOffset - expectedAt > longestDescriptor) {
      throw damaged("The workbook's directory does not match its content.");
    }
    const from = contentOffset(bytes, entry.localOffset);
    expectedAt = from + entry.packedBytes;
    if (expectedAt > bytes.length) throw damaged("The workbook ends early.");
    left -= trueSize(bytes.subarray(from, expectedAt), entry.method, left);
    if (left < 0) throw tooLarge(maxUnpackedBytes);
  }
}

type Entry = {
  readonly name: string;
  readonly method: number;
  readonly packedBytes: number;
  readonly localOffset: number;
};

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const localHeader = 0x04034b50;
/** A data descriptor may follow an entry: signature, checksum and two sizes of up to eight bytes. */
const longestDescriptor = 24;
const stored = 0;
const deflated = 8;

function directoryEntries(bytes: Buffer): Entry[] {
  const end = findEnd(bytes);
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  const entries: Entry[] = [];
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== directoryEntry) {
      throw damaged("The workbook's directory is damaged.");
    }
    const nameLength = bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes.toString("utf8", at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      packedBytes: bytes.readUInt32LE(at + 20),
      localOffset: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

function findEnd(bytes: Buffer): number {
  const earliest = Math.max(0, bytes.length - 22 - 0xffff);
  for (let at = bytes.length - 22; at >= earliest; at -= 1) {
    if (bytes.readUInt32LE(at) === endOfDirectory) return at;
  }
  throw damaged("The workbook ends early.");
}

function contentOffset(bytes: Buffer, localOffset: number): number {
  if (localOffset + 30 > bytes.length || bytes.readUInt32LE(localOffset) !== localHeader) {
    throw damaged("The workbook's directory does not match its content.");
  }
  return localOffset + 30 + bytes.readUInt16LE(localOffset + 26) + bytes.readUInt16LE(localOffset + 28);
}

function trueSize(packed: Buffer, method: number, left: number): number {
  if (method === stored) return packed.length;
  if (method !== deflated) throw damaged("The workbook is packed in an unknown way.");
  if (packed.length === 0) return 0;
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, left) }).length;
  } catch (error) {
    if (error instanceof RangeError) return left + 1;
    throw damaged("The workbook is damaged.");
  }
}

function damaged(message: string): RefrainError {
  return new RefrainError("import_unreadable", message, { problem: "damaged_workbook" });
}

function tooLarge(maxUnpackedBytes: number): RefrainError {
  return new RefrainError(
    "too_large",
    `The workbook unpacks to more than ${maxUnpackedBytes} bytes. Save it as CSV: that has no such bound.`,
    { maxUnpackedBytes },
  );
}
