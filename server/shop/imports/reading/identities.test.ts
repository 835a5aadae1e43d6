import { describe, expect, it } from "vitest";
import { parseAmount } from "./cells.ts";
import { readAccount, readDisplayName, readEmail, readPhone } from "./identities.ts";

describe("phones", () => {
  it.each([
    ["13812345678", "+8613812345678"],
    ["86 138-1234-5678", "+8613812345678"],
    ["+1 (415) 555-0101", "+14155550101"],
    ["0044 20 7946 0018", "+442079460018"],
  ])("%s is %s", (text, phone) => {
    expect(readPhone(text).value).toBe(phone);
  });

  it("a national number takes the calling code of its country", () => {
    expect(readPhone("020 7946 0018", "44").value).toBe("+442079460018");
    expect(readPhone("020 7946 0018").doubt).toBe("unrecognised");
  });

  it.each([
    ["186******05", "masked"],
    ["##x8fJk2==", "encrypted"],
    ["$$9aK~1~", "encrypted"],
    ["12", "unrecognised"],
  ])("%s never identifies anybody", (text, doubt) => {
    expect(readPhone(text, "86")).toEqual({ doubt });
  });
});

describe("other identities", () => {
  it("an e-mail address is kept in lower case, a masked one is not kept", () => {
    expect(readEmail("Li.Na@Example.COM").value).toBe("li.na@example.com");
    expect(readEmail("l***@example.com").doubt).toBe("masked");
    expect(readEmail("nobody").doubt).toBe("unrecognised");
  });

  it("a masked account is no account, an encrypted name no name", () => {
    expect(readAccount("t**8").doubt).toBe("masked");
    expect(readAccount("tb_8").value).toBe("tb_8");
    expect(readDisplayName("##abc")).toBeUndefined();
    expect(readDisplayName("张**")).toBe("张**");
  });
});

describe("amounts", () => {
  it.each([
    ["12.5", 12.5],
    ["¥1,234.50", 1234.5],
    ["1.234,50", 1234.5],
    ["12,5", 12.5],
    ["USD 3", 3],
    ["-7", -7],
    ["(7.10)", -7.1],
    ["99元", 99],
    ["3.0", 3],
  ])("%s is %d", (text, amount) => {
    expect(parseAmount(text)).toBe(amount);
  });

  it.each(["abc", "1.2.3", "12,34,56", "1e9", "--5", "0x10", "NaN", ""])("%s is none", (text) => {
    expect(parseAmount(text)).toBeUndefined();
  });
});
