import { describe, expect, it } from "vitest";
import { createLog, redactText } from "./index.ts";

function logged(write: (log: ReturnType<typeof createLog>) => void): Record<string, unknown> {
  const lines: string[] = [];
  write(createLog({ logLevel: "info" }, { write: (line) => void lines.push(line) }));
  return JSON.parse(lines[0] ?? "{}") as Record<string, unknown>;
}

describe("a log line", () => {
  it("hides secrets and personal data at any depth", () => {
    const line = logged((log) =>
      log.info({
        headers: { authorization: "Bearer rk_1", cookie: "refrain_shopper=x", "set-cookie": "y" },
        member: { phone: "13800138000", emails: ["li.na@example.com"], name: "Li Na" },
        mediaToken: "eyJ",
        code: "123456",
        note: "she wrote from li.na@example.com",
      }),
    );
    expect(JSON.stringify(line)).not.toMatch(/rk_1|refrain_shopper|13800138000|li\.na|eyJ|123456/u);
    expect(line["member"]).toMatchObject({ name: "Li Na" });
  });

  it("keeps what one needs to find a mistake", () => {
    const line = logged((log) =>
      log.info({ code: "out_of_stock", orderId: "0198c0de-0000-7000-8000-000000000001" }),
    );
    expect(line).toMatchObject({ code: "out_of_stock", orderId: "0198c0de-0000-7000-8000-000000000001" });
  });

  it("writes of an error only type, text, code, stack and cause", () => {
    const cause = new Error("no route to +86 138 0013 8000");
    const error = Object.assign(new Error("duplicate key", { cause }), {
      code: "23505",
      detail: "Key (phone)=(139)",
    });
    const line = logged((log) => log.error({ err: error }, "failed"));
    expect(line["err"]).toMatchObject({ type: "Error", message: "duplicate key", code: "23505" });
    expect(JSON.stringify(line)).not.toContain("Key (phone)");
    expect(JSON.stringify(line)).not.toContain("0013 8000");
  });

  it("leaves ids, times and prices alone", () => {
    const text =
      "order 20260520-0001 of 2026-05-20T12:00:00Z, 1999 cents, id 0198c0de-1380-7138-8000-138001380000";
    expect(redactText(text)).toBe(text);
  });
});
