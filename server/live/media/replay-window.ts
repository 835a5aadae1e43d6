import { extendSequence } from "./rtp.ts";

const windowPackets = 1024;

/**
 * Which packet indices of one source have been accepted (RFC 3711 §3.3.1–3.3.2). Guessing the rollover counter starts
 * from the highest accepted index; a packet is refused when it was seen or is older than the window.
 */
export function createReplayWindow() {
  const slots = new Float64Array(windowPackets).fill(-1);
  let highest = -1;
  return {
    /** The 48-bit index this 16-bit sequence number most probably stands for. */
    guess: (sequence: number): number => (highest < 0 ? sequence : extendSequence(sequence, highest)),
    seen: (index: number): boolean =>
      index <= highest - windowPackets || slots[index % windowPackets] === index,
    mark: (index: number): void => {
      slots[index % windowPackets] = index;
      if (index > highest) highest = index;
    },
  };
}
