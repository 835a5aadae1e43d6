import { deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { createUnpacker } from "./live-unpack.ts";

const pack = (text: string): ArrayBuffer => new Uint8Array(deflateRawSync(text)).buffer;

test("frames are taken in the order of their coming, packed or not", async () => {
  const taken: string[] = [];
  const done = Promise.withResolvers<void>();
  const take = createUnpacker({
    take: (text) => {
      taken.push(text);
      if (text === "last") done.resolve();
    },
    fail: done.reject,
  });
  take("first");
  expect(taken).toEqual(["first"]);
  const long = "packed ".repeat(10_000);
  take(pack(long));
  take("after it");
  take(pack("packed too"));
  take("last");
  await done.promise;
  expect(taken).toEqual(["first", long, "after it", "packed too", "last"]);
  take("again at once");
  expect(taken.at(-1)).toBe("again at once");
});

test("a frame that cannot be unpacked is told, and what follows it is still taken", async () => {
  const failed = Promise.withResolvers<unknown>();
  const after = Promise.withResolvers<string>();
  const take = createUnpacker({ take: after.resolve, fail: failed.resolve });
  take(new Uint8Array([255, 255, 255, 255]).buffer);
  take("after it");
  expect(await failed.promise).toBeInstanceOf(Error);
  expect(await after.promise).toBe("after it");
});
