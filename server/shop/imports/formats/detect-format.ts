import { RefrainError } from "../../../platform/errors.ts";
import { bindColumns } from "../reading/cells.ts";
import { plainCustomers, shopifyCustomers, youzanCustomers } from "./customers.ts";
import type { Dialect, FormatId } from "./dialect.ts";
import { douyinOrders } from "./douyin-orders.ts";
import { onlineRetail } from "./online-retail.ts";
import { plain } from "./plain.ts";
import { shopifyOrders } from "./shopify-orders.ts";
import { taobaoOrders } from "./taobao-orders.ts";
import { tiktokShopOrders } from "./tiktok-shop-orders.ts";
import { youzanOrderItems } from "./youzan-order-items.ts";
import { youzanOrders } from "./youzan-orders.ts";

/** All formats, the particular before the general: where two fit equally well, the first is meant. */
const dialects: readonly Dialect[] = [
  onlineRetail,
  shopifyOrders,
  youzanOrders,
  youzanOrderItems,
  douyinOrders,
  taobaoOrders,
  tiktokShopOrders,
  shopifyCustomers,
  youzanCustomers,
  plain,
  plainCustomers,
];

export type DetectedFormat = {
  readonly dialect: Dialect;
  /** 0 to 1: how much of the format's columns the file has, and how much of the file the format explains. */
  readonly confidence: number;
  /** Columns of the file that are not used. */
  readonly unknownColumns: readonly string[];
  /** Columns of the format that the file lacks; never a required one. */
  readonly missingColumns: readonly string[];
};

/** Finds the format of a header line. Throws `import_unreadable` naming what was found and the nearest formats. */
export function detectFormat(header: readonly string[], wanted?: string): DetectedFormat {
  const candidates = wanted === undefined ? dialects : [dialectOf(wanted)];
  let best: Fit | undefined;
  for (const candidate of candidates) {
    const fit = fitOf(candidate, header);
    if (fit.missingRequired.length === 0 && (best === undefined || fit.score > best.score)) best = fit;
  }
  if (best === undefined) throw notRecognised(header, candidates);
  return {
    dialect: best.dialect,
    confidence: Math.round(best.score * 100) / 100,
    unknownColumns: header.filter((name, i) => name.trim() !== "" && !best.usedPlaces.has(i)),
    missingColumns: best.missing,
  };
}

/** Throws `import_unreadable` when there is no format of this name. */
function dialectOf(id: string): Dialect {
  const found = dialects.find((dialect) => dialect.id === id);
  if (found) return found;
  const known: FormatId[] = dialects.map((dialect) => dialect.id);
  throw new RefrainError("import_unreadable", `There is no format "${id}". Known are ${known.join(", ")}.`, {
    problem: "unknown_format",
    known,
  });
}

/** How many required columns of the best fitting format a row names: tells a header from a title above it. */
export function headerLikeness(cells: readonly string[]): number {
  return Math.max(
    ...dialects.map((dialect) => share(fitOf(dialect, cells).missingRequired, dialect.required)),
  );
}

type Fit = {
  readonly dialect: Dialect;
  readonly score: number;
  readonly missing: readonly string[];
  readonly missingRequired: readonly string[];
  readonly usedPlaces: ReadonlySet<number>;
};

function fitOf(dialect: Dialect, header: readonly string[]): Fit {
  const places = bindColumns(dialect.columns, header);
  const columns = Object.keys(dialect.columns);
  const spelling = (column: string): string => dialect.columns[column]?.[0] ?? column;
  const missing = columns.filter((column) => places[column]! < 0);
  const usedPlaces = new Set(Object.values(places).filter((place) => place >= 0));
  const known = columns.length === 0 ? 0 : (columns.length - missing.length) / columns.length;
  const filled = header.filter((name) => name.trim() !== "").length;
  const explained = filled === 0 ? 0 : usedPlaces.size / filled;
  const isGeneral = dialect.source === "plain";
  return {
    dialect,
    score: isGeneral ? 0.5 + 0.5 * explained - 0.25 * (1 - explained) : 0.4 + 0.3 * known + 0.3 * explained,
    missing: missing.map(spelling),
    missingRequired: dialect.required.filter((column) => places[column]! < 0).map(spelling),
    usedPlaces,
  };
}

function share(missing: readonly string[], all: readonly string[]): number {
  return all.length === 0 ? 0 : 1 - missing.length / all.length;
}

function notRecognised(header: readonly string[], candidates: readonly Dialect[]): RefrainError {
  const nearest = candidates
    .map((dialect) => ({ dialect, fit: fitOf(dialect, header) }))
    .toSorted(
      (a, b) =>
        share(b.fit.missingRequired, b.dialect.required) - share(a.fit.missingRequired, a.dialect.required),
    )
    .slice(0, 3)
    .map(({ dialect, fit }) => ({
      format: dialect.id,
      title: dialect.title,
      missingColumns: fit.missingRequired,
    }));
  const found = header.slice(0, 60).map((name) => name.slice(0, 60).toWellFormed());
  const hint = nearest[0];
  const why = hint
    ? ` The nearest format is ${hint.title.en}, which also needs ${hint.missingColumns.join(", ")}.`
    : "";
  return new RefrainError(
    "import_unreadable",
    `The columns are of no format that is known: ${found.slice(0, 12).join(", ")}.${why}`,
    { problem: "unknown_columns", found, nearest },
  );
}
