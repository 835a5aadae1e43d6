import { pino } from "pino";
import { afterEach, expect, test, vi } from "vitest";
import { createFrozenClock } from "../clock/index.ts";
import { createTicker } from "./ticker.ts";

const log = pino({ level: "silent" });
const noon = "2026-03-01T12:00:00.000Z";

afterEach(() => vi.useRealTimers());

test("a task comes round by real time and is told the time of the injected clock", async () => {
  vi.useFakeTimers();
  const clock = createFrozenClock(noon);
  const ticker = createTicker({ clock, log });
  const turns: string[] = [];
  ticker.every("due", 10, async (now) => void turns.push(now.toISOString()));
  ticker.start();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(turns).toHaveLength(3);
  expect(new Set(turns)).toEqual(new Set([noon]));
  await ticker.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(turns).toHaveLength(3);
});

test("a slow task never overlaps with itself, and a failing one comes round again", async () => {
  vi.useFakeTimers();
  const ticker = createTicker({ clock: createFrozenClock(noon), log });
  let atOnce = 0;
  let most = 0;
  let turns = 0;
  ticker.every("slow", 1, async () => {
    turns += 1;
    most = Math.max(most, (atOnce += 1));
    await new Promise((resolve) => setTimeout(resolve, 5000));
    atOnce -= 1;
    if (turns === 1) throw new Error("once");
  });
  ticker.start();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(most).toBe(1);
  expect(turns).toBeGreaterThan(2);
  const stopped = ticker.stop();
  await vi.advanceTimersByTimeAsync(5000);
  await stopped;
});

test("after the clock was put forward every task runs once with the new time, also when one fails", async () => {
  const clock = createFrozenClock(noon);
  const ticker = createTicker({ clock, log });
  const turns: string[] = [];
  ticker.every("first", 60, async () => {
    throw new Error("first failed");
  });
  ticker.every("second", 60, async (now) => void turns.push(now.toISOString()));
  clock.advance(86_400_000);
  await expect(ticker.runAllOnce()).rejects.toThrow("first failed");
  expect(turns).toEqual(["2026-03-02T12:00:00.000Z"]);
});
