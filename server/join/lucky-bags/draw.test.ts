import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { commitmentOf, drawWinners, newSeed } from "./draw.ts";

const bagId = "0198c0de-0000-7000-8000-000000000001";
const seeds = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString("hex"));
const ticketLists = fc.uniqueArray(fc.uuid(), { maxLength: 60 });

test("a seed is 32 bytes, and never the same twice", () => {
  const drawn = Array.from({ length: 100 }, newSeed);
  expect(new Set(drawn).size).toBe(100);
  for (const seed of drawn) expect(seed).toMatch(/^[0-9a-f]{64}$/u);
});

test("who wins depends on seed and tickets alone, not on the order in which people came", () => {
  fc.assert(
    fc.property(seeds, ticketLists, fc.integer({ min: 1, max: 80 }), (seed, tickets, winners) => {
      const forwards = drawWinners({ bagId, seed, winners }, tickets);
      expect(drawWinners({ bagId, seed, winners }, tickets.toReversed())).toEqual(forwards);
      expect(forwards).toHaveLength(Math.min(winners, tickets.length));
      expect(new Set(forwards).size).toBe(forwards.length);
      for (const ticket of forwards) expect(tickets).toContain(ticket);
    }),
  );
});

test("every ticket has the same chance", () => {
  const tickets = Array.from(
    { length: 10 },
    (_, i) => `0198c0de-0000-7000-8000-00000000000${i.toString(16)}`,
  );
  const wins = new Map<string, number>();
  const draws = 4000;
  for (let i = 0; i < draws; i += 1) {
    const seed = commitmentOf(i.toString(16).padStart(64, "0"));
    for (const ticket of drawWinners({ bagId, seed, winners: 3 }, tickets))
      wins.set(ticket, (wins.get(ticket) ?? 0) + 1);
  }
  // 0.3 ± 4.5 standard errors; the seeds are fixed, so this is the same on every machine.
  for (const ticket of tickets) expect(Math.abs(wins.get(ticket)! / draws - 0.3)).toBeLessThan(0.033);
});

/** Another program with another library: Python's own hashlib and hmac, without a line of ours. */
const recompute = `
import hashlib, hmac, json, sys
told = json.load(sys.stdin)
seed = bytes.fromhex(told["seed"])
lot = lambda ticket: hmac.new(seed, (told["bagId"] + ":" + ticket).encode(), hashlib.sha256).hexdigest()
winning = sorted(told["tickets"], key=lot)[: told["winners"]]
print(json.dumps({"commitment": hashlib.sha256(seed).hexdigest(), "winning": winning}))
`;

test("an independent program comes to the same winners from what is published", ({ skip }) => {
  if (!hasPython()) {
    skip("needs python3");
    return;
  }
  const seed = commitmentOf("00".repeat(32));
  const tickets = Array.from(
    { length: 200 },
    (_, i) => `0198c0de-0000-7000-8000-${String(i).padStart(12, "0")}`,
  );
  const told = JSON.stringify({ bagId, seed, winners: 7, tickets });
  const answer = JSON.parse(execFileSync("python3", ["-c", recompute], { input: told, encoding: "utf8" }));
  expect(answer).toEqual({
    commitment: commitmentOf(seed),
    winning: drawWinners({ bagId, seed, winners: 7 }, tickets),
  });
});

function hasPython(): boolean {
  try {
    execFileSync("python3", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
