/** The referee's report: Markdown with plots as SVG beside it. It says where Refrain is first and where it is not. */
import { type Rhythm, rhythmOf } from "./calibration.ts";
import type { Result } from "./play.ts";
import { barChart, lineChart } from "./plots.ts";
import type { Policy } from "./policies.ts";
import { truth } from "./truth.ts";

type Asked = { seeds: number; weeks: number; shoppers: number; warmUpDays: number; seconds: number };
type Measure = {
  readonly name: string;
  readonly of: (result: Result) => number;
  readonly better: "more" | "less";
};

const measures: readonly Measure[] = [
  { name: "Repeat orders", of: (result) => result.repeatOrders, better: "more" },
  { name: "Margin after offers, ¥", of: (result) => result.marginCents / 100, better: "more" },
  { name: "Unsubscribed", of: (result) => result.unsubscribed, better: "less" },
  { name: "Active and reachable at the end", of: (result) => result.active, better: "more" },
];
const ours = "refrain";

export function writeReport(
  results: readonly Result[],
  policies: readonly Policy[],
  asked: Asked,
  retail: Rhythm | undefined,
): [string, string][] {
  const of = (key: string) => results.filter((result) => result.policy === key);
  const weekly = (pick: (result: Result) => readonly number[]) =>
    policies.map(({ key, name }) => ({ name, values: meanOf(of(key).map(pick)) }));
  const simulated = rhythmOf(of("nothing").flatMap((result) => result.orderDays));
  const files: [string, string][] = [
    [
      "margin.svg",
      lineChart(
        "Margin after offers, cumulative, ¥",
        weekly((one) => one.marginByWeek.map((cents) => cents / 100)),
      ),
    ],
    [
      "active.svg",
      lineChart(
        "Active and reachable members",
        weekly((one) => one.activeByWeek),
      ),
    ],
    ["gaps.svg", gapChart(simulated, retail)],
  ];
  return [["report.md", textOf(policies, of, asked, simulated, retail)], ...files];
}

function textOf(
  policies: readonly Policy[],
  of: (key: string) => Result[],
  asked: Asked,
  simulated: Rhythm,
  retail: Rhythm | undefined,
): string {
  const head = `# The referee

${asked.shoppers} shoppers, ${asked.warmUpDays / 7} weeks of history without marketing, then ${asked.weeks} weeks under each policy; ${asked.seeds} seeds, ${asked.seconds.toFixed(0)} s.
Mean over seeds; in brackets what Refrain's plan has more, with its 95 % interval over the same seeds (Student's t).
`;
  const table = [
    `| policy | ${measures.map(({ name }) => name).join(" | ")} | messages (selling) | discounts, ¥ | trust |`,
    `| --- | ${measures.map(() => "---").join(" | ")} | --- | --- | --- |`,
    ...policies.map(({ key, name }) => {
      const mean = (pick: (result: Result) => number) => average(of(key).map(pick));
      const cells = measures.map(
        (measure) =>
          `${mean(measure.of).toFixed(0)}${key === ours ? "" : ` (${difference(of(ours), of(key), measure)})`}`,
      );
      const messages = `${mean((one) => one.messages).toFixed(0)} (${mean((one) => one.salesMessages).toFixed(0)})`;
      return `| ${name} | ${cells.join(" | ")} | ${messages} | ${mean((one) => one.discountCents / 100).toFixed(0)} | ${mean((one) => one.trust).toFixed(3)} |`;
    }),
  ].join("\n");
  const places = measures.map((measure) => {
    const ranked = policies
      .map(({ key, name }) => ({ key, name, value: average(of(key).map(measure.of)) }))
      .toSorted((a, b) => (measure.better === "more" ? b.value - a.value : a.value - b.value));
    const place = ranked.findIndex(({ key }) => key === ours) + 1;
    const first = ranked[0]!;
    return `- ${measure.name}: Refrain's plan is ${place === 1 ? "first" : `place ${place} of ${ranked.length}; first is “${first.name}”`}.`;
  });
  return [
    head,
    table,
    "\n## Where Refrain stands\n",
    ...places,
    "\n![margin](margin.svg)\n\n![active members](active.svg)\n",
    "## How far the market is like a real one\n",
    calibrationText(simulated, retail),
    "\n![gaps](gaps.svg)\n",
    "## The hidden truth\n",
    "Fixed before any policy was compared; no policy sees it. Blasts pass no gate, as in the tools that send them.\n",
    `\`\`\`json\n${JSON.stringify(truth, undefined, 2)}\n\`\`\`\n`,
  ].join("\n");
}

function calibrationText(simulated: Rhythm, retail: Rhythm | undefined): string {
  const row = (name: string, rhythm: Rhythm) =>
    `| ${name} | ${rhythm.buyers} | ${(rhythm.oneTimeShare * 100).toFixed(1)} % | ${rhythm.ordersPerBuyer.toFixed(2)} | ${rhythm.medianGapDays} |`;
  return [
    "The simulated market without marketing beside the first days, equally many, of Online Retail II.\n",
    "| market | buyers | bought on one day only | order days per buyer | median gap, days |",
    "| --- | --- | --- | --- | --- |",
    row("simulated", simulated),
    retail ? row("Online Retail II", retail) : "| Online Retail II | not at hand | | | |",
  ].join("\n");
}

function gapChart(simulated: Rhythm, retail: Rhythm | undefined): string {
  const series = [{ name: "simulated", values: simulated.gapShares }];
  if (retail) series.push({ name: "Online Retail II", values: retail.gapShares });
  return barChart("Weeks between two orders, share", series);
}

/** Paired over seeds: mean difference ± t · s / √n. */
function difference(first: readonly Result[], second: readonly Result[], { of }: Measure): string {
  const differences = first.map((one, i) => of(one) - of(second[i]!));
  const mean = average(differences);
  const sign = (value: number) => `${value >= 0 ? "+" : "−"}${Math.abs(value).toFixed(0)}`;
  const n = differences.length;
  if (n < 2) return `${sign(mean)}, one seed`;
  const variance = differences.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (n - 1);
  const half = studentT(n - 1) * Math.sqrt(variance / n);
  return `${sign(mean)}, ${sign(mean - half)} to ${sign(mean + half)}`;
}

/** 97.5 % quantile of Student's t by degrees of freedom. */
function studentT(freedom: number): number {
  const table = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];
  return table[freedom - 1] ?? 1.96 + 2.5 / freedom;
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function meanOf(lists: readonly (readonly number[])[]): number[] {
  return (lists[0] ?? []).map((_, i) => average(lists.map((list) => list[i]!)));
}
