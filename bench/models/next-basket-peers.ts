import * as models from "../../models/index.ts";
import type { BasketData, Fold } from "./next-basket-data.ts";
import { numpyBest } from "./sort-order.ts";

/** Settings of the recorded runs: those of the Reality Check for Ta-Feng, the best on validation for the other. */
interface Settings {
  readonly tifu: models.TifuOptions;
  readonly upCf: models.UpCfOptions;
}

/** By data set. */
export const peerSettings: Readonly<Record<string, Settings>> = {
  "online-retail-2": {
    tifu: { neighbours: 100, basketDecay: 0.9, groupDecay: 0.7, ownShare: 0.9, groups: 7 },
    upCf: { recency: 5, asymmetry: 0.25, locality: 10, neighbours: 100, shrink: 1000 },
  },
  tafeng: {
    tifu: { neighbours: 300, basketDecay: 0.9, groupDecay: 0.7, ownShare: 0.7, groups: 7 },
    upCf: { recency: 10, asymmetry: 0.75, locality: 10, neighbours: 100, shrink: 1000 },
  },
};

type Lists = readonly (readonly number[])[];

/** The peers' lists of ten for the asked users. No peer sees a next basket. */
export function peerMethods(
  data: BasketData,
  settings: Settings,
): Readonly<Record<string, (fold: Fold, asked: readonly number[]) => Lists>> {
  const { history } = data;
  const popular = models.popularItems(history);
  return {
    "G-TopFreq": (_fold, asked) => asked.map(() => Array.from(popular.subarray(0, 10))),
    "P-TopFreq": (_fold, asked) => asked.map((u) => models.personalItems(models.userItems(history, u))),
    "GP-TopFreq": (_fold, asked) =>
      asked.map((u) => models.personalThenPopular(models.userItems(history, u), popular, 10)),
    "UP-CF@r": (_fold, asked) => {
      const lists: number[][] = [];
      models.upCf(history, asked, settings.upCf, (score) => lists.push(numpyBest(score.value, 10)));
      return lists;
    },
    "TIFU-KNN": (fold, asked) => {
      const lists: number[][] = [];
      models.tifuKnn(history, fold.train, asked, settings.tifu, (score) =>
        lists.push(numpyBest(score.value, 10)),
      );
      return lists;
    },
  };
}
