import fc from "fast-check";
import { expect, test } from "vitest";
import { readLink, signLink } from "./links.ts";

const key = "a key of the tests";
const meaning = fc.record({
  shopId: fc.uuid(),
  touchId: fc.uuid(),
  does: fc.constantFrom("follow" as const, "unsubscribe" as const),
});

test("a link means what it was signed for, and nothing else (property)", () => {
  fc.assert(
    fc.property(meaning, (link) => {
      const token = signLink(key, link);
      expect(readLink(key, token, link.does)).toEqual(link);
      expect(() => readLink(key, token, link.does === "follow" ? "unsubscribe" : "follow")).toThrow(
        /no link/u,
      );
      expect(() => readLink("another key", token, link.does)).toThrow(/no link/u);
    }),
  );
});

test("a link that is changed anywhere is none (property)", () => {
  fc.assert(
    fc.property(meaning, fc.nat(), fc.constantFrom("a", "0", "f", ".", "_"), (link, at, letter) => {
      const token = signLink(key, link);
      const i = at % token.length;
      if (token[i] === letter) return;
      const changed = token.slice(0, i) + letter + token.slice(i + 1);
      expect(() => readLink(key, changed, link.does)).toThrow(/no link/u);
    }),
    { numRuns: 1000 },
  );
});

test("text that is no link is refused, not crashed on (property)", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(() => readLink(key, text, "follow")).toThrow(/no link/u);
    }),
  );
});
