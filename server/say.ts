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

/** A line that grows in place on a terminal; elsewhere one line for each quarter. */
export function progressLine(work: string): (share: number, note: string) => void {
  let lastQuarter = -1;
  return (share, note) => {
    const done = share >= 1;
    if (process.stdout.isTTY) {
      const filled = Math.round(share * 30);
      const bar = "█".repeat(filled) + "░".repeat(30 - filled);
      process.stdout.write(`\r${work} ${bar} ${note.padEnd(20)}${done ? "\n" : ""}`);
      return;
    }
    const quarter = Math.floor(share * 4);
    if (quarter > lastQuarter) say(`${work}: ${Math.round(share * 100)} %`);
    lastQuarter = quarter;
  };
}
