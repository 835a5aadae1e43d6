/** Browsers since 2023 unpack raw deflate; others get plain text. */
export function canUnpack(): boolean {
  return typeof DecompressionStream === "function";
}

/**
 * Takes frames in the order of their coming. Text is taken at once unless a packed frame before it is still being
 * unpacked, which the browser does beside the page.
 */
export function createUnpacker(parts: {
  readonly take: (text: string) => void;
  readonly fail: (error: unknown) => void;
}): (data: string | ArrayBuffer) => void {
  let last: Promise<void> = Promise.resolve();
  let underWay = 0;

  async function takeNext(before: Promise<void>, coming: Promise<string>): Promise<void> {
    try {
      await before;
      parts.take(await coming);
    } catch (error) {
      parts.fail(error);
    } finally {
      underWay -= 1;
    }
  }

  return (data) => {
    if (typeof data === "string" && underWay === 0) {
      parts.take(data);
      return;
    }
    underWay += 1;
    const coming = typeof data === "string" ? Promise.resolve(data) : unpack(data);
    // Waited for later; a failure is told there.
    coming.catch(() => undefined);
    last = takeNext(last, coming);
  };
}

async function unpack(packed: ArrayBuffer): Promise<string> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(stream).text();
}
