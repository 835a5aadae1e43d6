import { createHash, randomBytes, randomFillSync } from "node:crypto";

/**
 * Ids are UUID version 7 (RFC 9562 §5.7): they sort by time, so a new row lands at the end of its index.
 * `at` is injected so that seeded history has ids of its own time.
 */
export function newId(at: Date): string {
  const bytes = Buffer.allocUnsafe(16);
  drawChance().copy(bytes);
  bytes.writeUIntBE(at.getTime(), 0, 6);
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  return formatUuid(bytes);
}

/** Random bytes are drawn from the system for many ids at once: a call to it costs more than all the rest of an id. */
const chance = Buffer.alloc(4096);
let drawn = chance.length;

function drawChance(): Buffer {
  if (drawn === chance.length) {
    randomFillSync(chance);
    drawn = 0;
  }
  drawn += 16;
  return chance.subarray(drawn - 16, drawn);
}

/** The same inputs give the same id: for writes that may be repeated (imports, benefits issued once). */
export function idFrom(...parts: readonly string[]): string {
  const bytes = createHash("sha256").update(parts.join("\u0000")).digest().subarray(0, 16);
  bytes[6] = 0x80 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  return formatUuid(bytes);
}

function formatUuid(bytes: Buffer): string {
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A secret that nobody guesses: 256 bits, URL-safe. Only its hash is stored. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}
