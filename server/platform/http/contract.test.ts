import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Route, RouteKey, Routes } from "../../../contract/route.ts";
import { buildOpenApi } from "../../../contract/openapi.ts";
import { allRoutes, routesByChapter } from "../../../contract/routes.ts";
import { isOpenApiCurrent } from "./emit-openapi.ts";
import type { Handlers } from "./principal.ts";
import { createTestHttp, type TestHttp } from "./testing.ts";

const keys = Object.keys(allRoutes) as RouteKey[];
const routeOf = (key: RouteKey): Route => (allRoutes as Routes)[key]!;

/** Health is served by the platform itself. */
const chapterRoutes = Object.fromEntries(
  keys.filter((key) => !["GET /healthz", "GET /readyz"].includes(key)).map((key) => [key, routeOf(key)]),
) as Routes;

let http: TestHttp;
beforeAll(async () => {
  http = await createTestHttp();
  const unreachable = async () => Promise.reject(new Error("A stranger reached a handler."));
  http.serve(
    chapterRoutes,
    Object.fromEntries(Object.keys(chapterRoutes).map((key) => [key, unreachable])) as Handlers<Routes>,
  );
});
afterAll(async () => http.close());

const anyId = "0198c0de-0000-7000-8000-000000000009";

describe("the contract", () => {
  it("is described as it is", async () => {
    // When this fails: npm run openapi
    expect(await isOpenApiCurrent()).toBe(true);
  });

  it("notices a changed route", () => {
    const changed = {
      shop: { "GET /api/v1/shop": { summary: "Something else", access: "public" } },
    } as const;
    expect(buildOpenApi(changed)).not.toEqual(
      buildOpenApi({ shop: { "GET /api/v1/shop": allRoutes["GET /api/v1/shop"] } }),
    );
  });

  it("has every route in one chapter, and names each parameter of a path", () => {
    expect(
      Object.values(routesByChapter)
        .flatMap((routes) => Object.keys(routes))
        .toSorted(),
    ).toEqual(keys.toSorted());
    for (const key of keys) {
      const named = [...key.matchAll(/\{(\w+)\}/gu)].map((match) => String(match[1]));
      const params = routeOf(key).params as { shape?: Record<string, unknown> } | undefined;
      expect([key, ...Object.keys(params?.shape ?? {}).toSorted()]).toEqual([key, ...named.toSorted()]);
    }
  });

  it("can be served whole, and nothing else is", () => {
    const served = http
      .listServedRoutes()
      .filter((route) => route.inContract)
      .map((route) => route.key);
    expect(served.toSorted()).toEqual(keys.toSorted());
  });

  it("lets no stranger in, on any route that is not for everybody", async () => {
    const closed = keys.filter((key) => routeOf(key).access !== "public" && routeOf(key).access !== "demo");
    expect(closed.length).toBeGreaterThan(50);
    for (const key of closed) {
      const [method, path] = key.split(" ", 2) as ["GET", string];
      const answer = await http.app.inject({ method, url: path.replaceAll(/\{\w+\}/gu, anyId) });
      expect([key, answer.statusCode, answer.json().error.code]).toEqual([key, 401, "not_signed_in"]);
    }
  });
});
