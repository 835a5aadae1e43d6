/**
 * Fan-out of one room: the product's live socket beside `ws` and socket.io, each as it is and with a tick of 100 ms
 * that puts messages into one frame. Server and readers are processes of their own; CPU is the server's user +
 * system, per delivery of one message to one reader; ages are counted from the moment a message was due.
 * Run: `node bench/fanout.ts [readers,…] [messages a second] [seconds]` (2000,5000 100 10 when nothing is said).
 */
import { type ChildProcess, fork } from "node:child_process";
import { loadavg } from "node:os";

const [counts = "2000,5000", rate = "100", length = "10"] = process.argv.slice(2);
const perSecond = Number(rate);
const seconds = Number(length);
const ask = (type: string, data: object) => JSON.stringify({ requestId: 1, type, data });
const plain = { path: "/", hello: [] };
const socketIo = { path: "/socket.io/?EIO=4&transport=websocket", hello: ["40"] };
const peers: Record<string, { path: string; hello: string[] }> = {
  refrain: { path: "/api/v1/live?protocol=2", hello: [ask("live.subscribe", { topic: "room:bench" })] },
  ws: plain,
  "ws, tick": plain,
  "socket.io": socketIo,
  "socket.io, tick": socketIo,
};

type Read = {
  messagesPerReader: number;
  bytesPerReader: number;
  bytesPerSampled: number;
  p50: number;
  p99: number;
};

const rows = [];
for (const readers of counts.split(",").map(Number))
  for (const peer of Object.keys(peers)) rows.push(await run(peer, readers));
console.log(
  JSON.stringify({ node: process.version, perSecond, seconds, load: loadavg().map((one) => one.toFixed(1)) }),
);
console.table(rows);

async function run(peer: string, readers: number) {
  const server = fork(new URL("fanout/server-child.ts", import.meta.url), [peer], {
    execArgv: ["--expose-gc"],
  });
  const { port } = await next<{ port: number }>(server);
  const empty = await memoryOf(server);
  const crowd = fork(new URL("fanout/readers-child.ts", import.meta.url));
  await next(crowd);
  crowd.send({ port, readers, ...peers[peer]! });
  const { connectsPerSecond } = await next<{ connectsPerSecond: number }>(crowd);
  const full = await memoryOf(server);
  server.send({ seconds, perSecond });
  const spent = await next<{ cpuUs: number; loopP99Ms: number }>(server);
  crowd.send("tell");
  const read = await next<Read>(crowd);
  server.kill("SIGKILL");
  crowd.kill("SIGKILL");
  const due = perSecond * seconds;
  // All get the same bytes: who has fewer than those who are looked at has missed something.
  const delivered = read.messagesPerReader * Math.min(1, read.bytesPerReader / read.bytesPerSampled);
  const row = {
    peer,
    readers,
    "CPU µs/delivery": (spent.cpuUs / (delivered * readers)).toFixed(2),
    "delivered %": ((100 * delivered) / due).toFixed(1),
    "p50 ms": Math.round(read.p50),
    "p99 ms": Math.round(read.p99),
    "bytes/message": Math.round(read.bytesPerSampled / read.messagesPerReader),
    "loop p99 ms": spent.loopP99Ms.toFixed(1),
    "KB/connection": ((full.rss - empty.rss) / readers / 1024).toFixed(1),
    "of it heap in use": ((full.heapUsed - empty.heapUsed) / readers / 1024).toFixed(1),
    "connects/s": Math.round(connectsPerSecond),
  };
  console.log(JSON.stringify(row));
  return row;
}

async function memoryOf(server: ChildProcess) {
  server.send("memory");
  return next<{ rss: number; heapUsed: number }>(server);
}

function next<Message>(child: ChildProcess): Promise<Message> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`A process of the bench ended with ${code}.`));
    child.once("exit", onExit);
    child.once("message", (message) => {
      child.off("exit", onExit);
      resolve(message as Message);
    });
  });
}
