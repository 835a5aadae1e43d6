import type { FastifyInstance } from "fastify";
import type { Socket } from "node:net";
import type { Log } from "../log/index.ts";

/** Remembers open connections, upgraded ones too, which the server itself forgets. Returns the scissors. */
export function trackSockets(app: FastifyInstance): () => number {
  const sockets = new Set<Socket>();
  const remember = (socket: Socket): void => {
    if (sockets.has(socket)) return;
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  };
  app.addHook("onRequest", async (request) => remember(request.raw.socket));
  app.server.on("connection", remember);
  app.server.on("upgrade", (request) => remember(request.socket));
  return () => {
    const open = sockets.size;
    for (const socket of sockets) socket.destroy();
    return open;
  };
}

/** Lets running requests finish, at most for so long; then cuts what is left. */
export async function closeWithin(
  app: FastifyInstance,
  milliseconds: number,
  cut: () => number,
  log: Log,
): Promise<void> {
  const timer = setTimeout(() => {
    const connections = cut();
    if (connections > 0) log.warn({ connections }, "connections were cut at shutdown");
  }, milliseconds);
  try {
    await app.close();
  } finally {
    clearTimeout(timer);
  }
}
