/** A bad line between a client and the media port: a relay that drops every n-th media packet, or everything. */
import { type Socket, createSocket } from "node:dgram";

export type LossyLine = {
  /** The answer with the relay's port in place of the media port. */
  through(answerSdp: string): string;
  /** From now on nothing passes. */
  cut(): void;
  dropped(): number;
  close(): void;
};

const address = "127.0.0.1";

/** @param dropEvery every n-th RTP packet is lost, in each direction; 0 loses none. */
export async function createLossyLine(mediaPort: number, dropEvery: number): Promise<LossyLine> {
  const front = createSocket("udp4");
  const upstreams = new Map<string, Socket>();
  let [isCut, dropped, seen] = [false, 0, 0];
  const passes = (datagram: Buffer) => {
    if (isCut) return false;
    const [first = 0, second = 0] = datagram;
    const isRtp = first >= 128 && first <= 191 && (second < 192 || second > 223);
    seen += isRtp ? 1 : 0;
    const isLost = isRtp && dropEvery > 0 && seen % dropEvery === 0;
    dropped += isLost ? 1 : 0;
    return !isLost;
  };
  front.on("message", (datagram, client) => {
    const key = `${client.address} ${client.port}`;
    let upstream = upstreams.get(key);
    if (upstream === undefined) {
      upstream = createSocket("udp4");
      upstream.on("message", (back) => {
        if (passes(back)) front.send(back, client.port, client.address);
      });
      upstreams.set(key, upstream);
    }
    if (passes(datagram)) upstream.send(datagram, mediaPort, address);
  });
  await new Promise<void>((resolve) => front.bind(0, address, resolve));
  const relayPort = front.address().port;
  return {
    through: (answerSdp) =>
      answerSdp.replaceAll(` ${address} ${mediaPort} typ`, ` ${address} ${relayPort} typ`),
    cut: () => {
      isCut = true;
    },
    dropped: () => dropped,
    close: () => {
      front.close();
      for (const upstream of upstreams.values()) upstream.close();
    },
  };
}
