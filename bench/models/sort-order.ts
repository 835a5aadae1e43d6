/** Parts up to this size are sorted by insertion. */
const SMALL = 16;

/**
 * Places of `value` in ascending order with equal values in the order in which NumPy 1.24's `argsort` leaves them: a
 * quicksort by the median of three with insertion for small parts, which is not stable. The recorded peers were ranked
 * with it, and half of their scores are ties.
 */
export function numpyOrder(value: Float64Array): Int32Array {
  const order = Int32Array.from(value.keys());
  const swap = (a: number, b: number): void => {
    const kept = order[a]!;
    order[a] = order[b]!;
    order[b] = kept;
  };
  const less = (a: number, b: number): boolean => value[order[a]!]! < value[order[b]!]!;
  const waiting: [number, number][] = [[0, value.length - 1]];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    let [low, high] = part;
    while (high - low > SMALL) {
      const middle = low + ((high - low) >> 1);
      if (less(middle, low)) swap(middle, low);
      if (less(high, middle)) swap(high, middle);
      if (less(middle, low)) swap(middle, low);
      const pivot = value[order[middle]!]!;
      let left = low;
      let right = high - 1;
      swap(middle, right);
      for (;;) {
        do left += 1;
        while (value[order[left]!]! < pivot);
        do right -= 1;
        while (pivot < value[order[right]!]!);
        if (left >= right) break;
        swap(left, right);
      }
      swap(left, high - 1);
      if (left - low < high - left) {
        waiting.push([left + 1, high]);
        high = left - 1;
      } else {
        waiting.push([low, left - 1]);
        low = left + 1;
      }
    }
    for (let at = low + 1; at <= high; at++) {
      const moving = order[at]!;
      let to = at;
      while (to > low && value[moving]! < value[order[to - 1]!]!) {
        order[to] = order[to - 1]!;
        to -= 1;
      }
      order[to] = moving;
    }
  }
  return order;
}

/** The `count` largest, as NumPy's reversed `argsort` lists them. */
export function numpyBest(value: Float64Array, count: number): number[] {
  return Array.from(numpyOrder(value).subarray(-count)).toReversed();
}
