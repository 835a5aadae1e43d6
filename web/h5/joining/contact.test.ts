import { describe, expect, it } from "vitest";
import { readCode, readContact } from "./contact.ts";

describe("the one field for phone or e-mail", () => {
  it.each([
    ["Li.Na@Example.com ", { email: "li.na@example.com" }],
    ["138 0013 8000", { phone: "138 0013 8000" }],
    ["+86 (138) 0013-8000", { phone: "+86 138 0013-8000" }],
    ["１３８００１３８０００", { phone: "13800138000" }],
    ["li＠example．com", { email: "li@example.com" }],
  ])("understands %s", (typed, contact) => {
    expect(readContact(typed)).toEqual(contact);
  });

  it.each(["", "138", "li@", "li@example", "call me", "86+13800138000"])(
    "waits for more than “%s”",
    (typed) => {
      expect(readContact(typed)).toBeUndefined();
    },
  );
});

it("a pasted code is its six digits", () => {
  expect(readCode("Your code: 123 456.")).toBe("123456");
  expect(readCode("１２３４５６７")).toBe("123456");
  expect(readCode("")).toBe("");
});
