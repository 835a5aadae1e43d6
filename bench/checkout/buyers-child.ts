/**
 * The buyers of the checkout bench, in their own process: one open connection each, all asking at the same moment,
 * some asking again with the same key, some hanging up before the answer and coming back. Raw sockets, so that the
 * machine's time goes to the server.
 */
import { connect, type Socket } from "node:net";

type Task = {
  readonly port: number;
  readonly requests: readonly { readonly head: string; readonly body: string }[];
  /** Shares of buyers who ask again after the answer, and who hang up before it and ask again. */
  readonly retrying: number;
  readonly hangingUp: number;
};

type Answered = { readonly ms: number; readonly status: number; readonly body: string };

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => resolve(socket));
    socket.once("error", reject);
    socket.setNoDelay(true);
  });
}

/** Sends one request and reads its answer, which has a length. */
function ask(socket: Socket, text: string): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const askedAt = performance.now();
    let got = "";
    const onData = (data: Buffer) => {
      got += data.toString("latin1");
      const end = got.indexOf("\r\n\r\n");
      if (end < 0) return;
      const length = Number(/content-length: (\d+)/iu.exec(got)?.[1] ?? 0);
      if (got.length < end + 4 + length) return;
      socket.off("data", onData);
      resolve({
        ms: performance.now() - askedAt,
        status: Number(got.slice(9, 12)),
        body: got.slice(end + 4, end + 4 + length),
      });
    };
    socket.on("data", onData);
    socket.once("close", () => reject(new Error("The server hung up.")));
    socket.write(text);
  });
}

async function buy(socket: Socket, text: string, share: number, task: Task): Promise<Answered[]> {
  if (share < task.hangingUp) {
    socket.on("error", () => undefined);
    socket.end(text, () => socket.destroy());
    return [await ask(await open(task.port), text)];
  }
  const first = await ask(socket, text);
  return share < task.hangingUp + task.retrying ? [first, await ask(socket, text)] : [first];
}

async function rush(task: Task) {
  const sockets: Socket[] = [];
  for (let from = 0; from < task.requests.length; from += 200) {
    const some = task.requests.slice(from, from + 200);
    sockets.push(...(await Promise.all(some.map(() => open(task.port)))));
  }
  process.send!({ ready: sockets.length });
  await new Promise((resolve) => process.once("message", resolve));
  const startedAt = performance.now();
  const all = await Promise.all(
    task.requests.map(({ head, body }, index) => {
      const text = `${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
      // Spread evenly, the same in every run.
      return buy(sockets[index]!, text, ((index * 7919) % 1000) / 1000, task);
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  for (const socket of sockets) socket.destroy();
  const answers = all.flat();
  const ms = answers.map((answer) => answer.ms).toSorted((a, b) => a - b);
  const at = (share: number) => ms[Math.min(ms.length - 1, Math.floor(share * ms.length))]!;
  const kinds: Record<string, number> = {};
  for (const { status, body } of answers) {
    const word = /"(?:outcome|status|code)":"(won|waiting|sold_out|out_of_stock|awaiting_payment)"/u.exec(
      body,
    );
    const kind = word?.[1] ?? String(status);
    kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  process.send!({ done: { seconds, answers: answers.length, p50: at(0.5), p99: at(0.99), kinds } });
}

process.once("message", (task) => void rush(task as Task));
process.send!({ here: true });
// Without the bench nobody needs it.
process.on("disconnect", () => process.exit());
