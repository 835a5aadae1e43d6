import { useFormat } from "../../../ui/index.ts";
import type { Lift } from "./experiments.tsx";

/** Revenue is in minor units; the others are counts. */
const money: ReadonlySet<Lift["metric"]> = new Set(["revenue"]);

/** How a metric's values are written: money, or a count with up to three digits. */
export function useLiftNumber(metric: Lift["metric"]): (value: number) => string {
  const format = useFormat();
  return (value) =>
    money.has(metric) ? format.money(Math.round(value)) : format.number(Number(value.toPrecision(3)));
}
