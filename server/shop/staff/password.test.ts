import { expect, test } from "vitest";
import { hashPassword, passwordFits } from "./password.ts";

test("a password fits its own hash and no other", async () => {
  const hash = await hashPassword("春眠不觉晓 rain");
  expect(hash).not.toContain("rain");
  expect(await passwordFits("春眠不觉晓 rain", hash)).toBe(true);
  expect(await passwordFits("春眠不觉晓 rains", hash)).toBe(false);
  expect(await passwordFits("", hash)).toBe(false);
});

test("the same password gives another hash each time", async () => {
  expect(await hashPassword("the same")).not.toBe(await hashPassword("the same"));
});

test("however the keyboard composes its letters, it is one password", async () => {
  const hash = await hashPassword("Zo\u00EB and \uFF21");
  expect(await passwordFits("Zoe\u0308 and A", hash)).toBe(true);
});

test("a hash that cannot be read fits nothing", async () => {
  for (const hash of ["", "plain", "scrypt$$", "bcrypt$a$b"])
    expect(await passwordFits("x", hash)).toBe(false);
});
