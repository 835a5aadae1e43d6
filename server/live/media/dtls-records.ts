/** Looks at DTLS records (RFC 6347 §4.1) before the DTLS library does: what is malformed or out of place never reaches it. */

export const contentType = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23 } as const;
const clientHello = 1;
const finished = 20;
const recordHeaderBytes = 13;
const mostHandshakeBytes = 16_384;

export type DtlsRecord = {
  readonly type: number;
  readonly major: number;
  readonly minor: number;
  readonly epoch: number;
  readonly sequence: number;
  readonly fragment: Buffer;
  /** The record with its header, as it came. */
  readonly bytes: Buffer;
};

/** The whole records of a datagram; `undefined` when it is malformed anywhere. */
export function readRecords(datagram: Buffer): DtlsRecord[] | undefined {
  const records: DtlsRecord[] = [];
  let offset = 0;
  while (offset < datagram.length) {
    if (offset + recordHeaderBytes > datagram.length) return undefined;
    const end = offset + recordHeaderBytes + datagram.readUInt16BE(offset + 11);
    if (end > datagram.length) return undefined;
    records.push({
      type: datagram[offset]!,
      major: datagram[offset + 1]!,
      minor: datagram[offset + 2]!,
      epoch: datagram.readUInt16BE(offset + 3),
      sequence: datagram.readUIntBE(offset + 5, 6),
      fragment: datagram.subarray(offset + recordHeaderBytes, end),
      bytes: datagram.subarray(offset, end),
    });
    offset = end;
  }
  return records;
}

/** Whether the handshake may see this record. A new hello or a plain alert can no longer disturb a session that stands. */
export function isForHandshake(record: DtlsRecord, connected: boolean): boolean {
  if (record.type === contentType.changeCipherSpec) return true;
  if (record.type !== contentType.handshake) return false;
  if (record.epoch > 0) return true;
  if (record.fragment.length < 12 || record.fragment.readUIntBE(1, 3) > mostHandshakeBytes) return false;
  // The last message of a handshake is always encrypted; a plain one comes from somebody else.
  if (record.fragment[0] === finished) return false;
  return !(connected && record.fragment[0] === clientHello);
}

/** Writes one record around an already encrypted fragment. */
export function writeRecord(type: number, epoch: number, sequence: number, fragment: Buffer): Buffer {
  const header = Buffer.alloc(recordHeaderBytes);
  header[0] = type;
  header.writeUInt16BE(0xfefd, 1);
  header.writeUInt16BE(epoch, 3);
  header.writeUIntBE(sequence, 5, 6);
  header.writeUInt16BE(fragment.length, 11);
  return Buffer.concat([header, fragment]);
}
