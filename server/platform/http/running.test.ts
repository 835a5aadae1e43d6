import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Routes } from "../../../contract/route.ts";
import type { Handlers } from "./index.ts";
import { createTestHttp, type TestHttp } from "./testing.ts";

const Ok = z.object({ ok: z.literal(true) });

const routes = {
  "GET /api/v1/open": { summary: "Open", access: "public", response: Ok },
  "GET /api/v1/few": { summary: "Few", access: "public", ratePerMinute: 3, response: Ok },
  "GET /api/v1/slow": { summary: "Slow", access: "public", response: Ok },
  "GET /api/v1/orders/{id}": {
    summary: "One",
    access: "shopper",
    params: z.object({ id: z.uuid() }),
    response: Ok,
  },
} as const satisfies Routes;

const begun = Promise.withResolvers<void>();
const finish = Promise.withResolvers<void>();

const handlers: Handlers<typeof routes> = {
  "GET /api/v1/open": async () => ({ ok: true }),
  "GET /api/v1/few": async () => ({ ok: true }),
  "GET /api/v1/slow": async () => {
    begun.resolve();
    await finish.promise;
    return { ok: true };
  },
  "GET /api/v1/orders/{id}": async () => ({ ok: true }),
};

let http: TestHttp;
afterEach(async () => http.close());

async function open(env: Record<string, string> = {}): Promise<TestHttp["app"]> {
  http = await createTestHttp({ env });
  http.serve(routes, handlers);
  return http.app;
}

describe("limits", () => {
  it("a caller who asks too often is told how long to wait; others are not kept waiting", async () => {
    const app = await open();
    const ask = (remoteAddress: string) => app.inject({ url: "/api/v1/few", remoteAddress });
    for (let call = 0; call < 3; call += 1) expect((await ask("10.0.0.1")).statusCode).toBe(200);
    const refused = await ask("10.0.0.1");
    expect([refused.statusCode, refused.json().error.code]).toEqual([429, "too_many_requests"]);
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(50);
    expect((await ask("10.0.0.2")).statusCode).toBe(200);
  });

  it("one address has a limit over all routes", async () => {
    const app = await open({ ADDRESS_PER_MINUTE: "60" });
    const statuses: number[] = [];
    for (let call = 0; call < 61; call += 1) statuses.push((await app.inject("/api/v1/open")).statusCode);
    expect(statuses.indexOf(429)).toBe(60);
  });

  it("can be switched off for load tests", async () => {
    const app = await open({ RATE_LIMITS: "off" });
    const answers = await Promise.all(Array.from({ length: 10 }, () => app.inject("/api/v1/few")));
    expect(answers.every((answer) => answer.statusCode === 200)).toBe(true);
  });
});

describe("health and closing", () => {
  it("is ready only while every part works, and says which does not", async () => {
    const app = await open();
    http.addCheck("database", async () => {});
    expect((await app.inject("/readyz")).json()).toEqual({ ok: true, checks: { database: "ok" } });
    http.addCheck("media", async () => {
      throw new Error("secret host unreachable");
    });
    const answer = await app.inject("/readyz");
    expect([answer.statusCode, answer.json().error.code]).toEqual([503, "unavailable"]);
    expect(answer.json().error.details.failed).toEqual(["media"]);
    expect(answer.body).not.toContain("secret host");
    expect((await app.inject("/healthz")).json()).toEqual({ ok: true });
  });

  it("lets a running request finish before it closes", async () => {
    await open();
    const port = await http.listen();
    const answer = new Promise<number>((resolve, reject) => {
      httpRequest({ port, host: "127.0.0.1", path: "/api/v1/slow" }, (response) =>
        resolve(response.statusCode!),
      )
        .on("error", reject)
        .end();
    });
    await begun.promise;
    const closed = http.close();
    finish.resolve();
    expect(await answer).toBe(200);
    await closed;
  });

  it("cuts what still hangs when the time is over, upgraded sockets too", async () => {
    await open({ SHUTDOWN_SECONDS: "0" });
    const upgraded = Promise.withResolvers<void>();
    http.app.server.on("upgrade", (_request, socket) => {
      socket.on("error", () => {});
      upgraded.resolve();
    });
    const port = await http.listen();
    const socket = connect(port, "127.0.0.1");
    const ended = new Promise<string>((resolve) =>
      socket.once("close", () => resolve("cut")).on("error", () => {}),
    );
    socket.write("GET /live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    await upgraded.promise;
    await http.close();
    expect(await ended).toBe("cut");
  });

  it("bytes that are not HTTP get a documented error", async () => {
    await open();
    const socket = connect(await http.listen(), "127.0.0.1");
    socket.write("HELLO\r\n\r\n");
    let text = "";
    for await (const chunk of socket) text += String(chunk);
    expect(text).toContain("400 Bad Request");
    expect(text).toContain('"code":"invalid_input"');
  });
});

describe("the list of served routes", () => {
  it("names every route as the contract does, and what is outside of it", async () => {
    await open();
    const served = http.listServedRoutes();
    expect(served.filter((route) => route.inContract).map((route) => route.key)).toEqual([
      "GET /healthz",
      "GET /readyz",
      ...Object.keys(routes),
    ]);
    expect(served.filter((route) => !route.inContract)).toEqual([]);
  });

  it("does not start with a route that has no handler", async () => {
    await open();
    const incomplete = {} as Handlers<{ "GET /api/v1/late": (typeof routes)["GET /api/v1/open"] }>;
    expect(() => http.serve({ "GET /api/v1/late": routes["GET /api/v1/open"] }, incomplete)).toThrow(
      "no handler",
    );
  });
});
