import { type Database, sql } from "../../../platform/database/index.ts";

/**
 * PostgreSQL plans by what it last counted, and keeps plans for as long as a connection lives. A table that grows from
 * nothing to a million rows within a minute is planned as an empty one until autovacuum comes by: each foreign key check
 * then walks all orders of the shop. So an import has the tables counted whenever they have grown much.
 */
export function createStatistics(db: Database) {
  let nextAt = 1;
  return {
    /** Counts if what this run has written has grown threefold since the last time. */
    async afterWriting(rows: number): Promise<void> {
      if (rows < nextAt) return;
      nextAt = Math.max(rows * 3, 20_000);
      await db.run(sql`analyze shop_order, order_line, member, member_identity, product, variant, refund`);
    },
  };
}
