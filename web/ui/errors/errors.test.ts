import { expect, test } from "vitest";
import { errorCatalogue } from "../../../contract/errors.ts";
import { ApiError } from "../../client/api.ts";
import { readFailure } from "./failure.ts";
import en from "./text.en.ts";
import zh from "./text.zh-CN.ts";

const codes = [...Object.keys(errorCatalogue), "offline", "cancelled"];

test.each([
  ["Chinese", zh],
  ["English", en],
])("every error is told in %s, with what the reader can do", (_, words) => {
  expect(Object.keys(words).toSorted()).toEqual(codes.flatMap((code) => [code, `${code}_do`]).toSorted());
});

test("a failure is read from a thrown error and from the body of an answer", () => {
  const thrown = Object.assign(new Error("gone"), { code: "out_of_stock" });
  expect(readFailure(thrown).code).toBe("out_of_stock");
  const body = { error: { code: "internal", message: "", requestId: "r-1" } };
  expect(readFailure(body)).toEqual({ code: "internal", requestId: "r-1" });
});

test("no network is told as such; anything unknown is our mistake", () => {
  expect(readFailure(new ApiError("offline", "")).code).toBe("offline");
  expect(readFailure(new TypeError("Failed to fetch")).code).toBe("offline");
  expect(readFailure(new TypeError("x is not a function")).code).toBe("internal");
  expect(readFailure({ code: "toString" }).code).toBe("internal");
  expect(readFailure(undefined).code).toBe("internal");
});
