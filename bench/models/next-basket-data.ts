import path from "node:path";
import * as models from "../../models/index.ts";
import { readJson } from "./data.ts";

interface Keyset {
  readonly item_num: number;
  readonly train: readonly string[];
  readonly val: readonly string[];
  readonly test: readonly string[];
}

type Lists = Readonly<Record<string, readonly (readonly number[])[]>>;

/** Users of one split, by number. */
export interface Fold {
  readonly train: readonly number[];
  readonly val: readonly number[];
  readonly test: readonly number[];
}

export interface BasketData {
  readonly history: models.BasketHistory;
  /** The basket that came next, per user. */
  readonly next: readonly (readonly number[])[];
  readonly folds: readonly Fold[];
}

/** Lists in the files begin and end with [-1]. */
const inner = (lists: readonly (readonly number[])[]): readonly (readonly number[])[] => lists.slice(1, -1);

/** Reads one data set with its first `folds` splits. */
export function readBaskets(folder: string, name: string, folds: number): BasketData {
  const at = (file: string): string => path.join(folder, "next-basket", name, file);
  const past = readJson(at("history.json.gz")) as Lists;
  const future = readJson(at("future.json.gz")) as Lists;
  const names = Object.keys(past);
  const numberOf = new Map(names.map((user, u) => [user, u]));
  const numbers = (users: readonly string[]): number[] => users.map((user) => numberOf.get(user)!);
  const keysets = Array.from(
    { length: folds },
    (_, fold) => readJson(at(`keyset_${fold}.json.gz`)) as Keyset,
  );
  return {
    history: models.basketHistory(
      names.map((user) => inner(past[user]!)),
      keysets[0]!.item_num,
    ),
    next: names.map((user) => inner(future[user]!)[0]!),
    folds: keysets.map((k) => ({ train: numbers(k.train), val: numbers(k.val), test: numbers(k.test) })),
  };
}

/** Means over users, the split parts over those users whose basket has the part; then means over folds. */
export class Figures {
  readonly folds: ReadonlyMap<string, number>[] = [];
  #sums = new Map<string, [sum: number, users: number]>();

  add(score: models.BasketScore): void {
    const count = (name: string, value: number | undefined): void => {
      if (value === undefined) return;
      const [sum, users] = this.#sums.get(name) ?? [0, 0];
      this.#sums.set(name, [sum + value, users + 1]);
    };
    count("recall", score.recall);
    count("ndcg", score.ndcg);
    count("phr", score.hit);
    count("rep_ratio", score.repeatShare);
    count("expl_ratio", 1 - score.repeatShare);
    count("recall_rep", score.repeat?.recall);
    count("recall_expl", score.explore?.recall);
    count("phr_rep", score.repeat?.hit);
    count("phr_expl", score.explore?.hit);
  }

  endFold(): void {
    this.folds.push(new Map(Array.from(this.#sums, ([name, [sum, users]]) => [name, sum / users])));
    this.#sums = new Map();
  }

  mean(name: string): number {
    return this.folds.reduce((sum, fold) => sum + (fold.get(name) ?? 0), 0) / this.folds.length;
  }
}
