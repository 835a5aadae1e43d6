/**
 * The readers of the fan-out bench in their own process: bare sockets that speak just enough WebSocket to subscribe.
 * All count the bytes they get; a few of them read every message and its age.
 */
import { connect, type Socket } from "node:net";
import { inflateRawSync } from "node:zlib";

type Task = {
  readonly port: number;
  readonly readers: number;
  readonly path: string;
  readonly hello: readonly string[];
};

const sampled = 20;
const bytes = { all: 0, sampled: 0 };
const ages: number[] = [];

/** A masked text frame with a mask of zeros: RFC 6455 §5.3 asks for a mask, not for a good one. */
function frameOf(text: string): Buffer {
  const body = Buffer.from(text);
  const head =
    body.length < 126 ? [0x81, 0x80 | body.length] : [0x81, 0x80 | 126, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([...head, 0, 0, 0, 0]), body]);
}

function open(task: Task, isSampled: boolean): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(task.port, "127.0.0.1");
    let isUpgraded = false;
    let rest: Buffer = Buffer.alloc(0);
    socket.on("error", reject);
    socket.on("data", (data: Buffer) => {
      if (!isUpgraded) {
        isUpgraded = true;
        for (const text of task.hello) socket.write(frameOf(text));
        resolve(socket);
        return;
      }
      bytes.all += data.length;
      if (!isSampled) return;
      bytes.sampled += data.length;
      rest = readFrames(Buffer.concat([rest, data]));
    });
    socket.write(
      `GET ${task.path} HTTP/1.1\r\nHost: 127.0.0.1:${task.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    );
  });
}

/** Notes the age of each message in the whole frames; returns what is left over. */
function readFrames(buffer: Buffer): Buffer {
  let at = 0;
  while (buffer.length - at >= 2) {
    const short = buffer[at + 1]! & 127;
    const head = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (buffer.length - at < head) break;
    const length =
      short < 126
        ? short
        : short === 126
          ? buffer.readUInt16BE(at + 2)
          : Number(buffer.readBigUInt64BE(at + 2));
    if (buffer.length - at < head + length) break;
    const body = buffer.subarray(at + head, at + head + length);
    const text = (buffer[at]! & 15) === 2 ? inflateRawSync(body).toString() : body.toString();
    for (const [, due] of text.matchAll(/"dueMs":([\d.]+)/gu)) ages.push(Date.now() - Number(due));
    at += head + length;
  }
  return buffer.subarray(at);
}

async function read(task: Task) {
  const sockets: Socket[] = [];
  const startedAt = performance.now();
  for (let from = 0; from < task.readers; from += 100) {
    const count = Math.min(100, task.readers - from);
    sockets.push(
      ...(await Promise.all(Array.from({ length: count }, (_, index) => open(task, from + index < sampled)))),
    );
  }
  const connectsPerSecond = task.readers / ((performance.now() - startedAt) / 1000);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  Object.assign(bytes, { all: 0, sampled: 0 });
  ages.length = 0;
  // As the product's client does; to the peers it is a message they ignore.
  const ack = frameOf(
    task.path.includes("socket.io") ? "3" : '{"requestId":0,"type":"live.ack","data":{"batches":1000000}}',
  );
  const acking = setInterval(() => sockets.forEach((socket) => socket.write(ack)), 10_000);
  process.send!({ connectsPerSecond });
  await new Promise((resolve) => process.once("message", resolve));
  clearInterval(acking);
  const sorted = ages.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  process.send!({
    messagesPerReader: ages.length / sampled,
    bytesPerReader: bytes.all / task.readers,
    bytesPerSampled: bytes.sampled / sampled,
    p50: at(0.5),
    p99: at(0.99),
  });
}

process.once("message", (task) => void read(task as Task));
process.send!({ here: true });
// Without the bench nobody needs it.
process.on("disconnect", () => process.exit());
