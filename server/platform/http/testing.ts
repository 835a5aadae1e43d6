import { createFrozenClock } from "../clock/index.ts";
import { createLog } from "../log/index.ts";
import { loadSettings, type Environment } from "../settings.ts";
import { createHttp, type Http, type HttpOptions } from "./http.ts";
import type { Authenticate } from "./principal.ts";

export type TestHttp = Http & {
  /** Every line logged so far, as written. */
  readonly lines: readonly string[];
  /** Headers that a page of ours sends along with a write. */
  readonly ownPage: Readonly<Record<string, string>>;
};

/** A server for tests: answers are checked against the contract, the log is kept, no page is served. */
export async function createTestHttp(
  options: { authenticate?: Authenticate; env?: Environment } & Partial<
    Pick<HttpOptions, "clock" | "openApi">
  > = {},
): Promise<TestHttp> {
  const lines: string[] = [];
  const env = {
    NODE_ENV: "test",
    PORT: "0",
    HOST: "127.0.0.1",
    LOG_LEVEL: "debug",
    PAGES_DIR: "/nonexistent",
    ...options.env,
  };
  const { settings } = loadSettings(env);
  const http = await createHttp({
    settings,
    log: createLog(settings, { write: (line) => void lines.push(line) }),
    clock: options.clock ?? createFrozenClock("2026-05-20T12:00:00Z"),
    authenticate: options.authenticate ?? (async () => ({})),
    ...(options.openApi === undefined ? {} : { openApi: options.openApi }),
  });
  return { ...http, lines, ownPage: { "sec-fetch-site": "same-origin" } };
}
