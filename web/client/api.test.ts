import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import type { Routes } from "../../contract/route.ts";
import { type ApiError, createApi } from "./api.ts";

const routes = {
  "GET /api/v1/orders/{id}": {
    summary: "An order",
    access: "shopper",
    params: z.object({ id: z.uuid() }),
    query: z.object({ lines: z.coerce.number().optional(), tag: z.array(z.string()).optional() }),
    response: z.object({ id: z.string(), placedAt: z.date() }),
  },
  "POST /api/v1/orders": {
    summary: "Order",
    access: "shopper",
    idempotent: true,
    body: z.object({ sku: z.string(), quantity: z.number().default(1) }),
    response: z.object({ id: z.string() }),
  },
  "DELETE /api/v1/cart": { summary: "Empty the cart", access: "shopper" },
  "GET /api/v1/export.csv": { summary: "Export", access: "shopper", carries: "file" },
  "POST /api/v1/imports": { summary: "Import", access: "shopper", carries: "multipart" },
  "POST /api/v1/whep": { summary: "Play", access: "public", carries: "sdp" },
} as const satisfies Routes;

/** A server that says one thing, and what it was asked. */
function answering(answer: Response | Error) {
  const asked: Request[] = [];
  const api = createApi<typeof routes>({
    baseUrl: "https://shop.example",
    fetch: async (input, init) => {
      asked.push(new Request(input, init));
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  return { api, asked };
}

const refusal = (code: string, status: number, headers: Record<string, string> = {}) =>
  Response.json(
    {
      error: {
        code,
        message: "No.",
        details: [{ path: "lines.0.sku", message: "missing: a text" }],
        requestId: "r1",
      },
    },
    { status, headers },
  );

const id = "0198c0de-0000-7000-8000-000000000001";

async function failure(attempt: Promise<unknown>): Promise<ApiError> {
  return attempt.then(
    () => Promise.reject(new Error("It should have failed.")),
    (error: unknown) => error as ApiError,
  );
}

describe("a call", () => {
  it("fills the path, writes the query and leaves out what is not given", async () => {
    const { api, asked } = answering(Response.json({ id, placedAt: "2026-05-20T12:00:00.000Z" }));
    const order = await api.call("GET /api/v1/orders/{id}", {
      params: { id: "a/b" },
      query: { lines: 3, tag: ["x", "y"] },
    });
    expect(asked[0]!.url).toBe("https://shop.example/api/v1/orders/a%2Fb?lines=3&tag=x&tag=y");
    expect(order.placedAt).toBe("2026-05-20T12:00:00.000Z");
    expectTypeOf(order).toEqualTypeOf<{ id: string; placedAt: string }>();
  });

  it("sends JSON with the key of the attempt", async () => {
    const { api, asked } = answering(Response.json({ id }));
    await api.call("POST /api/v1/orders", { body: { sku: "TEA" }, idempotencyKey: "attempt-0001" });
    expect(asked[0]!.headers.get("idempotency-key")).toBe("attempt-0001");
    expect(asked[0]!.headers.get("content-type")).toBe("application/json");
    expect(await asked[0]!.json()).toEqual({ sku: "TEA" });
  });

  it("needs no arguments where the route has none, and gives nothing for 204", async () => {
    const { api, asked } = answering(new Response(null, { status: 204 }));
    expect(await api.call("DELETE /api/v1/cart")).toBeUndefined();
    expect(asked[0]!.method).toBe("DELETE");
  });

  it("carries files, uploads and session descriptions", async () => {
    const file = answering(new Response("a,b", { headers: { "content-type": "text/csv" } }));
    expect(await (await file.api.call("GET /api/v1/export.csv")).text()).toBe("a,b");
    const form = new FormData();
    form.append("file", new Blob(["x"]), "x.csv");
    const upload = answering(new Response(null, { status: 204 }));
    await upload.api.call("POST /api/v1/imports", { body: form });
    expect(upload.asked[0]!.headers.get("content-type")).toContain("multipart/form-data; boundary=");
    const media = answering(
      new Response("v=0", { status: 201, headers: { "content-type": "application/sdp" } }),
    );
    const headers = { authorization: "Bearer t" };
    expect(await media.api.call("POST /api/v1/whep", { body: "offer", headers })).toBe("v=0");
    expect(media.asked[0]!.headers.get("content-type")).toBe("application/sdp");
  });

  it("is checked by the compiler against the contract", () => {
    const { api } = answering(new Error("never called"));
    const wrongCalls = [
      // @ts-expect-error an unknown route
      () => api.call("GET /api/v1/nothing"),
      // @ts-expect-error the path's id is missing
      () => api.call("GET /api/v1/orders/{id}"),
      // @ts-expect-error a write that may be retried needs its key
      () => api.call("POST /api/v1/orders", { body: { sku: "TEA" } }),
      () => {
        const body = { sku: "TEA", quantity: "2" };
        // @ts-expect-error a quantity is a number
        return api.call("POST /api/v1/orders", { body, idempotencyKey: "key-0001" });
      },
    ];
    expect(wrongCalls).toHaveLength(4);
  });
});

describe("a failure", () => {
  it("tells code, details, request and how long to wait", async () => {
    const { api } = answering(refusal("too_many_requests", 429, { "retry-after": "7" }));
    const error = await failure(api.call("DELETE /api/v1/cart"));
    expect(error).toMatchObject({
      code: "too_many_requests",
      status: 429,
      requestId: "r1",
      retryAfterSeconds: 7,
    });
    expect(error.fieldMessage("lines.0.sku")).toBe("missing: a text");
  });

  it("of the network is offline, of the caller's own will cancelled", async () => {
    const offline = answering(new TypeError("fetch failed"));
    expect((await failure(offline.api.call("DELETE /api/v1/cart"))).code).toBe("offline");
    const cancelled = answering(new DOMException("stop", "AbortError"));
    expect((await failure(cancelled.api.call("DELETE /api/v1/cart"))).code).toBe("cancelled");
  });

  it("of a proxy in between is told without a body of ours", async () => {
    const { api } = answering(new Response("<h1>Bad gateway</h1>", { status: 502 }));
    expect((await failure(api.call("DELETE /api/v1/cart"))).code).toBe("unavailable");
  });

  it("in the middle of an answer is not taken for an answer", async () => {
    const { api } = answering(new Response('{"id":', { headers: { "content-type": "application/json" } }));
    expect((await failure(api.call("GET /api/v1/orders/{id}", { params: { id } }))).code).toBe("internal");
  });
});
