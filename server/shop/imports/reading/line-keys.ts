/**
 * Names lines that have no number of their own, so that importing a file twice finds the same lines. The name is a hash of
 * what a line says, followed by which such line of its order it is: two equal lines are two sales and must both stay.
 */
export type LineKeys = {
  /** Key for a line that is known only by its content. */
  byContent(orderNumber: string, content: string): string;
  /** True the first time this line number of this order is seen in the file. */
  isFirst(orderNumber: string, lineId: string): boolean;
};

export function createLineKeys(): LineKeys {
  const seen = createCounter();
  return {
    byContent: (orderNumber, content) => {
      const occurrence = seen.count(hash53(`${orderNumber}\u0001${content}`));
      const key = shortText(hash53(content));
      return occurrence === 1 ? key : `${key}.${occurrence}`;
    },
    isFirst: (orderNumber, lineId) => seen.count(hash53(`${orderNumber}\u0002${lineId}`)) === 1,
  };
}

/**
 * 53 bits from two multiplicative hashes with final mixing. Equal hashes of different lines only matter within one order,
 * so chance makes no difference; a cryptographic hash would cost more than the parsing.
 */
export function hash53(text: string): number {
  let a = 0x9e3779b9;
  let b = 0x7f4a7c15;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x2c1b3c6d);
    a ^= a >>> 15;
    b = Math.imul(b ^ code, 0x297a2d39);
    b ^= b >>> 13;
  }
  a = Math.imul(a ^ (b >>> 16), 0x7feb352d);
  b = Math.imul(b ^ (a >>> 15), 0x846ca68b);
  a ^= a >>> 16;
  b ^= b >>> 16;
  return (b >>> 0) * 0x200000 + ((a >>> 0) & 0x1fffff);
}

/** In two halves: writing out a number beyond 32 bits takes a slow path. */
function shortText(hash: number): string {
  return Math.floor(hash / 0x200000).toString(36) + (hash & 0x1fffff).toString(36).padStart(5, "0");
}

/** How often each hash was seen: open addressing in typed arrays, 12 bytes a slot, where a Map would take 60. */
function createCounter(): { count(hash: number): number } {
  let capacity = 1 << 12;
  let size = 0;
  let hashes = new Float64Array(capacity).fill(-1);
  let counts = new Uint32Array(capacity);
  const slotOf = (hash: number): number => {
    const mask = capacity - 1;
    let slot = hash & mask;
    while (hashes[slot] !== -1 && hashes[slot] !== hash) slot = (slot + 1) & mask;
    return slot;
  };
  const grow = (): void => {
    const oldHashes = hashes;
    const oldCounts = counts;
    capacity *= 2;
    hashes = new Float64Array(capacity).fill(-1);
    counts = new Uint32Array(capacity);
    oldHashes.forEach((hash, i) => {
      if (hash === -1) return;
      const slot = slotOf(hash);
      hashes[slot] = hash;
      counts[slot] = oldCounts[i]!;
    });
  };
  return {
    count: (hash) => {
      if (size * 2 > capacity) grow();
      const slot = slotOf(hash);
      if (hashes[slot] === -1) {
        hashes[slot] = hash;
        size += 1;
      }
      const count = counts[slot]! + 1;
      counts[slot] = count;
      return count;
    },
  };
}
