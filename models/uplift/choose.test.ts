import { expect, test } from "vitest";
import { drawNormal, seededRandom } from "../random/index.ts";
import * as uplift from "./index.ts";

test("the way that ranks unseen people best is chosen, over one that says nothing and one that says the opposite", () => {
  const random = seededRandom(5);
  const count = 4000;
  const values = Float64Array.from({ length: count }, () => drawNormal(random));
  const treated = Uint8Array.from({ length: count }, () => (random() < 0.5 ? 1 : 0));
  const outcome = Float64Array.from(values, (x, i) =>
    random() < 0.3 + (x > 0 ? 0.2 * treated[i]! : 0) ? 1 : 0,
  );
  const data = { rows: { count, width: 1, values }, treated, outcome };
  const honest: uplift.UpliftFit = (seen) => uplift.sLearner(seen, uplift.ridge());
  const choice = uplift.chooseUplift(
    data,
    {
      silent: () => (rows) => new Float64Array(rows.count),
      opposite: (seen) => (rows) => honest(seen)(rows).map((value) => -value),
      honest,
    },
    seededRandom(1),
  );
  expect(choice.name).toBe("honest");
  expect(choice.scores.opposite).toBeLessThan(choice.scores.silent);
  const [low, high] = choice.predict({ count: 2, width: 1, values: Float64Array.of(-1, 1) });
  expect(high!).toBeGreaterThan(low!);
});
