export type MediaStats = {
  readonly framesPerSecond: number;
  readonly width: number;
  readonly height: number;
  /** Undefined until measured. */
  readonly roundTripMs: number | undefined;
  /** 0–1, since the session began (playing) or in the last report (publishing). */
  readonly lossShare: number;
  /** Sound and picture since the session began. */
  readonly bytes: number;
};

/** One entry of a statistics report, as loosely typed as browsers write it. */
export type StatsEntry = Readonly<Record<string, unknown>>;

export function entriesOf(report: RTCStatsReport): StatsEntry[] {
  const entries: StatsEntry[] = [];
  report.forEach((entry: StatsEntry) => entries.push(entry));
  return entries;
}

export function numberIn(entry: StatsEntry | undefined, name: string): number | undefined {
  const value = entry?.[name];
  return typeof value === "number" ? value : undefined;
}

/** Round trip of the path in use. */
export function roundTripMsIn(entries: readonly StatsEntry[]): number | undefined {
  const pair = entries.find((entry) => entry["type"] === "candidate-pair" && entry["nominated"] === true);
  const seconds = numberIn(pair, "currentRoundTripTime");
  return seconds === undefined ? undefined : seconds * 1000;
}

/** Sum of a number over the entries of a type. */
export function sumIn(entries: readonly StatsEntry[], type: string, name: string): number {
  return entries.reduce((sum, entry) => sum + (entry["type"] === type ? (numberIn(entry, name) ?? 0) : 0), 0);
}
