import { expect, test } from "vitest";
import { rhythmOf } from "./calibration.ts";
import type { Result } from "./play.ts";
import { policies } from "./policies.ts";
import { writeReport } from "./report.ts";

function result(policy: string, seed: number, margin: number, unsubscribed: number): Result {
  const figures = { orders: 10, repeatOrders: margin / 100, discountCents: 0, messages: 5, salesMessages: 1 };
  const weeks = { marginByWeek: [1, 2], activeByWeek: [3, 3], orderDays: [[1, 9]] };
  return { seed, policy, ...figures, ...weeks, marginCents: margin, unsubscribed, active: 3, trust: 0.5 };
}

const asked = { seeds: 2, weeks: 2, shoppers: 3, warmUpDays: 7, seconds: 1 };

test("the report says where Refrain is first and where it is not", () => {
  const results = policies.flatMap(({ key }, i) =>
    [1, 2].map((seed) =>
      result(key, seed, key === "refrain" ? 90_000 : 10_000 * i, key === "refrain" ? 4 : i),
    ),
  );
  const [[name, text]] = writeReport(results, policies, asked, undefined) as [[string, string]];
  expect(name).toBe("report.md");
  expect(text).toContain("- Margin after offers, ¥: Refrain's plan is first.");
  expect(text).toContain("- Unsubscribed: Refrain's plan is place 5 of 5; first is “Nothing is sent”.");
});

test("differences are paired by seed, with their interval", () => {
  const results = policies.flatMap(({ key }) =>
    [1, 2].map((seed) => result(key, seed, seed * 100_000 + (key === "refrain" ? 20_000 * seed : 0), 0)),
  );
  const [[, text]] = writeReport(results, policies, asked, undefined) as [[string, string]];
  // Means of 200 and 400 over the policies' own 1000 and 2000: 300 ± 12.706 · 141.42 / √2.
  expect(text).toContain("(+300, −971 to +1571)");
});

test("two orders on one day are one day, and gaps are counted in weeks", () => {
  const rhythm = rhythmOf([[1, 1, 9], [4], []]);
  expect(rhythm).toMatchObject({ buyers: 2, oneTimeShare: 0.5, ordersPerBuyer: 1.5, medianGapDays: 8 });
  expect(rhythm.gapShares[1]).toBe(1);
});
