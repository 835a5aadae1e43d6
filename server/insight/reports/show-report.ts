import type { LocalText } from "../../../contract/values.ts";
import { notFound } from "../../platform/errors.ts";
import type { InsightParts } from "../parts.ts";
import { showAfter } from "./show-after.ts";
import { showCurve, spotlightBands } from "./show-curve.ts";
import { type ProductSteps, showFunnel } from "./show-funnel.ts";
import { showMetrics } from "./show-metrics.ts";
import { windowOf } from "./show-window.ts";

/**
 * The report of a show: while it was on air, and what its viewers did afterwards.
 * Errors: not_found (also before it went on air), unavailable.
 */
export async function showReport(parts: InsightParts, shopId: string, showId: string) {
  const { show, window } = await windowOf(parts, shopId, showId);
  if (!window) throw notFound("report of a show that was not on air:", showId);
  const isOver = show.endedAt !== null;
  const inShow = await showMetrics(parts, window, show.peak);
  const minutes = await showCurve(parts, window);
  const bands = await spotlightBands(parts, window, isOver);
  const steps = await showFunnel(parts, window);
  const after = isOver ? await showAfter(parts, window) : [];
  const runSheet = await parts.live.shows.runSheet(shopId, showId);
  const funnel = withUnseen(
    steps,
    runSheet.map((entry) => entry.productId),
  );
  const titles = await titlesOf(parts, shopId, [...funnel, ...bands]);
  const withTitle = <Line extends { readonly productId: string }>(line: Line) => {
    return { ...line, title: titles.get(line.productId) ?? {} };
  };
  return {
    showId,
    title: show.title,
    startedAt: window.startedAt.toISOString(),
    ...(show.endedAt && { endedAt: show.endedAt.toISOString() }),
    currency: window.currency,
    inShow,
    after,
    minutes,
    spotlights: bands.map(withTitle),
    funnel: funnel.map(withTitle),
  };
}

/** Products of the run-sheet that nobody saw belong into the funnel too. */
function withUnseen(steps: readonly ProductSteps[], runSheet: readonly string[]): ProductSteps[] {
  const known = new Set(steps.map((step) => step.productId));
  const unseen = runSheet
    .filter((id) => !known.has(id))
    .map((productId) => ({ productId, seen: 0, clicked: 0, buyers: 0, units: 0, gmvCents: 0 }));
  return [...steps, ...unseen];
}

async function titlesOf(
  parts: InsightParts,
  shopId: string,
  lines: readonly { readonly productId: string }[],
): Promise<Map<string, LocalText>> {
  const ids = [...new Set(lines.map((line) => line.productId))];
  const products = await parts.shop.catalogue.products(shopId, ids);
  return new Map(products.map((product) => [product.id, product.title]));
}
