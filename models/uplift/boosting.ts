import type { FeatureTable, Learner } from "./features.ts";

export interface BoostingOptions {
  /** Default "logistic" (0/1 targets); "squared" for any. */
  readonly loss?: "logistic" | "squared";
  /** Number of trees; default 100. */
  readonly trees?: number;
  /** Depth of a tree; default 3. */
  readonly depth?: number;
  /** Default 0.1. */
  readonly learningRate?: number;
  /** Fewest rows in a leaf; default 50. */
  readonly leastRows?: number;
  /** λ of the leaf weights; default 1. */
  readonly penalty?: number;
  /** Most bins per feature, at most 256; default 64. */
  readonly bins?: number;
}

/** Flat binary tree: node i has children left[i], left[i] + 1; a leaf has feature −1. */
interface Tree {
  readonly feature: number[];
  readonly limit: number[];
  readonly left: number[];
  readonly value: number[];
}

interface Binned {
  /** count × width bin numbers. */
  readonly bins: Uint8Array;
  /** Upper limits of the bins of each feature. */
  readonly limits: readonly Float64Array[];
}

function binRows(rows: FeatureTable, most: number): Binned {
  const { count, width, values } = rows;
  const bins = new Uint8Array(count * width);
  const limits = Array.from({ length: width }, (_, k) => {
    const column = Float64Array.from({ length: count }, (_, i) => values[i * width + k]!).toSorted();
    const cuts: number[] = [];
    for (let q = 1; q < most; q++) {
      const cut = column[Math.floor((q * count) / most)]!;
      if (cut < column[count - 1]! && cut !== cuts.at(-1)) cuts.push(cut);
    }
    return Float64Array.from(cuts);
  });
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < width; k++) {
      const cuts = limits[k]!;
      const value = values[i * width + k]!;
      let low = 0;
      let high = cuts.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (value <= cuts[middle]!) high = middle;
        else low = middle + 1;
      }
      bins[i * width + k] = low;
    }
  }
  return { bins, limits };
}

interface Split {
  readonly gain: number;
  readonly feature: number;
  readonly bin: number;
}

interface Slopes {
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

/** Best split by the gain of Chen & Guestrin 2016 (XGBoost, KDD), eq. (7), over histograms. */
function bestSplit(
  rows: Int32Array,
  binned: Binned,
  width: number,
  s: Slopes,
  penalty: number,
  least: number,
): Split {
  let best: Split = { gain: 1e-9, feature: -1, bin: 0 };
  for (let k = 0; k < width; k++) {
    const size = binned.limits[k]!.length + 1;
    if (size === 1) continue;
    const g = new Float64Array(size);
    const h = new Float64Array(size);
    const n = new Int32Array(size);
    let allG = 0;
    let allH = 0;
    for (const i of rows) {
      const bin = binned.bins[i * width + k]!;
      g[bin]! += s.gradient[i]!;
      h[bin]! += s.hessian[i]!;
      n[bin]! += 1;
      allG += s.gradient[i]!;
      allH += s.hessian[i]!;
    }
    const whole = (allG * allG) / (allH + penalty);
    let leftG = 0;
    let leftH = 0;
    let leftN = 0;
    for (let bin = 0; bin + 1 < size; bin++) {
      leftG += g[bin]!;
      leftH += h[bin]!;
      leftN += n[bin]!;
      if (leftN < least || rows.length - leftN < least) continue;
      const gain =
        (leftG * leftG) / (leftH + penalty) + (allG - leftG) ** 2 / (allH - leftH + penalty) - whole;
      if (gain > best.gain) best = { gain, feature: k, bin };
    }
  }
  return best;
}

/** Grows one tree and adds its leaf weights −G/(H+λ) (Chen & Guestrin 2016, eq. 5) to the scores. */
function growTree(
  binned: Binned,
  width: number,
  slopes: Slopes,
  score: Float64Array,
  options: Required<Omit<BoostingOptions, "loss" | "bins" | "trees">>,
): Tree {
  const tree: Tree = { feature: [], limit: [], left: [], value: [] };
  const everyone = Int32Array.from({ length: score.length }, (_, i) => i);
  const waiting = [{ rows: everyone, depth: 0 }];
  for (let node = 0; node < waiting.length; node++) {
    const { rows, depth } = waiting[node]!;
    const split =
      depth < options.depth
        ? bestSplit(rows, binned, width, slopes, options.penalty, options.leastRows)
        : { gain: 0, feature: -1, bin: 0 };
    tree.feature[node] = split.feature;
    tree.value[node] = 0;
    tree.left[node] = waiting.length;
    tree.limit[node] = 0;
    if (split.feature >= 0) {
      tree.limit[node] = binned.limits[split.feature]![split.bin]!;
      const goesLeft = (i: number): boolean => binned.bins[i * width + split.feature]! <= split.bin;
      waiting.push({ rows: rows.filter((i) => goesLeft(i)), depth: depth + 1 });
      waiting.push({ rows: rows.filter((i) => !goesLeft(i)), depth: depth + 1 });
      continue;
    }
    let g = 0;
    let h = options.penalty;
    for (const i of rows) {
      g += slopes.gradient[i]!;
      h += slopes.hessian[i]!;
    }
    tree.value[node] = (-options.learningRate * g) / h;
    for (const i of rows) score[i]! += tree.value[node]!;
  }
  return tree;
}

function treeScore(tree: Tree, values: Float64Array, from: number): number {
  let node = 0;
  while (tree.feature[node]! >= 0) {
    node = tree.left[node]! + (values[from + tree.feature[node]!]! <= tree.limit[node]! ? 0 : 1);
  }
  return tree.value[node]!;
}

/** Gradient-boosted trees on histograms (Friedman 2001; second-order form of Chen & Guestrin 2016). Deterministic. */
export function boostedTrees(options: BoostingOptions = {}): Learner {
  const settings = {
    depth: options.depth ?? 3,
    learningRate: options.learningRate ?? 0.1,
    leastRows: options.leastRows ?? 50,
    penalty: options.penalty ?? 1,
  };
  const logistic = options.loss !== "squared";
  return (rows, target, weights) => {
    const binned = binRows(rows, Math.min(256, options.bins ?? 64));
    let total = 0;
    let weight = 0;
    for (let i = 0; i < rows.count; i++) {
      total += (weights?.[i] ?? 1) * target[i]!;
      weight += weights?.[i] ?? 1;
    }
    const mean = weight > 0 ? total / weight : 0;
    const bounded = Math.min(1 - 1e-6, Math.max(1e-6, mean));
    const start = logistic ? Math.log(bounded / (1 - bounded)) : mean;
    const score = new Float64Array(rows.count).fill(start);
    const slopes = { gradient: new Float64Array(rows.count), hessian: new Float64Array(rows.count) };
    const trees: Tree[] = [];
    for (let round = 0; round < (options.trees ?? 100); round++) {
      for (let i = 0; i < rows.count; i++) {
        const w = weights?.[i] ?? 1;
        const p = logistic ? 1 / (1 + Math.exp(-score[i]!)) : score[i]!;
        slopes.gradient[i] = w * (p - target[i]!);
        slopes.hessian[i] = w * (logistic ? p * (1 - p) : 1);
      }
      trees.push(growTree(binned, rows.width, slopes, score, settings));
    }
    return (asked) =>
      Float64Array.from({ length: asked.count }, (_, i) => {
        let sum = start;
        for (const tree of trees) sum += treeScore(tree, asked.values, i * asked.width);
        return logistic ? 1 / (1 + Math.exp(-sum)) : sum;
      });
  };
}
