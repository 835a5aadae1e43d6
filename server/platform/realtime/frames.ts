import type { Entry } from "./topic-log.ts";

/** The JSON of a `LiveBatch`. The data of each entry is already JSON and is pasted, not parsed again. */
export function batchJson(topic: string, entries: readonly Entry[], dropped: number): string {
  const first = entries[0];
  const baseOffset = first?.offset ?? 0;
  const baseTime = first?.atMs ?? 0;
  const items = entries.map(
    (entry) =>
      `[${JSON.stringify(entry.type)},${entry.offset - baseOffset},${entry.atMs - baseTime},${entry.json}]`,
  );
  return `[${JSON.stringify(topic)},${baseOffset},${baseTime},[${items.join(",")}],${dropped}]`;
}

/**
 * A whole unmasked WebSocket text frame (RFC 6455 §5.2) in one buffer, so that the same bytes go to every socket
 * of a topic with one write each.
 */
export function textFrame(text: string): Buffer {
  const { frame, headerLength } = openFrame(0x81, Buffer.byteLength(text));
  frame.write(text, headerLength, "utf8");
  return frame;
}

/** The same for bytes: a binary frame. */
export function binaryFrame(bytes: Buffer): Buffer {
  const { frame, headerLength } = openFrame(0x82, bytes.length);
  bytes.copy(frame, headerLength);
  return frame;
}

function openFrame(firstByte: number, length: number): { frame: Buffer; headerLength: number } {
  const headerLength = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headerLength + length);
  frame[0] = firstByte;
  if (headerLength === 2) frame[1] = length;
  else if (headerLength === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  return { frame, headerLength };
}
