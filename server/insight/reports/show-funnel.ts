import type { InsightParts } from "../parts.ts";
import { factsInShow, ordersOfShow, type ShowWindow } from "./show-window.ts";

export type ProductSteps = {
  readonly productId: string;
  readonly seen: number;
  readonly clicked: number;
  readonly buyers: number;
  readonly units: number;
  readonly gmvCents: number;
};

/** Seen → opened → bought for each product, in people; the funnel only narrows. What sold most comes first. */
export function showFunnel({ behaviour }: InsightParts, window: ShowWindow): Promise<ProductSteps[]> {
  return behaviour.rows<ProductSteps>(
    `SELECT product AS productId, count() AS seen, countIf(has_opened OR bought_units > 0) AS clicked,
       countIf(bought_units > 0) AS buyers, sum(bought_units) AS units, sum(bought_cents) AS gmvCents
     FROM (
       SELECT product, person, max(opened) AS has_opened, sum(units) AS bought_units, sum(cents) AS bought_cents
       FROM (
         SELECT product_id AS product, person, type = 'product.opened' AS opened, 0 AS units, 0 AS cents
         FROM ${factsInShow(["product.seen", "product.opened"], "type, product_id")}
         UNION ALL
         SELECT product, person, false AS opened, units, line_total AS cents
         FROM ${ordersOfShow} ARRAY JOIN line_product AS product, line_units AS units, line_cents AS line_total
       ) GROUP BY product, person)
     GROUP BY product ORDER BY gmvCents DESC, seen DESC, product`,
    window,
  );
}
