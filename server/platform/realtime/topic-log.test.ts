import * as fc from "fast-check";
import { expect, test } from "vitest";
import { flushWindow } from "./fanout.ts";
import { chatRate, createBucket } from "./rates.ts";
import { type Entry, createTopicLog } from "./topic-log.ts";

const say = (text: string) => ({ lane: "must", type: "said", data: text }) as const;
const set = (key: string, data: number) => ({ lane: "state", type: "stock", key, data }) as const;

test("the ring forgets by count and by bytes, but never what was not sent yet", () => {
  const log = createTopicLog({ maxMessages: 3, maxBytes: 56 });
  for (let number = 0; number < 10; number += 1) log.append(say("x"), 0);
  expect(log.since(0, 10)).toHaveLength(10);
  log.release(10);
  expect(log.since(6, 10)).toBeUndefined();
  expect(log.since(7, 10)).toHaveLength(3);
  log.append(say("a long one that fills the bytes of the ring by itself"), 0);
  log.release(11);
  expect(log.since(10, 11)).toHaveLength(1);
  expect(log.since(9, 11)).toBeUndefined();
});

test("an offset that was never given is not resumed", () => {
  const log = createTopicLog({ maxMessages: 3, maxBytes: 1000 });
  log.append(say("x"), 0);
  expect(log.since(2, 2)).toBeUndefined();
});

/** What a page knows: the last value of each state key and everything of the must lane. */
function see(page: { offset: number; state: Map<string, string>; said: string[] }, entries: Entry[]) {
  for (const entry of entries) {
    expect(entry.offset).toBeGreaterThan(page.offset);
    page.offset = entry.offset;
    if (entry.stateKey) page.state.set(entry.stateKey, entry.json);
    else page.said.push(entry.json);
  }
}

test("however often a page comes and goes, it ends with what a page that stayed has seen", () => {
  const message = fc.oneof(
    fc.record({ kind: fc.constant("say" as const), text: fc.string({ maxLength: 5 }) }),
    fc.record({ kind: fc.constant("set" as const), key: fc.constantFrom("a", "b"), value: fc.nat(9) }),
    fc.record({ kind: fc.constant("look" as const) }),
  );
  fc.assert(
    fc.property(fc.array(message, { maxLength: 60 }), (steps) => {
      const log = createTopicLog({ maxMessages: 1000, maxBytes: 100_000 });
      const stays = { offset: 0, state: new Map<string, string>(), said: [] as string[] };
      const returns = { offset: 0, state: new Map<string, string>(), said: [] as string[] };
      for (const step of steps) {
        if (step.kind === "look") see(returns, log.since(returns.offset, log.head())!);
        else log.append(step.kind === "say" ? say(step.text) : set(step.key, step.value), 0);
        see(stays, log.since(stays.offset, log.head())!);
      }
      see(returns, log.since(returns.offset, log.head())!);
      expect(returns.state).toEqual(stays.state);
      expect(returns.said).toEqual(stays.said);
    }),
  );
});

test("the latest state outlives the ring", () => {
  const log = createTopicLog({ maxMessages: 2, maxBytes: 1000 });
  log.append(set("a", 1), 0);
  log.append(set("b", 2), 0);
  for (let number = 0; number < 5; number += 1) log.append(say("x"), 0);
  log.append(set("a", 3), 0);
  log.release(8);
  expect(log.states(7).map((entry) => entry.json)).toEqual(["2"]);
  expect(log.states(8).map((entry) => entry.json)).toEqual(["2", "3"]);
});

test("a topic waits between flushes so that sending takes three tenths of the time, a quarter second at most", () => {
  expect(flushWindow(0)).toBe(0);
  expect(flushWindow(3)).toBeCloseTo(10);
  expect(flushWindow(10_000)).toBe(250);
});

test("the chat lane shows fewer messages the more people watch", () => {
  expect([10, 1000, 10_000].map(chatRate)).toEqual([200, 100, 30]);
  const bucket = createBucket(10, 5, 0);
  const taken = Array.from({ length: 100 }, (_, index) => bucket.take(index * 20));
  expect(taken.filter(Boolean)).toHaveLength(5 + Math.floor(10 * 1.98));
});
