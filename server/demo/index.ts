/**
 * The demo: a shop to look at, an outbox instead of the world, and a clock that can be put forward.
 *
 * Invariants: nothing of it is served unless the demo is on; a clock put forward stays so over a restart, so that
 * time never runs backwards over what was written.
 */
import { demoRoutes } from "../../contract/insight/insight.ts";
import type { MovableClock } from "../platform/clock/index.ts";
import type { Database } from "../platform/database/index.ts";
import type { Http } from "../platform/http/index.ts";
import * as store from "./outbox-store.ts";

export type { OutboxMessage } from "./outbox-store.ts";
export { keepMessage } from "./outbox-store.ts";

export type DemoParts = {
  readonly db: Database;
  readonly clock: MovableClock;
  readonly on: boolean;
  readonly signIns: readonly { email: string; password: string; role: string }[];
  /** Does everything that has fallen due. */
  readonly catchUp: () => Promise<void>;
  /** Lets every periodic task come round once. */
  readonly runTicks: () => Promise<void>;
  /** Keeps staff signed in over the time that is skipped. */
  readonly prolongSessions: (seconds: number) => Promise<void>;
};

const longestStepMs = 6 * 3_600_000;

/** Puts the clock forward in steps, doing after each what fell due, so that a week passes as a week would. */
export async function advanceClock(
  parts: Pick<DemoParts, "db" | "clock" | "catchUp" | "runTicks" | "prolongSessions">,
  seconds: number,
): Promise<void> {
  await parts.prolongSessions(seconds);
  let leftMs = seconds * 1000;
  while (leftMs > 0) {
    const stepMs = Math.min(leftMs, Math.max(longestStepMs, (seconds * 1000) / 200));
    parts.clock.advance(stepMs);
    leftMs -= stepMs;
    await parts.catchUp();
  }
  await parts.runTicks();
  await parts.catchUp();
  await store.writeState(parts.db, "clock_offset_ms", parts.clock.offset());
}

/** The demo's clock goes on from where it was before the restart. */
export async function restoreClock(db: Database, clock: MovableClock): Promise<void> {
  const offsetMs = await store.readState<number>(db, "clock_offset_ms");
  if (offsetMs) clock.advance(offsetMs);
}

export function serveDemo(http: Http, parts: DemoParts): void {
  const { db, clock } = parts;
  http.serve(demoRoutes, {
    "GET /api/v1/demo": () =>
      Promise.resolve({
        on: parts.on,
        now: clock.now().toISOString(),
        offsetSeconds: Math.round(clock.offset() / 1000),
        signIns: parts.on
          ? parts.signIns.map(({ email, password, role }) => ({ email, password, role }))
          : [],
      }),
    "POST /api/v1/demo/clock": async ({ body }) => {
      await advanceClock(parts, body.advanceSeconds);
      return { now: clock.now().toISOString() };
    },
    "GET /api/v1/demo/outbox": async ({ query }) => {
      const items = await store.listMessages(db, query.limit, query.to);
      return {
        items: items.map(({ html, at, headers, ...rest }) => {
          const wire = { ...rest, at: at.toISOString(), headers: { ...headers } };
          return html ? { ...wire, html } : wire;
        }),
      };
    },
    "DELETE /api/v1/demo/outbox": async () => {
      await store.emptyOutbox(db);
      return { ok: true };
    },
  });
}
