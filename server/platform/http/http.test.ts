import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Routes } from "../../../contract/route.ts";
import { RefrainError } from "../errors.ts";
import { createTestHttp, type TestHttp } from "./testing.ts";
import type { Authenticate, Handlers } from "./index.ts";

const shopId = "0198c0de-0000-7000-8000-000000000001";
const memberId = "0198c0de-0000-7000-8000-000000000002";

/** Cookies say who they are; real sessions are another chapter's matter. */
const authenticate: Authenticate = async ({ cookies, authorization }) => ({
  ...(cookies["staff"] === "analyst" || cookies["staff"] === "owner"
    ? {
        staff: {
          kind: "staff",
          shopId,
          staffId: "s1",
          role: cookies["staff"],
          name: "Chen Yu",
          sessionId: "a",
        },
      }
    : {}),
  ...(cookies["shopper"] === undefined
    ? {}
    : {
        shopper: {
          kind: "shopper",
          shopId,
          memberId,
          joined: cookies["shopper"] === "joined",
          sessionId: "b",
        },
      }),
  ...(authorization === "Bearer rk_orders"
    ? { apiKey: { kind: "api_key", shopId, keyId: "k1", rights: ["orders.read", "orders.write"] } }
    : {}),
});

const routes = {
  "GET /api/v1/open": {
    summary: "Open",
    access: "public",
    response: z.object({ at: z.date(), who: z.string() }),
  },
  "GET /api/v1/mine": { summary: "Mine", access: "shopper", response: z.object({ memberId: z.string() }) },
  "GET /api/v1/members-only": {
    summary: "Members",
    access: "member",
    response: z.object({ memberId: z.string() }),
  },
  "GET /api/v1/orders/{id}": {
    summary: "An order",
    access: { right: "orders.read" },
    params: z.object({ id: z.uuid() }),
    query: z.object({ page: z.coerce.number().int().min(1).default(1) }),
    response: z.object({ id: z.string(), page: z.number(), caller: z.string() }),
  },
  "POST /api/v1/orders": {
    summary: "Order",
    access: "shopper",
    idempotent: true,
    body: z.object({
      lines: z.array(z.object({ sku: z.string().min(1), quantity: z.int().min(1).max(99) })).min(1),
      email: z.email().optional(),
    }),
    response: z.object({ key: z.string(), quantity: z.number() }),
  },
  "POST /api/v1/note": { summary: "Note", access: "public", body: z.object({ text: z.string() }) },
  "POST /api/v1/session": {
    summary: "Sign in",
    access: "public",
    response: z.object({ ok: z.literal(true) }),
  },
  "GET /api/v1/broken": { summary: "Broken", access: "public", response: z.object({ ok: z.literal(true) }) },
  "GET /api/v1/away": { summary: "Away", access: "public", response: z.object({ ok: z.literal(true) }) },
  "GET /api/v1/leaking": { summary: "Leaking", access: "public", response: z.object({ name: z.string() }) },
  "GET /api/v1/sold-out": {
    summary: "Sold out",
    access: "public",
    response: z.object({}),
    errors: ["out_of_stock"],
  },
  "GET /api/v1/report.csv": { summary: "Report", access: "public", carries: "file" },
  "POST /api/v1/upload": {
    summary: "Upload",
    access: "public",
    carries: "multipart",
    response: z.object({ bytes: z.number() }),
  },
  "POST /api/v1/whip": { summary: "Publish", access: "public", carries: "sdp" },
  "GET /api/v1/leave": { summary: "Unsubscribe", access: "public", carries: "html" },
  "GET /api/v1/demo-outbox": {
    summary: "Outbox",
    access: "demo",
    response: z.object({ ok: z.literal(true) }),
  },
} as const satisfies Routes;

const handlers: Handlers<typeof routes> = {
  "GET /api/v1/open": async (_, { signedIn }) => ({
    at: new Date("2026-05-20T12:00:00Z"),
    who: signedIn.staff?.name ?? "nobody",
  }),
  "GET /api/v1/mine": async (_, { principal }) => ({ memberId: principal.memberId }),
  "GET /api/v1/members-only": async (_, { principal }) => ({ memberId: principal.memberId }),
  "GET /api/v1/orders/{id}": async ({ params, query }, { principal }) => ({
    id: params.id,
    page: query.page,
    caller: principal.kind,
  }),
  "POST /api/v1/orders": async ({ body }, { idempotencyKey }) => ({
    key: idempotencyKey,
    quantity: body.lines.reduce((sum, line) => sum + line.quantity, 0),
  }),
  "POST /api/v1/note": async () => {},
  "POST /api/v1/session": async (_, { setCookie }) => {
    setCookie("shopper", "joined", { maxAgeSeconds: 60 });
    return { ok: true };
  },
  "GET /api/v1/broken": async () => {
    throw new Error("password of li.na@example.com is hunter2");
  },
  "GET /api/v1/away": async () => {
    throw Object.assign(new Error("connect ECONNREFUSED 10.1.2.3:5432"), { code: "ECONNREFUSED" });
  },
  "GET /api/v1/leaking": async () => {
    const row = { name: "Li Na", passwordHash: "abc" };
    return row;
  },
  "GET /api/v1/sold-out": async () => {
    throw new RefrainError("out_of_stock", undefined, { left: 2 });
  },
  "GET /api/v1/report.csv": async () => ({
    contentType: "text/csv",
    content: "a,b\n",
    fileName: "报告 1.csv",
  }),
  "POST /api/v1/upload": async (_, { raw }) => {
    const file = await raw.request.file();
    return { bytes: file === undefined ? 0 : (await file.toBuffer()).length };
  },
  "POST /api/v1/whip": async ({ body }, { setStatus, setHeader }) => {
    setStatus(201);
    setHeader("location", "/api/v1/whip/1");
    return `answer to ${body}`;
  },
  "GET /api/v1/leave": async () => "<p>Gone</p>",
  "GET /api/v1/demo-outbox": async () => ({ ok: true }),
};

let http: TestHttp;
afterEach(async () => http.close());

async function open(env: Record<string, string> = {}): Promise<TestHttp["app"]> {
  http = await createTestHttp({ authenticate, env });
  http.serve(routes, handlers);
  return http.app;
}

const order = { lines: [{ sku: "TEA-1", quantity: 2 }] };
const key = { "idempotency-key": "attempt-0001" };

describe("who may call", () => {
  it("a shopper's route needs a shopper's session; a staff cookie does not open it", async () => {
    const app = await open();
    const stranger = await app.inject({ url: "/api/v1/mine", cookies: { staff: "owner" } });
    expect([stranger.statusCode, stranger.json().error.code]).toEqual([401, "not_signed_in"]);
    const shopper = await app.inject({ url: "/api/v1/mine", cookies: { staff: "owner", shopper: "guest" } });
    expect(shopper.json()).toEqual({ memberId });
  });

  it("a guest may not do what members do", async () => {
    const app = await open();
    const guest = await app.inject({ url: "/api/v1/members-only", cookies: { shopper: "guest" } });
    expect(guest.json().error).toMatchObject({ code: "not_allowed", details: { needs: "member" } });
    const member = await app.inject({ url: "/api/v1/members-only", cookies: { shopper: "joined" } });
    expect(member.statusCode).toBe(200);
  });

  it("staff need the right, keys need the scope", async () => {
    const app = await open();
    const url = `/api/v1/orders/${memberId}`;
    const shopper = await app.inject({ url, cookies: { shopper: "joined" } });
    expect(shopper.json().error.code).toBe("not_signed_in");
    const analyst = await app.inject({ url, cookies: { staff: "analyst" } });
    expect(analyst.json()).toEqual({ id: memberId, page: 1, caller: "staff" });
    const apiKey = await app.inject({ url, headers: { authorization: "Bearer rk_orders" } });
    expect(apiKey.json().caller).toBe("api_key");
    const unknownKey = await app.inject({ url, headers: { authorization: "Bearer rk_other" } });
    expect(unknownKey.statusCode).toBe(401);
  });

  it("demo routes do not exist without the demo", async () => {
    const shown = await (await open()).inject("/api/v1/demo-outbox");
    expect(shown.statusCode).toBe(200);
    await http.close();
    const hidden = await (await open({ DEMO: "false" })).inject("/api/v1/demo-outbox");
    expect(hidden.json().error.code).toBe("not_found");
  });
});

describe("where writes come from", () => {
  const write = {
    method: "POST",
    url: "/api/v1/orders",
    payload: order,
    cookies: { shopper: "joined" },
  } as const;

  it.each([
    ["a page of another site", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }],
    ["a sister site", { "sec-fetch-site": "same-site", origin: "https://other.shop.example" }],
    ["a foreign origin in an old browser", { origin: "https://evil.example" }],
    ["a hidden origin", { origin: "null" }],
    ["nowhere, with cookies", {}],
  ])("refuses a write from %s", async (_, headers) => {
    const app = await open();
    const answer = await app.inject({ ...write, headers: { ...headers, ...key, host: "shop.example" } });
    expect([answer.statusCode, answer.json().error.code]).toEqual([403, "forbidden_origin"]);
  });

  it.each([
    ["our own page", { "sec-fetch-site": "same-origin" }],
    ["our own page in an old browser", { origin: "http://shop.example" }],
    ["our own page behind a proxy that ends TLS", { origin: "https://shop.example" }],
    ["the public address", { origin: "https://live.example" }],
  ])("accepts a write from %s", async (_, headers) => {
    const app = await open({ PUBLIC_URL: "https://live.example/" });
    const answer = await app.inject({ ...write, headers: { ...headers, ...key, host: "shop.example" } });
    expect(answer.json()).toEqual({ key: "attempt-0001", quantity: 2 });
  });

  it("a program without cookies needs no origin", async () => {
    const app = await open();
    const answer = await app.inject({ method: "POST", url: "/api/v1/note", payload: { text: "hello" } });
    expect(answer.statusCode).toBe(204);
  });
});

describe("what comes in", () => {
  const write = { method: "POST", url: "/api/v1/orders", cookies: { shopper: "guest" } } as const;

  it("names every bad field with its path and what would be right", async () => {
    const app = await open();
    const payload = { lines: [{ sku: "", quantity: 0 }, { quantity: "2" }], email: "nobody" };
    const answer = await app.inject({ ...write, headers: { ...key, ...http.ownPage }, payload });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error).toMatchObject({
      code: "invalid_input",
      message: "lines.0.sku: at least 1 character (and 4 more)",
      details: [
        { path: "lines.0.sku", message: "at least 1 character" },
        { path: "lines.0.quantity", message: "at least 1" },
        { path: "lines.1.sku", message: "missing: a text" },
        { path: "lines.1.quantity", message: "a whole number" },
        { path: "email", message: "an e-mail address, such as li.na@example.com" },
      ],
    });
  });

  it("checks path and query, too", async () => {
    const app = await open();
    const bad = await app.inject({ url: "/api/v1/orders/7?page=0", cookies: { staff: "owner" } });
    expect(bad.json().error.details).toEqual([{ path: "id", message: "an id as the API gave it" }]);
    const badQuery = await app.inject({
      url: `/api/v1/orders/${memberId}?page=x`,
      cookies: { staff: "owner" },
    });
    expect(badQuery.json().error.details[0].path).toBe("page");
  });

  it.each([
    ["broken JSON", { "content-type": "application/json" }, '{"lines":', 400, "invalid_input"],
    [
      "a poisoned prototype",
      { "content-type": "application/json" },
      '{"__proto__":{"x":1}}',
      400,
      "invalid_input",
    ],
    ["no body", { "content-type": "application/json" }, "", 400, "invalid_input"],
    ["an unknown format", { "content-type": "application/xml" }, "<a/>", 415, "unsupported_format"],
    ["plain text", { "content-type": "text/plain" }, "{}", 415, "unsupported_format"],
    ["a session description", { "content-type": "application/sdp" }, "v=0", 415, "unsupported_format"],
    [
      "a body that is too large",
      { "content-type": "application/json" },
      `"${"x".repeat(2_000_000)}"`,
      413,
      "too_large",
    ],
  ])("refuses %s", async (_, headers, payload, status, code) => {
    const app = await open();
    const answer = await app.inject({ ...write, headers: { ...headers, ...key, ...http.ownPage }, payload });
    expect([answer.statusCode, answer.json().error.code]).toEqual([status, code]);
    expect(answer.json().error.requestId).toBe(answer.headers["x-request-id"]);
  });

  it("needs the key of the attempt where a retry could do harm", async () => {
    const app = await open();
    const without = await app.inject({ ...write, headers: http.ownPage, payload: order });
    expect(without.json().error.code).toBe("idempotency_key_missing");
    for (const bad of ["short", "with space in it", "x".repeat(129)]) {
      const headers = { ...http.ownPage, "idempotency-key": bad };
      const answer = await app.inject({ ...write, headers, payload: order });
      expect(answer.json().error.details[0].path).toBe("Idempotency-Key");
    }
  });

  it("an address that cannot be read is the caller's mistake", async () => {
    const app = await open();
    const answer = await app.inject("/api/v1/orders/%zz");
    expect([answer.statusCode, answer.json().error.code]).toEqual([400, "invalid_input"]);
  });

  it("reads uploads up to the limit", async () => {
    const app = await open({ UPLOAD_LIMIT_MB: "1" });
    const send = async (bytes: number) => {
      const form = new FormData();
      form.append("file", new Blob(["x".repeat(bytes)]), "orders.csv");
      const packed = new Response(form);
      const headers = { "content-type": packed.headers.get("content-type")! };
      const payload = Buffer.from(await packed.arrayBuffer());
      return app.inject({ method: "POST", url: "/api/v1/upload", headers, payload });
    };
    expect((await send(500_000)).json()).toEqual({ bytes: 500_000 });
    const tooLarge = await send(1_048_577);
    expect([tooLarge.statusCode, tooLarge.json().error.code]).toEqual([413, "too_large"]);
    const noUpload = await app.inject({ method: "POST", url: "/api/v1/upload", payload: { file: 1 } });
    expect(noUpload.json().error.code).toBe("unsupported_format");
  });

  it("a person who may not upload is refused before the file is read", async () => {
    const app = await open();
    const huge = { "content-type": "application/json", "content-length": "999999999" };
    const answer = await app.inject({
      method: "POST",
      url: "/api/v1/orders",
      headers: { ...huge, authorization: "x" },
    });
    expect(answer.json().error.code).toBe("not_signed_in");
  });
});

describe("what goes out", () => {
  it("writes instants as ISO strings and keeps answers out of caches", async () => {
    const app = await open();
    const answer = await app.inject({ url: "/api/v1/open", cookies: { staff: "owner" } });
    expect(answer.json()).toEqual({ at: "2026-05-20T12:00:00.000Z", who: "Chen Yu" });
    expect(answer.headers["cache-control"]).toBe("no-store");
  });

  it("tells a documented error with its details", async () => {
    const answer = await (await open()).inject("/api/v1/sold-out");
    expect(answer.statusCode).toBe(409);
    expect(answer.json().error).toMatchObject({ code: "out_of_stock", details: { left: 2 } });
  });

  it("keeps the text of its own mistakes to itself, and logs them without secrets", async () => {
    const answer = await (await open()).inject("/api/v1/broken");
    expect(answer.statusCode).toBe(500);
    expect(answer.json().error.code).toBe("internal");
    expect(answer.body).not.toContain("hunter2");
    const line = http.lines.find((text) => text.includes("a request failed"))!;
    expect(line).toContain(answer.json().error.requestId);
    expect(line).not.toContain("li.na@");
  });

  it("asks to try again when a part is out of reach, without saying where it is", async () => {
    const answer = await (await open()).inject("/api/v1/away");
    expect([answer.statusCode, answer.json().error.code]).toEqual([503, "unavailable"]);
    expect(answer.headers["retry-after"]).toBe("2");
    expect(answer.body).not.toContain("10.1.2.3");
  });

  it("refuses to send a field that the contract does not know, until production", async () => {
    const checked = await (await open()).inject("/api/v1/leaking");
    expect(checked.json().error.code).toBe("internal");
    expect(http.lines.join("")).toContain("passwordHash: not in the contract");
    await http.close();
    const trusted = await (await open({ NODE_ENV: "production" })).inject("/api/v1/leaking");
    expect(trusted.statusCode).toBe(200);
  });

  it("sends files, pages and session descriptions as what they are", async () => {
    const app = await open();
    const file = await app.inject("/api/v1/report.csv");
    expect(file.headers["content-type"]).toContain("text/csv");
    expect(file.headers["content-disposition"]).toContain("filename*=UTF-8''%E6%8A%A5%E5%91%8A%201.csv");
    const page = await app.inject("/api/v1/leave");
    expect(page.headers["content-type"]).toContain("text/html");
    const headers = { "content-type": "application/sdp" };
    const answer = await app.inject({ method: "POST", url: "/api/v1/whip", headers, payload: "v=0" });
    expect([answer.statusCode, answer.body, answer.headers["location"]]).toEqual([
      201,
      "answer to v=0",
      "/api/v1/whip/1",
    ]);
  });

  it("sets cookies that scripts cannot read, Secure where the shop is reached by https", async () => {
    const plain = await (await open()).inject({ method: "POST", url: "/api/v1/session" });
    expect(plain.headers["set-cookie"]).toBe("shopper=joined; Max-Age=60; Path=/; HttpOnly; SameSite=Lax");
    await http.close();
    const https = await (
      await open({ PUBLIC_URL: "https://x.example" })
    ).inject({ method: "POST", url: "/api/v1/session" });
    expect(https.headers["set-cookie"]).toContain("; Secure");
  });

  it("tells browsers to load nothing from elsewhere", async () => {
    const answer = await (await open()).inject("/api/v1/open");
    const policy = String(answer.headers["content-security-policy"]);
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/u);
  });

  it("an unknown address is not found", async () => {
    const answer = await (await open()).inject("/api/v1/nothing");
    expect([answer.statusCode, answer.json().error.code]).toEqual([404, "not_found"]);
  });
});
