/** The media port: one UDP socket per announced address, all on the same port. */
import { type Socket, createSocket } from "node:dgram";
import { isIPv6 } from "node:net";
import { networkInterfaces } from "node:os";
import type { Candidate } from "./answer.ts";
import type { Remote } from "./peer.ts";

export type MediaPort = {
  readonly candidates: readonly Candidate[];
  close(): Promise<void>;
};

const bufferBytes = 4 * 1024 * 1024;
const mostQueuedBytes = 2 * 1024 * 1024;
const portAttempts = 20;

/**
 * Loopback and every IPv4 address of this machine: what to announce when nothing is configured.
 */
export function machineAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const outside = all
    .filter(({ family, internal }) => family === "IPv4" && !internal)
    .map(({ address }) => address);
  return ["127.0.0.1", ...new Set(outside)];
}

/**
 * Binds one socket per address: a wildcard socket would answer from whatever address the route prefers, which the other
 * side's check then refuses. `announced=local` announces an address that a router maps to the local one.
 * @param udpPort 0 takes any port that is free on every address
 */
export async function openMediaPort(
  announcedAddresses: readonly string[],
  udpPort: number,
  onDatagram: (datagram: Buffer, remote: Remote) => void,
): Promise<MediaPort> {
  const wanted = announcedAddresses.map((entry) => {
    const [announced = entry, local = announced] = entry.split("=");
    return { announced, local };
  });
  for (let attempt = 1; ; attempt += 1) {
    const sockets: Socket[] = [];
    try {
      let port = udpPort;
      for (const { local } of wanted) {
        const socket = openSocket(local, onDatagram);
        sockets.push(socket);
        port = await bind(socket, local, port);
      }
      const candidates = wanted.map(({ announced }) => ({ address: announced, port }));
      return { candidates, close: () => closeAll(sockets) };
    } catch (error) {
      await closeAll(sockets);
      const taken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
      if (!taken || udpPort !== 0 || attempt === portAttempts) throw error;
    }
  }
}

function openSocket(local: string, onDatagram: (datagram: Buffer, remote: Remote) => void): Socket {
  const family = isIPv6(local) ? 6 : 4;
  const socket = createSocket({
    type: family === 6 ? "udp6" : "udp4",
    recvBufferSize: bufferBytes,
    sendBufferSize: bufferBytes,
    // Every send asks for its address to be looked up; ours are numbers already. Saves a third of a send's cost.
    lookup: (host, _options, done) => done(null, host, family),
  });
  const send = (datagram: Buffer, port: number, address: string) => {
    // A kernel that does not keep up must not fill our memory: a dropped packet is repaired or skipped.
    if (socket.getSendQueueSize() < mostQueuedBytes) socket.send(datagram, port, address);
  };
  // A failed send (host unreachable) concerns one remote end, which will be missed by its silence.
  socket.on("error", () => undefined);
  socket.on("message", (datagram, { address, port }) => {
    const remote = {
      key: `${address} ${port}`,
      address,
      port,
      send: (out: Buffer) => send(out, port, address),
    };
    onDatagram(datagram, remote);
  });
  return socket;
}

function bind(socket: Socket, address: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.bind({ port, address, exclusive: true }, () => {
      socket.off("error", reject);
      resolve(socket.address().port);
    });
  });
}

async function closeAll(sockets: readonly Socket[]): Promise<void> {
  await Promise.all(
    sockets.map(
      (socket) =>
        new Promise<void>((resolve) => {
          socket.once("close", resolve);
          try {
            socket.close();
          } catch {
            resolve();
          }
        }),
    ),
  );
}
