import type { Language } from "../../../../contract/values.ts";
import type { Clock } from "../../../platform/clock/index.ts";
import type { Database } from "../../../platform/database/index.ts";
import type { Events } from "../../../platform/events/index.ts";

/** What writing an import needs to know. */
export type ImportContext = {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: Pick<Events, "append">;
  readonly shopId: string;
  readonly shopLanguage: Language;
  /** Zone of the file, taken for its customers until they tell their own. */
  readonly timeZone: string;
  readonly source: string;
  /** Channels that the merchant states all customers of the file have agreed to. */
  readonly consents: readonly string[];
  readonly written: Written;
};

/** What was really written, in this run. A second run of the same file writes nothing. */
export type Written = {
  orders: number;
  lines: number;
  members: number;
  products: number;
  refunds: number;
  refundsMatched: number;
  changedOrders: number;
  changedMembers: number;
  conflicts: number;
};

export function nothingWritten(): Written {
  return {
    orders: 0,
    lines: 0,
    members: 0,
    products: 0,
    refunds: 0,
    refundsMatched: 0,
    changedOrders: 0,
    changedMembers: 0,
    conflicts: 0,
  };
}
