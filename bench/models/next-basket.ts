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

interface Totals {
  users: number;
  recall: number;
  ndcg: number;
  hit: number;
  repeated: number;
}

function add(
  totals: Totals,
  list: readonly number[],
  bought: ReadonlySet<number>,
  own: ReadonlySet<number>,
): void {
  const score = models.scoreBasket(list, bought, 10);
  totals.users += 1;
  totals.recall += score.recall;
  totals.ndcg += score.ndcg;
  totals.hit += score.hit;
  totals.repeated += list.slice(0, 10).filter((i) => own.has(i)).length / 10;
}

function shown(method: string, t: Totals): Record<string, string> {
  const mean = (value: number): string => (value / t.users).toFixed(4);
  return {
    method,
    "recall@10": mean(t.recall),
    "NDCG@10": mean(t.ndcg),
    "PHR@10": mean(t.hit),
    "repeat share": mean(t.repeated),
  };
}

function compare(folder: string, name: string, reference: string, folds: number): void {
  const at = (file: string): string => path.join(folder, "next-basket", name, file);
  const inner = (lists: readonly (readonly number[])[]): readonly (readonly number[])[] => lists.slice(1, -1);
  const past = readJson(at("history.json.gz")) as Lists;
  const future = readJson(at("future.json.gz")) as Lists;
  const names = Object.keys(past);
  const numberOf = new Map(names.map((user, u) => [user, u]));
  const bought = names.map((user) => new Set(inner(future[user]!)[0]));
  const totals = new Map<string, Totals>();
  const of = (method: string): Totals => {
    const t = totals.get(method) ?? { users: 0, recall: 0, ndcg: 0, hit: 0, repeated: 0 };
    totals.set(method, t);
    return t;
  };
  let cpu = 0;
  for (let fold = 0; fold < folds; fold++) {
    const keys = readJson(at(`keyset_${fold}.json.gz`)) as Keyset;
    const history = models.basketHistory(
      names.map((user) => inner(past[user]!)),
      keys.item_num,
    );
    const asked = process.env["REFRAIN_VALIDATE"] === "1" ? keys.val : keys.test;
    const before = process.cpuUsage();
    const model = models.fitNextBasket(history, {
      learnFrom: keys.train.map((user) => numberOf.get(user)!),
      target: (u) => Array.from(bought[u]!),
    });
    const scratch = models.neighbourScratch(model.index);
    const popular = models.popularItems(model.figures);
    for (const key of asked) {
      const u = numberOf.get(key)!;
      const user = models.userItems(history, u);
      const own = new Set(user.item);
      add(
        of("ours"),
        models.recommend(model, user, u, {}, scratch).map((r) => r.item),
        bought[u]!,
        own,
      );
      add(of("G-TopFreq"), Array.from(popular.subarray(0, 10)), bought[u]!, own);
      add(of("P-TopFreq"), models.personalItems(user), bought[u]!, own);
      add(of("GP-TopFreq"), models.personalThenPopular(user, popular, 10), bought[u]!, own);
    }
    const used = process.cpuUsage(before);
    cpu += (used.user + used.system) / 1e6;
  }
  const recorded = readJson(path.join(folder, "reference", reference)) as {
    methods: Record<string, { "@10": { mean: Record<string, number> } }>;
  };
  console.log(`\nNext basket, ${name}: ${folds} folds, ${(cpu / folds).toFixed(1)} s CPU per fold`);
  console.table([
    ...Array.from(totals, ([method, t]) => shown(method, t)),
    ...Object.entries(recorded.methods).map(([method, m]) => {
      const { recall, ndcg, phr, rep_ratio: repeated } = m["@10"].mean;
      return {
        method: `recorded ${method}`,
        "recall@10": recall,
        "NDCG@10": ndcg,
        "PHR@10": phr,
        "repeat share": repeated,
      };
    }),
  ]);
}

/** Prints next-basket quality on Online Retail II and Ta-Feng. */
export function nextBasketReport(folder: string): void {
  const folds = process.env["REFRAIN_FOLDS"];
  compare(folder, "online-retail-2", "nbr_onlineretail2_peers.json", Number(folds ?? 5));
  compare(folder, "tafeng", "nbr_tafeng_peers.json", Number(folds ?? 3));
}
