import { expect, test } from "vitest";
import { type Proof, recompute } from "./recompute.ts";

/** Drawn by Python's hashlib and hmac from the seed 0x01 repeated 32 times. */
const proof: Proof = {
  bagId: "0198c0de-0000-7000-8000-000000000001",
  prize: { en: "Tea" },
  seed: "01".repeat(32),
  commitment: "72cd6e8422c407fb6d098690f1130b7ded7ec2f7f5e1d30bd9d521f015363793",
  winners: 2,
  tickets: ["a", "b", "c", "d"].map((letter) => `0198c0de-0000-7000-8000-00000000000${letter}`),
  winning: ["0198c0de-0000-7000-8000-00000000000b", "0198c0de-0000-7000-8000-00000000000a"],
};

test("a true draw is recognised", async () => {
  expect(await recompute(proof, proof.commitment)).toBe(true);
});

test("another seed than the promised one, or other winners, are found out", async () => {
  expect(await recompute(proof, "00".repeat(32))).toBe(false);
  expect(await recompute({ ...proof, seed: "02".repeat(32) }, proof.commitment)).toBe(false);
  const losers = proof.tickets.filter((ticket) => !proof.winning.includes(ticket));
  expect(await recompute({ ...proof, winning: losers }, proof.commitment)).toBe(false);
});
