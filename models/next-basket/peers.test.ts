import { describe, expect, test } from "vitest";
import * as next from "./index.ts";

const options: next.TifuOptions = {
  neighbours: 1,
  basketDecay: 0.9,
  groupDecay: 0.5,
  ownShare: 0.8,
  groups: 2,
};

describe("TIFU-KNN", () => {
  test("later groups take the baskets left over, and newer baskets and groups weigh more", () => {
    // Three baskets in two groups: [oldest], [middle, newest].
    const weight = [...next.tifuWeights(3, options)];
    expect(weight[0]).toBeCloseTo((0.5 * 0.9 ** 2) / 2, 12);
    expect(weight[1]).toBeCloseTo(0.9 / 2 / 2, 12);
    expect(weight[2]).toBeCloseTo(1 / 2 / 2, 12);
  });

  test("with fewer baskets than groups every basket is a group of its own", () => {
    expect([...next.tifuWeights(1, options)]).toEqual([0.5]);
  });

  test("a list is one's own vector mixed with that of the nearest known user", () => {
    const h = next.basketHistory(
      [
        [[0], [0, 1]],
        [[0], [0, 2]],
        [[5], [6]],
      ],
      7,
    );
    const scores: Record<number, number> = {};
    next.tifuKnn(h, [1, 2], [0], options, (score) => {
      for (const i of score.touched.subarray(0, score.count)) scores[i] = score.value[i]!;
    });
    const [old, recent] = next.tifuWeights(2, options);
    expect(scores[0]).toBeCloseTo(old! + recent!, 12);
    expect(scores[1]).toBeCloseTo(0.8 * recent!, 12);
    expect(scores[2]).toBeCloseTo(0.2 * recent!, 12);
    expect(scores[5]).toBeUndefined();
  });
});

describe("UP-CF@r", () => {
  const h = next.basketHistory([[[0], [1]], [[1], [1, 2]], [[9]]], 10);
  const scores = (o: Partial<next.UpCfOptions>): Record<number, number> => {
    const found: Record<number, number> = {};
    const all = { recency: 2, asymmetry: 0.5, locality: 1, neighbours: 5, shrink: 0, ...o };
    next.upCf(h, [0], all, (score) => {
      for (const i of score.touched.subarray(0, score.count)) found[i] = score.value[i]!;
    });
    return found;
  };

  test("one's own share of baskets counts fully, that of others by their similarity", () => {
    // Counts (1, 1) and (0, 2, 1): cosine 2 ÷ √(2 · 5).
    const cosine = 2 / Math.sqrt(10);
    expect(scores({})[0]).toBeCloseTo(0.5, 6);
    expect(scores({})[1]).toBeCloseTo(0.5 + cosine, 6);
    expect(scores({})[2]).toBeCloseTo(cosine / 2, 6);
    expect(scores({})[9]).toBeUndefined();
  });

  test("only the newest r baskets make popularity, a larger q narrows to the most similar", () => {
    expect(scores({ recency: 1 })[0]).toBeUndefined();
    expect(scores({ locality: 2 })[2]).toBeCloseTo(0.2, 6);
  });
});
