/**
 * The child process that holds the embedded engine. It is started by its parent with a channel, opens one data
 * directory and listens on this machine only. It lives exactly as long as the channel: when the parent stops it
 * or dies in any way, it finishes what it has begun, closes the engine and ends.
 */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { FromDoor, OpenOrder, RefusalReason, ToDoor } from "./door-messages.ts";
import { createDoorServer, type DoorServer } from "./door-server.ts";
import { type Engine, openEngine } from "./engine.ts";
import { loadNativeEngine, type NativeEngine } from "./native-engine.ts";

const longestFarewellMilliseconds = 10_000;

type Opened = { readonly engine: Engine; readonly door: DoorServer };

async function open(order: OpenOrder): Promise<Opened> {
  const native = loadOrRefuse();
  const engine = await openEngine(native, order.dataDir, order.limits);
  const door = createDoorServer({ engine, password: order.password });
  await new Promise<void>((resolve, reject) => {
    door.server.once("error", reject);
    door.server.listen(order.port, "127.0.0.1", resolve);
  });
  return { engine, door };
}

class NotInstalled extends Error {}

function loadOrRefuse(): NativeEngine {
  try {
    return loadNativeEngine();
  } catch (failure) {
    throw new NotInstalled(failure instanceof Error ? failure.message : String(failure));
  }
}

function reasonOf(failure: unknown): RefusalReason {
  if (failure instanceof NotInstalled) return "not_installed";
  const message = failure instanceof Error ? failure.message : String(failure);
  if (message.includes("EADDRINUSE")) return "port_in_use";
  return "broken";
}

/** Resolves when the parent has it, so that the process may end. */
async function tell(message: FromDoor): Promise<void> {
  await new Promise<void>((resolve) => {
    if (process.send === undefined || !process.connected) resolve();
    else process.send(message, undefined, undefined, () => resolve());
  });
}

async function leave({ engine, door }: Opened): Promise<void> {
  // A statement cannot be interrupted; one that takes too long is cut off with the process. It was never acknowledged.
  setTimeout(() => process.kill(process.pid, "SIGKILL"), longestFarewellMilliseconds).unref();
  const closed = once(door.server, "close");
  door.server.close();
  await door.idle();
  await Promise.race([closed, delay(1_000)]);
  engine.close();
  process.exit(0);
}

async function live(order: OpenOrder): Promise<void> {
  try {
    const opened = await open(order);
    let isLeaving = false;
    const leaveOnce = () => {
      if (isLeaving) return;
      isLeaving = true;
      void leave(opened);
    };
    process.once("disconnect", leaveOnce);
    process.on("message", (message: ToDoor) => message.kind === "stop" && leaveOnce());
    if (!process.connected) leaveOnce();
    const { port } = opened.door.server.address() as AddressInfo;
    await tell({ kind: "opened", port, version: opened.engine.version });
  } catch (failure) {
    const message = failure instanceof Error ? failure.message : String(failure);
    await tell({ kind: "refused", reason: reasonOf(failure), message });
    process.exit(1);
  }
}

// A terminal or supervisor signals the whole group; when to end is the parent's to say, once it has finished.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);
process.once("message", (order: ToDoor) => {
  if (order.kind === "open") void live(order);
  else process.exit(0);
});
