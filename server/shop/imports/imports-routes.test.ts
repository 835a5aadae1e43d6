import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importRoutes } from "../../../contract/shop/imports.ts";
import type { StaffRole } from "../../../contract/rights.ts";
import { createTestHttp, type TestHttp } from "../../platform/http/testing.ts";
import { createImportHandlers } from "./imports-routes.ts";
import { openTestShop, type TestShop } from "./testing-shop.ts";

const header = "order_id,ordered_at,customer_id,sku,product,quantity,unit_price,currency";
const good = (n: number) => `A-${n},2025-03-31 20:15:00,c-7,TEA-50,春茶,2,39.90,CNY`;

let test: TestShop;
let http: TestHttp;

beforeAll(async () => {
  test = await openTestShop();
  http = await createTestHttp({
    clock: test.clock,
    authenticate: ({ authorization = "" }) => {
      const [which, role] = authorization.split(" ") as ["first" | "second", StaffRole];
      if (!role) return Promise.resolve({});
      const { id: shopId } = which === "first" ? test.shop : test.otherShop;
      return Promise.resolve({
        staff: { kind: "staff", shopId, staffId: shopId, role, name: "Wang", sessionId: shopId },
      });
    },
  });
  http.serve(
    importRoutes,
    createImportHandlers(test.desk, () => test.clock.now()),
  );
});
afterAll(async () => {
  await http.close();
  await test.close();
});

type Answer = { status: number; body: Record<string, unknown>; text: string };

async function call(
  method: "GET" | "POST" | "DELETE",
  url: string,
  options: { as?: string; payload?: Buffer | object; type?: string } = {},
): Promise<Answer> {
  const answer = await http.app.inject({
    method,
    url,
    headers: {
      ...http.ownPage,
      authorization: options.as ?? "first operator",
      ...(options.type && { "content-type": options.type }),
    },
    ...(options.payload && { payload: options.payload }),
  });
  const isJson = String(answer.headers["content-type"]).startsWith("application/json");
  return {
    status: answer.statusCode,
    body: isJson ? answer.json<Record<string, unknown>>() : {},
    text: answer.body,
  };
}

function upload(content: string | Buffer, name = "orders.csv", as?: string): Promise<Answer> {
  const boundary = "----line";
  const payload = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n`,
    ),
    Buffer.from(content),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return call("POST", "/api/v1/imports", {
    payload,
    type: `multipart/form-data; boundary=${boundary}`,
    ...(as && { as }),
  });
}

async function uploaded(content: string | Buffer, name?: string): Promise<string> {
  const answer = await upload(content, name);
  expect(answer.status).toBe(200);
  return String(answer.body["id"]);
}

describe("an import over the API", () => {
  it("is uploaded, previewed, carried out, and gives its rejected rows", async () => {
    const content = gzipSync([header, good(1), "A-2,soon,c-7,TEA-50,=1+1,2,39.90,CNY", good(3)].join("\n"));
    const id = await uploaded(content, "订单.csv.gz");
    const preview = await call("GET", `/api/v1/imports/${id}/preview`);
    expect(preview.body).toMatchObject({
      format: "plain",
      encoding: "utf-8",
      delimiter: ",",
      timeZone: "Asia/Shanghai",
    });
    expect(preview.body["rows"]).toHaveLength(3);
    expect(preview.body["problems"]).toMatchObject([{ lineNumber: 3, code: "date_wrong" }]);

    const started = await call("POST", `/api/v1/imports/${id}/start`, { payload: {} });
    expect(started.status).toBe(200);
    await test.desk.finished(id);
    const ended = await call("GET", `/api/v1/imports/${id}`);
    expect(ended.body).toMatchObject({
      fileName: "订单.csv.gz",
      format: "plain",
      status: "finished",
      rejected: 1,
      counts: { rows: 3, order_lines: 2, new_orders: 2, new_members: 1 },
      progress: { linesRead: 3, fraction: 1, bytesRead: content.length, bytesTotal: content.length },
    });
    const rejected = await call("GET", `/api/v1/imports/${id}/rejected.csv`);
    expect(rejected.text.split("\r\n")[1]).toMatch(/^3,date_wrong,/u);
    const list = await call("GET", "/api/v1/imports");
    expect(list.body["items"]).toMatchObject([{ id }]);
  });

  it("may be started again and then writes nothing new", async () => {
    const id = await uploaded(`${header}\n${good(10)}`);
    for (const newOrders of [1, 0]) {
      await call("POST", `/api/v1/imports/${id}/start`, { payload: {} });
      await test.desk.finished(id);
      const { body } = await call("GET", `/api/v1/imports/${id}`);
      expect(body).toMatchObject({ status: "finished", counts: { new_orders: newOrders } });
    }
  });

  it("can be cancelled; what is in stays, and a later run brings the rest", async () => {
    const rows = Array.from({ length: 12_000 }, (_, i) => good(1000 + i));
    const id = await uploaded([header, ...rows].join("\n"));
    await call("POST", `/api/v1/imports/${id}/start`, { payload: {} });
    const again = await call("POST", `/api/v1/imports/${id}/start`, { payload: {} });
    expect(again.body).toMatchObject({ error: { code: "conflict" } });
    const removed = await call("DELETE", `/api/v1/imports/${id}`);
    expect(removed.body).toMatchObject({ error: { code: "conflict" } });
    const cancelled = await call("POST", `/api/v1/imports/${id}/cancel`);
    expect(cancelled.body).toMatchObject({ status: "cancelled" });
    await call("POST", `/api/v1/imports/${id}/start`, { payload: {} });
    await test.desk.finished(id);
    const { body } = await call("GET", `/api/v1/imports/${id}`);
    expect(body).toMatchObject({ status: "finished", counts: { orders: 12_000 } });
    expect((await call("POST", `/api/v1/imports/${id}/cancel`)).body).toMatchObject({
      error: { code: "conflict" },
    });
  });

  it("that a process left behind is gone on with", async () => {
    const id = await uploaded(`${header}\n${good(50_000)}`);
    const { claimRun } = await import("./run-store.ts");
    await claimRun(test.db, test.shop.id, id, {}, test.clock.now());
    expect(await test.desk.resumeInterrupted()).toBe(1);
    await test.desk.finished(id);
    expect((await call("GET", `/api/v1/imports/${id}`)).body).toMatchObject({ status: "finished" });
  });

  it("removed leaves its orders", async () => {
    const id = await uploaded(`${header}\n${good(60_000)}`);
    await call("POST", `/api/v1/imports/${id}/start`, { payload: {} });
    await test.desk.finished(id);
    expect((await call("DELETE", `/api/v1/imports/${id}`)).body).toEqual({ ok: true });
    expect((await call("GET", `/api/v1/imports/${id}`)).status).toBe(404);
    const found = await test.db.pool.query("select 1 from shop_order where number = 'A-60000'");
    expect(found.rowCount).toBe(1);
  });
});

describe("a bad upload", () => {
  it.each([
    ["an empty file", "", "import_unreadable"],
    ["binary data", Buffer.alloc(2000), "import_unreadable"],
    ["unknown columns", "a,b\n1,2", "import_unreadable"],
  ])("is refused and not kept: %s", async (_, content, code) => {
    const before = await call("GET", "/api/v1/imports");
    const answer = await upload(content);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ error: { code } });
    expect((await call("GET", "/api/v1/imports")).body).toEqual(before.body);
  });

  it("fails as a run when the file breaks off later, and says so", async () => {
    // Digits that do not repeat, so that the compressed file is long enough to be cut in the middle.
    const rows = Array.from({ length: 50_000 }, (_, i) =>
      good(i).replace("春茶", `春茶${(i * 7919) % 99_991}`),
    );
    const whole = gzipSync([header, ...rows].join("\n"));
    const id = await uploaded(whole.subarray(0, Math.floor(whole.length * 0.9)));
    await call("POST", `/api/v1/imports/${id}/start`, { payload: {} });
    await test.desk.finished(id);
    const { body } = await call("GET", `/api/v1/imports/${id}`);
    expect(body).toMatchObject({ status: "failed", error: expect.stringContaining("damaged") });
  });
});

describe("another shop, or another role", () => {
  it("sees and touches nothing of an import", async () => {
    const id = await uploaded(`${header}\n${good(70_000)}`);
    for (const [method, path] of [
      ["GET", ""],
      ["GET", "/preview"],
      ["GET", "/rejected.csv"],
      ["POST", "/start"],
      ["POST", "/cancel"],
      ["DELETE", ""],
    ] as const) {
      const payload = method === "POST" ? { payload: {} } : {};
      const foreign = await call(method, `/api/v1/imports/${id}${path}`, { as: "second owner", ...payload });
      expect(foreign.status, `${method} ${path}`).toBe(404);
      const wrongRole = await call(method, `/api/v1/imports/${id}${path}`, { as: "first host", ...payload });
      expect(wrongRole.status, `${method} ${path}`).toBe(403);
    }
    expect((await call("GET", "/api/v1/imports", { as: "second owner" })).body).toEqual({ items: [] });
  });
});
