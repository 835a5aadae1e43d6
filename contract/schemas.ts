import { z } from "zod";
import * as engage from "./engage/engage.ts";
import * as insight from "./insight/insight.ts";
import * as join from "./join/join.ts";
import * as sales from "./live/sales.ts";
import * as shows from "./live/shows.ts";
import * as repurchase from "./repurchase/repurchase.ts";
import * as catalogue from "./shop/catalogue.ts";
import * as identity from "./shop/identity.ts";
import * as imports from "./shop/imports.ts";
import * as orders from "./shop/orders.ts";
import * as staff from "./shop/staff.ts";
import * as values from "./values.ts";

const modules = [
  values,
  staff,
  catalogue,
  orders,
  identity,
  imports,
  shows,
  sales,
  join,
  engage,
  repurchase,
  insight,
];

/** Objects and enumerations of the contract by the name they are exported under: the API's documentation names them so. */
export function namedSchemas(): Record<string, z.ZodType> {
  const named: Record<string, z.ZodType> = {};
  for (const [name, value] of modules.flatMap((module) => Object.entries<unknown>(module))) {
    if (!(value instanceof z.ZodObject || value instanceof z.ZodEnum)) continue;
    // Parts of addresses are written out where they stand.
    if (name.endsWith("Params") || name.endsWith("Query")) continue;
    if (named[name] !== undefined && named[name] !== value)
      throw new Error(`Two schemas are called ${name}.`);
    named[name] = value;
  }
  return Object.fromEntries(Object.entries(named).toSorted(([left], [right]) => (left < right ? -1 : 1)));
}
