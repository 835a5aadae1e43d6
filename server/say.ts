import type { Log } from "./platform/log/index.ts";
import type { Settings } from "./platform/settings.ts";

/** A line for the person at the terminal; logs are for machines. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

type Announcement = {
  readonly settings: Settings;
  readonly port: number;
  readonly seconds: number;
  readonly signIns: readonly { email: string; password: string; role: string }[];
};

/** Where to go now, and how to sign in. */
export function announce({ settings, port, seconds, signIns }: Announcement): void {
  const base = settings.publicUrl.replace(/:0$/u, `:${port}`);
  say("");
  say(`  Refrain 回响 is ready (${seconds.toFixed(1)} s).`);
  say("");
  say(`  Shoppers   ${base}/`);
  say(`  Merchant   ${base}/console/`);
  say(`  API        ${base}/api/docs/`);
  if (settings.demo) {
    say("");
    for (const { email, password, role } of signIns) say(`  ${role.padEnd(9)}  ${email}  /  ${password}`);
  }
  say("");
}

let progressIsOpen = false;

/** Where logs go on a terminal: a line that comes while a progress line grows takes its place, which is drawn anew below. */
export const aboveTheProgress = {
  write(line: string): void {
    process.stdout.write(progressIsOpen ? `\r\u001B[2K${line}` : line);
  },
};

/** Keeps news out of the log, not warnings, until what it gives is called: twelve weeks in seconds are no news. */
export function hushed(log: Log): () => void {
  const { level } = log;
  if (log.isLevelEnabled("info") && !log.isLevelEnabled("debug")) log.level = "warn";
  return () => {
    log.level = level;
  };
}

/** A line that grows in place on a terminal and ends with its seconds; elsewhere one line for each quarter. */
export function progressLine(work: string): (share: number, note: string) => void {
  let lastQuarter = -1;
  let startedAt: number | undefined;
  return (share, note) => {
    startedAt ??= performance.now();
    const ending = `${note} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
    const words = share >= 1 ? ending : note;
    if (process.stdout.isTTY) {
      const filled = Math.round(share * 30);
      const bar = "█".repeat(filled) + "░".repeat(30 - filled);
      progressIsOpen = share < 1;
      process.stdout.write(`\r${work} ${bar} ${words.padEnd(20)}${progressIsOpen ? "" : "\n"}`);
      return;
    }
    const quarter = Math.floor(share * 4);
    if (quarter > lastQuarter) say(`${work}: ${share >= 1 ? ending : `${Math.round(share * 100)} %`}`);
    lastQuarter = quarter;
  };
}
