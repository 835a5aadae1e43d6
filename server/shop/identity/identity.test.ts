import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newId } from "../../platform/ids/index.ts";
import { readPhone } from "../imports/reading/identities.ts";
import { guestName } from "./guest-name.ts";
import { identityOf, maskIdentity, normaliseEmail, normalisePhone } from "./identity.ts";

describe("phones", () => {
  test.each([
    ["138 0013 8000", "+8613800138000"],
    ["+86 138-0013-8000", "+8613800138000"],
    ["8613800138000", "+8613800138000"],
    ["0086 13800138000", "+8613800138000"],
    ["+1 (415) 555-2671", "+14155552671"],
    ["+44 20 7946 0958", "+442079460958"],
    ["021-64281234", "+862164281234"],
    ["138****8000", undefined],
    ["12345", undefined],
    ["call me", undefined],
    ["", undefined],
  ])("%s is %s", (text, phone) => {
    expect(normalisePhone(text)).toBe(phone);
  });

  test("writing it out once more changes nothing (property)", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[+0-9 ()-]{6,20}$/u), (text) => {
        const phone = normalisePhone(text);
        if (phone) expect(normalisePhone(phone)).toBe(phone);
      }),
    );
  });

  test("a number in an imported file is the number its owner signs in with", () => {
    for (const text of ["138 0013 8000", "+8613800138000", "+1 415 555 2671", "008613800138000"]) {
      expect(readPhone(text)).toMatchObject({ value: normalisePhone(text) });
    }
  });
});

test("an address is the same address in any case", () => {
  expect(normaliseEmail("  Li.Na@Example.COM ")).toBe("li.na@example.com");
  for (const text of ["li.na", "a@b", "a b@c.de", "@c.de"]) expect(normaliseEmail(text)).toBeUndefined();
  expect(() => identityOf({ phone: "x" })).toThrow(/phone/u);
});

test("staff see enough to tell two apart and not enough to use (property)", () => {
  expect(maskIdentity({ kind: "phone", value: "+8613800138000" })).toBe("+86138****8000");
  expect(maskIdentity({ kind: "email", value: "lina@example.com" })).toBe("li***@example.com");
  fc.assert(
    fc.property(fc.stringMatching(/^\+[1-9][0-9]{9,14}$/u), (value) => {
      const shown = maskIdentity({ kind: "phone", value });
      expect(shown).toMatch(/\*{4}\d{4}$/u);
      expect(shown.replaceAll(/\D/gu, "").length).toBeLessThanOrEqual(value.length - 1 - 4);
    }),
  );
  expect(maskIdentity({ kind: "email", value: "a@b.cn" })).not.toContain("a@");
  expect(maskIdentity({ kind: "wechat_unionid", value: "oABCDEFGHIJK" })).toBe("oABC…");
});

test("a guest has one friendly name for good, and names differ", () => {
  const ids = Array.from({ length: 500 }, (_, i) => newId(new Date(i)));
  const names = new Set(ids.map((id) => guestName(id, "zh-CN")));
  expect(names.size).toBeGreaterThan(100);
  expect(guestName(ids[3]!, "en")).toBe(guestName(ids[3]!, "en"));
  for (const id of ids) expect(guestName(id, "en")).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/u);
});
