import { expect, it } from "vitest";
import { createAttempts } from "./attempt.ts";

it("a request keeps its key until it succeeded, another request gets another", () => {
  let made = 0;
  const attempts = createAttempts(() => `key-${(made += 1)}`);
  expect(attempts.keyFor({ tea: 1 })).toBe("key-1");
  expect(attempts.keyFor({ tea: 1 })).toBe("key-1");
  expect(attempts.keyFor({ tea: 2 })).toBe("key-2");
  attempts.succeeded();
  expect(attempts.keyFor({ tea: 2 })).toBe("key-3");
});
