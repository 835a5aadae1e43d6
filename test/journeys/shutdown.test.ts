import { randomUUID } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { type Api, createApi } from "../../web/client/api.ts";
import { type Process, stillRunning } from "./processes.ts";
import { newDataDir, type Product, remove, startInVain, startProduct } from "./product.ts";
import { until } from "./until.ts";

/** The server as a process: how it ends, what it keeps when it is killed, and who may start it. No browser. */
const folders: string[] = [];
const minutes = 5;

afterEach(async () => {
  for (const folder of folders.splice(0)) await remove(folder);
});

async function ownFolder(): Promise<string> {
  const folder = await newDataDir();
  folders.push(folder);
  return folder;
}

test("Ctrl-C ends the server with success and leaves no process", { timeout: minutes * 60_000 }, async () => {
  await using product = await startProduct();
  const { code, left } = await product.stop();
  expect({ code, left }, product.log()).toEqual({ code: 0, left: [] });
});

test(
  "an empty start opens a shop without goods, members or shows",
  { timeout: minutes * 60_000 },
  async () => {
    await using product = await startProduct({ empty: true });
    const owner = await signIn(product);
    const [products, members, shows] = await Promise.all([
      owner.call("GET /api/v1/products"),
      owner.call("GET /api/v1/members"),
      owner.call("GET /api/v1/shows"),
    ]);
    expect([products.items, members.items, shows.items]).toEqual([[], [], []]);
  },
);

test("a killed server keeps every acknowledged order", { timeout: 2 * minutes * 60_000 }, async () => {
  const dataDir = await ownFolder();
  const placed: string[] = [];
  const stock = 2000;
  let orphans: readonly Process[] = [];
  {
    const killed = await startProduct({ dataDir });
    const variantId = await addTea(await signIn(killed), stock);
    const shopper = await guest(killed);
    // Orders go on while the server dies: only those that were answered count.
    const buying = buyUntilRefused(shopper, variantId, placed);
    await until("the first orders", () => Promise.resolve(placed.length >= 5));
    orphans = await killed.kill();
    await buying;
  }
  await using again = await startProduct({ dataDir });
  const owner = await signIn(again);
  const { items } = await owner.call("GET /api/v1/orders", { query: { limit: 200 } });
  expect(items.length, "one page holds them all").toBeLessThan(200);
  const known = items.map(({ id }) => id);
  expect(placed.filter((id) => !known.includes(id))).toEqual([]);
  const { items: products } = await owner.call("GET /api/v1/products");
  expect(products[0]!.variants[0]!.stock).toBe(stock - known.length);
  const { code, left } = await again.stop();
  expect({ code, left, orphans: stillRunning(orphans) }).toEqual({ code: 0, left: [], orphans: [] });
});

test("a second server on the same data is refused by name", { timeout: 2 * minutes * 60_000 }, async () => {
  const dataDir = await ownFolder();
  await using first = await startProduct({ dataDir });
  const second = await startInVain({ dataDir });
  expect(second.started).toBe(false);
  expect(second.code).toBe(1);
  expect(second.log).toMatch(/Refrain could not start: .* is already used by process \d+/u);
  expect((await fetch(`${first.origin}/readyz`)).status).toBe(200);
});

/** Calls as a page of the product makes them, with the session that the first answer gives. */
function caller({ origin }: Product): Api {
  let cookie = "";
  return createApi({
    baseUrl: origin,
    fetch: async (address, init) => {
      const headers = {
        ...(init?.headers as Record<string, string>),
        origin,
        ...(cookie !== "" && { cookie }),
      };
      const answer = await fetch(address, { ...init, headers });
      const given = answer.headers.getSetCookie().map((line) => line.split(";", 1)[0]!);
      if (given.length > 0) cookie = given.join("; ");
      return answer;
    },
  });
}

async function signIn(product: Product): Promise<Api> {
  const owner = caller(product);
  await owner.call("POST /api/v1/staff/session", {
    body: { email: "owner@demo.refrain", password: "refrain-demo" },
  });
  return owner;
}

async function guest(product: Product): Promise<Api> {
  const shopper = caller(product);
  await shopper.call("POST /api/v1/front/session", { body: { language: "en", timeZone: "Europe/Berlin" } });
  return shopper;
}

async function addTea(owner: Api, stock: number): Promise<string> {
  const product = await owner.call("POST /api/v1/products", {
    body: {
      title: { en: "Tea" },
      category: "tea",
      variants: [{ sku: "T-1", priceCents: 1000, stock }],
    },
  });
  return product.variants[0]!.id;
}

/** One order after the other; notes each as soon as it is acknowledged. Ends when the server does not answer any more. */
async function buyUntilRefused(shopper: Api, variantId: string, placed: string[]): Promise<void> {
  try {
    for (;;) {
      const { id } = await shopper.call("POST /api/v1/front/orders", {
        idempotencyKey: randomUUID(),
        body: { lines: [{ variantId, quantity: 1 }] },
      });
      placed.push(id);
    }
  } catch {
    // It is dead, as it was meant to be.
  }
}
