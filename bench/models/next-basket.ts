import path from "node:path";
import * as models from "../../models/index.ts";
import { readJson } from "./data.ts";
import { Figures, readBaskets, type BasketData, type Fold } from "./next-basket-data.ts";
import { peerMethods, peerSettings } from "./next-basket-peers.ts";

/** Ours learns from the next baskets of the training users only; of all others it is given the history. */
function ours(data: BasketData, fold: Fold, asked: readonly number[]): readonly (readonly number[])[] {
  const learners = new Set(fold.train);
  const model = models.fitNextBasket(data.history, {
    learnFrom: fold.train,
    target: (u) => {
      if (!learners.has(u))
        throw new Error("the next basket of a user who is not a training user was asked for");
      return data.next[u]!;
    },
  });
  const scratch = models.recommendScratch(model);
  return asked.map((u) =>
    models.recommend(model, models.userItems(data.history, u), u, {}, scratch).map((r) => r.item),
  );
}

interface Recorded {
  readonly methods: Readonly<Record<string, { "@10": { mean: Readonly<Record<string, number>> } }>>;
}

const columns = "recall ndcg phr rep_ratio expl_ratio recall_rep recall_expl phr_rep phr_expl".split(" ");

function compare(folder: string, name: string, reference: string, folds: number): void {
  const data = readBaskets(folder, name, folds);
  const methods = {
    ...peerMethods(data, peerSettings[name]!),
    ours: (fold: Fold, asked: readonly number[]) => ours(data, fold, asked),
  };
  const known = data.next.map((_, u) => new Set(models.userItems(data.history, u).item));
  const validate = process.env["REFRAIN_VALIDATE"] === "1";
  const table: Record<string, string | number>[] = [];
  for (const [method, lists] of Object.entries(methods)) {
    const figures = new Figures();
    const seconds = data.folds.map((fold) => {
      const asked = validate ? fold.val : fold.test;
      const before = process.cpuUsage();
      const answers = lists(fold, asked);
      const used = process.cpuUsage(before);
      asked.forEach((u, k) => {
        figures.add(models.scoreBasket(answers[k]!, new Set(data.next[u]), 10, known[u]));
      });
      figures.endFold();
      return (used.user + used.system) / 1e6;
    });
    table.push({
      method,
      ...Object.fromEntries(columns.map((c) => [c, figures.mean(c).toFixed(4)])),
      "CPU s": (seconds.reduce((a, b) => a + b, 0) / seconds.length).toFixed(2),
    });
    console.log(
      name,
      method,
      figures.folds
        .map((f) => ["recall", "ndcg", "phr"].map((c) => f.get(c)!.toFixed(4)).join(" "))
        .join("; "),
    );
  }
  const recorded = readJson(path.join(folder, "reference", reference)) as Recorded;
  for (const [method, m] of Object.entries(recorded.methods)) {
    table.push({
      method: `recorded ${method}`,
      ...Object.fromEntries(columns.map((c) => [c, m["@10"].mean[c]!.toFixed(4)])),
    });
  }
  console.log(`\nNext basket, ${name}: means of ${data.folds.length} folds, items at 10`);
  console.table(table);
}

/** Prints next-basket quality on Online Retail II and Ta-Feng. */
export function nextBasketReport(folder: string): void {
  const folds = Number(process.env["REFRAIN_FOLDS"] ?? 5);
  compare(folder, "online-retail-2", "nbr_onlineretail2_peers.json", Math.min(folds, 5));
  compare(folder, "tafeng", "nbr_tafeng_peers.json", Math.min(folds, 3));
}
