import { expect, test } from "vitest";
import { labelObstacle, topicOf, type TouchClass, type TouchKind, type TouchPurpose } from "./touch.ts";

const kinds: readonly TouchKind[] = [
  "content",
  "repeat_reminder",
  "recommendation",
  "offer",
  "show_reminder",
  "welcome",
  "order_update",
];

test("of all labels only an order's news that does not sell passes outside the budget", () => {
  const passing: string[] = [];
  for (const kind of kinds)
    for (const purpose of ["value", "sales"] as readonly TouchPurpose[])
      for (const klass of ["marketing", "service"] as readonly TouchClass[])
        if (!labelObstacle({ kind, purpose, class: klass }) && klass === "service")
          passing.push(`${kind} ${purpose}`);
  expect(passing).toEqual(["order_update value"]);
});

test("what sells is labelled as selling", () => {
  for (const kind of ["offer", "recommendation"] as const) {
    expect(labelObstacle({ kind, class: "marketing", purpose: "value" })).toBeDefined();
    expect(labelObstacle({ kind, class: "marketing", purpose: "sales" })).toBeUndefined();
  }
});

test("two touches are about the same when they carry the same piece, or the same product in the same way", () => {
  expect(topicOf({ kind: "content", contentId: "1", productId: "2" })).toBe("content:1");
  expect(topicOf({ kind: "repeat_reminder", productId: "2" })).toBe("repeat_reminder:2");
  expect(topicOf({ kind: "welcome" })).toBeNull();
});
