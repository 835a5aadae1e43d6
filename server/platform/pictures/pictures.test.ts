import { assert, property, string } from "fast-check";
import { expect, test } from "vitest";
import { oklch } from "./colour.ts";
import { avatarPicture, coverPicture, productKinds, productPicture } from "./index.ts";

test.each(productKinds)("%s is drawn, the same each time, and differently for another seed", (kind) => {
  const one = productPicture({ kind, hue: 30, seed: "a" });
  expect(productPicture({ kind, hue: 30, seed: "a" })).toBe(one);
  const others = ["b", "c", "d"].map((seed) => productPicture({ kind, hue: 30, seed }));
  expect(new Set([one, ...others]).size).toBeGreaterThan(1);
  expect(one).not.toMatch(/NaN|undefined/u);
});

test("every gradient that is used is declared", () => {
  for (const kind of productKinds) {
    const svg = productPicture({ kind, hue: 200, seed: "x" });
    const declared = new Set([...svg.matchAll(/ id="(\w+)"/gu)].map((match) => match[1]));
    for (const [, used] of svg.matchAll(/url\(#(\w+)\)/gu)) expect(declared).toContain(used);
  }
});

test("an unknown kind is still a picture", () => {
  expect(productPicture({ kind: "constructor", hue: 0, seed: "a" })).toMatch(/^<svg .*<\/svg>$/su);
});

test("known colours come out right", () => {
  expect(oklch(1, 0, 0)).toBe("#ffffff");
  expect(oklch(0, 0, 0)).toBe("#000000");
  expect(oklch(0.62796, 0.25768, 29.234)).toBe("#ff0000");
});

test("whatever a title holds, it stays text inside the cover", () => {
  assert(
    property(string({ unit: "grapheme", maxLength: 80 }), (title) => {
      const svg = coverPicture({ title: `${title}<script>`, hue: 20, seed: "s", lettering: true });
      expect(svg).not.toContain("<script");
      expect(svg.match(/<text /gu)?.length ?? 0).toBeLessThanOrEqual(3);
    }),
    { numRuns: 60 },
  );
});

test("a person keeps her face", () => {
  expect(avatarPicture({ seed: "li-na" })).toBe(avatarPicture({ seed: "li-na" }));
  expect(avatarPicture({ seed: "li-na" })).not.toBe(avatarPicture({ seed: "zhang-wei" }));
});
