import { readableCounts } from "./counts.ts";
import type { RunProgress } from "./run-import.ts";
import type { ImportRunRow } from "./run-store.ts";

/** What the import command shows: a bar while it works, then the report. */
export type Terminal = {
  say(line: string): void;
  problem(line: string): void;
  progress(share: number, progress: RunProgress): void;
  report(run: ImportRunRow, seconds: number): void;
};

type Output = { readonly isTTY?: boolean; readonly write: (text: string) => unknown };

/** The report goes to `output`; bar and problems to `errors`, so that the report can be kept in a file. */
export function createTerminal(output: Output, errors: Output): Terminal {
  let barShown = false;
  let lastTenth = -1;
  const endBar = (): void => {
    if (barShown) errors.write("\n");
    barShown = false;
  };
  return {
    say: (line) => void output.write(`${line}\n`),
    problem: (line) => {
      endBar();
      errors.write(`${line}\n`);
    },
    progress: (share, { report, written }) => {
      const note = `${count(report.rows)} lines, ${count(written.orders)} new orders`;
      if (errors.isTTY) {
        const filled = Math.round(Math.min(1, share) * 30);
        errors.write(`\r${"█".repeat(filled)}${"░".repeat(30 - filled)} ${note.padEnd(44)}`);
        barShown = true;
        return;
      }
      const tenth = Math.floor(share * 10);
      if (tenth > lastTenth) errors.write(`${Math.min(100, tenth * 10)} %: ${note}\n`);
      lastTenth = Math.max(tenth, lastTenth);
    },
    report: (run, seconds) => {
      endBar();
      output.write(`${reportLines(run, seconds).join("\n")}\n`);
    },
  };
}

function reportLines(run: ImportRunRow, seconds: number): string[] {
  const figures = readableCounts(run.counts).map(
    ([name, value]) => `  ${name.replaceAll("_", " ").padEnd(28)} ${count(value).padStart(12)}`,
  );
  const lines = [
    `${run.status} in ${seconds.toFixed(1)} s, ${count(Math.round(run.linesRead / Math.max(seconds, 0.001)))} lines/s`,
    ...figures,
    `  ${"rejected".padEnd(28)} ${count(run.rejected).padStart(12)}`,
  ];
  if (run.firstOrderAt && run.lastOrderAt) {
    lines.push(`  orders from ${run.firstOrderAt.toISOString()} to ${run.lastOrderAt.toISOString()}`);
  }
  if (run.rejected > 0) lines.push("  The rejected rows can be downloaded in the console, under Imports.");
  if (run.error) lines.push(`  ${run.error}`);
  return lines;
}

function count(value: number): string {
  return value.toLocaleString("en");
}
