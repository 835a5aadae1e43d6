/**
 * One server of the fan-out bench in its own process: the product's live socket, or a peer, plain or with a tick of
 * 100 ms. It publishes when told and says what that cost.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { Server as SocketIo } from "socket.io";
import { WebSocketServer } from "ws";
import { systemClock } from "../../server/platform/clock/index.ts";
import { createLog } from "../../server/platform/log/index.ts";
import { createRealtime } from "../../server/platform/realtime/index.ts";

type Send = (message: { readonly text: string; readonly dueMs: number }) => void;

const tickMs = 100;
const topic = "room:bench";

const peers: Record<string, (server: Server) => Send> = {
  refrain: (server) => {
    let people = 0;
    const realtime = createRealtime({
      server,
      clock: systemClock,
      log: createLog({ logLevel: "error" }),
      authenticate: () => Promise.resolve({ id: String((people += 1)) }),
      authorise: () => true,
      snapshot: () => Promise.resolve({}),
    });
    // The must lane, so that nothing is sampled away.
    return (data) => realtime.publish(topic, { type: "chat.pinned", data: data as never });
  },
  ws: (server) => {
    const wss = new WebSocketServer({ server, perMessageDeflate: false });
    return (data) => {
      const text = JSON.stringify(data);
      for (const client of wss.clients) client.send(text);
    };
  },
  "ws, tick": (server) => {
    const wss = new WebSocketServer({ server, perMessageDeflate: false });
    return collect((batch) => {
      const text = JSON.stringify(batch);
      for (const client of wss.clients) client.send(text);
    });
  },
  "socket.io": (server) => {
    const io = new SocketIo(server, { perMessageDeflate: false, transports: ["websocket"] });
    return (data) => io.emit("m", data);
  },
  "socket.io, tick": (server) => {
    const io = new SocketIo(server, { perMessageDeflate: false, transports: ["websocket"] });
    return collect((batch) => io.emit("m", batch));
  },
};

function collect(send: (batch: unknown[]) => void): Send {
  let batch: unknown[] = [];
  return (data) => {
    batch.push(data);
    if (batch.length > 1) return;
    setTimeout(() => {
      const full = batch;
      batch = [];
      send(full);
    }, tickMs);
  };
}

const server = createServer();
const publish = peers[process.argv[2]!]!(server);
/** Different words in each message, about ninety characters, so that deflating has the work that chat gives it. */
const words =
  "tea red size again how much is the large one in stock please ship today thank you lovely colour can it be washed 多少钱 有货吗 好看 666 包邮吗".split(
    " ",
  );
let turn = 1;

function nextText(): string {
  let text = "";
  while (text.length < 90) {
    turn = (Math.imul(turn, 1_664_525) + 1_013_904_223) >>> 0;
    text += `${words[turn % words.length]!} `;
  }
  return text;
}

/** Messages leave when they are due by the clock, in one go when the process was late. */
async function talk(seconds: number, perSecond: number) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const before = process.cpuUsage();
  const startMs = Date.now();
  const total = seconds * perSecond;
  for (let sent = 0; sent < total;) {
    const due = Math.min(total, Math.floor(((Date.now() - startMs) / 1000) * perSecond));
    for (; sent < due; sent += 1) publish({ text: nextText(), dueMs: startMs + (sent * 1000) / perSecond });
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const { user, system } = process.cpuUsage(before);
  return { cpuUs: user + system, loopP99Ms: delay.percentile(99) / 1e6 };
}

process.on("message", (asked: { seconds: number; perSecond: number } | "memory") => {
  if (asked === "memory") {
    globalThis.gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    process.send!({ rss, heapUsed });
  } else void talk(asked.seconds, asked.perSecond).then((spent) => process.send!(spent));
});
server.listen(0, "127.0.0.1", () => process.send!({ port: (server.address() as AddressInfo).port }));
// Without the bench nobody needs it.
process.on("disconnect", () => process.exit());
