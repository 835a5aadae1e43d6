import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Clickhouse, connectClickhouse } from "./connect-clickhouse.ts";
import { type EmbeddedClickhouse, startEmbeddedClickhouse } from "./start-embedded-clickhouse.ts";

export type TestClickhouse = {
  readonly clickhouse: Clickhouse;
  readonly embedded: EmbeddedClickhouse;
  /** Ends the engine and removes everything it stored. */
  drop(): Promise<void>;
};

/** An empty embedded behaviour store in a directory of its own, for tests. Takes half a second. */
export async function startTestClickhouse(): Promise<TestClickhouse> {
  const dataDir = mkdtempSync(join(tmpdir(), "refrain-behaviour-"));
  const embedded = await startEmbeddedClickhouse({ dataDir });
  const clickhouse = connectClickhouse({ url: embedded.url });
  return {
    clickhouse,
    embedded,
    async drop() {
      await clickhouse.close();
      await embedded.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
