import { randomBytes } from "node:crypto";
import Fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createFrozenClock } from "../../platform/clock/index.ts";
import { RefrainError } from "../../platform/errors.ts";
import { type MediaEngine, registerMediaRoutes, signMediaToken } from "./index.ts";

const tokenKey = randomBytes(32);
const clock = createFrozenClock("2026-03-01T12:00:00Z");
const ended: string[] = [];
const engine: MediaEngine = {
  publish: ({ streamId, offerSdp }) =>
    Promise.resolve({ sessionId: `p-${streamId}`, answerSdp: `answer to ${offerSdp}` }),
  play: () => Promise.reject(new RefrainError("not_on_air")),
  end: (sessionId) => Promise.resolve(void ended.push(sessionId)),
  kick: () => Promise.resolve(),
  stats: () => Promise.resolve({ streams: [], sessions: 0 }),
  on: () => () => undefined,
  close: () => Promise.resolve(),
};

let app: FastifyInstance;
beforeAll(async () => {
  app = Fastify();
  app.setErrorHandler((error, _request, reply) => {
    const { status, code, details } = error as RefrainError;
    return reply.code(status).send({ error: { code, details } });
  });
  const allow = (token: { showId: string }) =>
    token.showId === "over" ? Promise.reject(new RefrainError("not_allowed")) : Promise.resolve();
  await registerMediaRoutes(app, { engine, clock, tokenKey, allow });
  app.post("/api/v1/orders", (request) => request.body);
});
afterAll(() => app.close());

const token = (may: "publish" | "play", showId = "show", expiresAt = new Date("2026-03-01T12:05:00Z")) =>
  `Bearer ${signMediaToken({ shopId: "shop", showId, may, expiresAt }, tokenKey)}`;

const post = (url: string, authorization: string, body = "v=0", type = "application/sdp") =>
  app.inject({ method: "POST", url, headers: { authorization, "content-type": type }, payload: body });

test("an offer is answered with 201, the session's address and its tag", async () => {
  const response = await post("/api/v1/whip/show", token("publish"));
  expect(response.statusCode).toBe(201);
  expect(response.body).toBe("answer to v=0");
  expect(response.headers).toMatchObject({
    "content-type": "application/sdp",
    location: "/api/v1/whip/show/p-show",
    etag: '"p-show"',
  });
});

test("the session's address ends it, also when the token has run out", async () => {
  const old = token("publish", "show", new Date("2026-03-01T11:00:00Z"));
  const response = await app.inject({
    method: "DELETE",
    url: "/api/v1/whip/show/p-show",
    headers: { authorization: old },
  });
  expect(response.statusCode).toBe(200);
  expect(ended).toEqual(["p-show"]);
});

describe("a refusal says why", () => {
  test.each([
    ["no token", "/api/v1/whip/show", "", 401, "media_token_invalid"],
    ["a token to play", "/api/v1/whip/show", token("play"), 401, "media_token_invalid"],
    ["a token for another stream", "/api/v1/whip/other", token("publish"), 401, "media_token_invalid"],
    ["a show that is over", "/api/v1/whip/over", token("publish", "over"), 403, "not_allowed"],
    ["nothing on air", "/api/v1/whep/show", token("play"), 404, "not_on_air"],
  ])("%s", async (_name: string, url: string, authorization: string, status: number, code: string) => {
    const response = await post(url, authorization);
    expect(response.statusCode).toBe(status);
    expect(response.json()).toMatchObject({ error: { code } });
  });

  test("a body that is no SDP", async () => {
    const json = await post("/api/v1/whip/show", token("publish"), "{}", "application/json");
    expect(json.json()).toMatchObject({
      error: { code: "unsupported_format", details: { supported: ["application/sdp"] } },
    });
    const empty = await app.inject({
      method: "POST",
      url: "/api/v1/whip/show",
      headers: { authorization: token("publish") },
    });
    expect(empty.statusCode).toBe(415);
  });
});

test("candidates are not trickled, and what is reserved is refused", async () => {
  for (const [method, url] of [
    ["PATCH", "/api/v1/whip/show/p-show"],
    ["GET", "/api/v1/whip/show"],
    ["PUT", "/api/v1/whep/show"],
  ] as const) {
    expect((await app.inject({ method, url })).statusCode).toBe(405);
  }
  const options = await app.inject({ method: "OPTIONS", url: "/api/v1/whip/show" });
  expect(options.headers["accept-post"]).toBe("application/sdp");
});

test("other routes read JSON as before", async () => {
  const response = await app.inject({ method: "POST", url: "/api/v1/orders", payload: { a: 1 } });
  expect(response.json()).toEqual({ a: 1 });
});
