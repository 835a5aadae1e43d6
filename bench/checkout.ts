/**
 * Checkout under a rush, end to end over HTTP: buyers with one connection each ask at the same moment. The product's
 * flash sale beside the plain design (one transaction per order, `checkout/plain-order.ts`) and the product's own
 * ordinary orders, on the same durable PostgreSQL, in the same server process, in one run. Server, buyers and
 * database are processes of their own; CPU is user + system of server and database.
 * Run: `node bench/checkout.ts [buyers]` (5,000 when nothing is said).
 */
import { createSecretKey } from "node:crypto";
import { type ChildProcess, fork } from "node:child_process";
import { readdir, readFile, mkdtemp, rm, chmod } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import path from "node:path";
import { sessionCookies } from "../contract/session-cookies.ts";
import { signAttemptToken } from "../server/live/sales/attempt-token.ts";
import { connectDatabase, migrate, sql, startEmbeddedPostgres } from "../server/platform/database/index.ts";
import { hashSecret, newId } from "../server/platform/ids/index.ts";

const buyers = Number(process.argv[2] ?? 5000);
const secretKey = "the key of a bench, thirty-two bytes";
const tokenKey = createSecretKey(Buffer.from(secretKey));
const ticksPerSecond = 100;

const folder = await mkdtemp(path.join(tmpdir(), "refrain-checkout-"));
await chmod(folder, 0o711);
const postgres = await startEmbeddedPostgres({ dataDir: path.join(folder, "postgres") });
const db = connectDatabase({ url: postgres.url, onError: () => undefined });
await migrate(db);
const at = new Date();
const shopId = newId(at);
const showId = newId(at);
const people = await openShop();
const server = start("checkout/server-child.ts", { url: postgres.url, secretKey });
const { port } = await next<{ port: number }>(server);

type Variant = { readonly id: string; readonly productId: string; readonly saleId: string };
type Design = "flash sale" | "plain" | "ordinary order";
type Scenario = {
  readonly name: string;
  readonly skus: number;
  readonly unitsEach: number;
  readonly retries: boolean;
};
const scenarios: readonly Scenario[] = [
  { name: "1 SKU × 100 units", skus: 1, unitsEach: 100, retries: true },
  { name: "20 SKUs × 50 units", skus: 20, unitsEach: 50, retries: true },
  { name: `1 SKU × ${buyers} units (each gets one)`, skus: 1, unitsEach: buyers, retries: false },
];

const results: Record<string, string | number>[] = [];
for (const design of ["flash sale", "plain", "ordinary order"] as const)
  await run(design, { name: "warm-up", skus: 2, unitsEach: 200, retries: true }, 1000);
for (const scenario of scenarios)
  for (const design of ["plain", "flash sale", "ordinary order"] as const)
    results.push(await run(design, scenario, buyers));
console.log(
  JSON.stringify({
    node: process.version,
    postgres: postgres.version,
    load: loadavg().map((one) => one.toFixed(1)),
  }),
);
console.table(results);

server.send("stop");
await db.close();
await postgres.stop();
await rm(folder, { recursive: true, force: true });

async function run(design: Design, scenario: Scenario, count: number) {
  const variants = await addVariants(design, scenario);
  const child = start("checkout/buyers-child.ts", {});
  await next(child);
  const requests = Array.from({ length: count }, (_, index) =>
    requestOf(design, people[index]!, variants[index % variants.length]!),
  );
  const shares = scenario.retries ? { retrying: 0.3, hangingUp: 0.05 } : { retrying: 0, hangingUp: 0 };
  child.send({ port, requests, ...shares });
  await next(child);
  const before = await usage();
  child.send("go");
  const { done } = await next<{ done: Done }>(child);
  const after = await usage();
  child.kill();
  const orders = await ordersOf(design, variants);
  const units = scenario.skus * scenario.unitsEach;
  if (orders !== Math.min(units, count))
    throw new Error(`${orders} orders for ${units} units and ${count} buyers.`);
  const serverUs = (after.server - before.server) * 1e6;
  const databaseUs = (after.database - before.database) * 1e6;
  const row = {
    scenario: scenario.name,
    design,
    "answers/s": Math.round(done.answers / done.seconds),
    "orders/s": Math.round(orders / done.seconds),
    "p50 ms": Math.round(done.p50),
    "p99 ms": Math.round(done.p99),
    "CPU µs/answer": Math.round((serverUs + databaseUs) / done.answers),
    "of it server": Math.round(serverUs / done.answers),
    "CPU µs/order": Math.round((serverUs + databaseUs) / orders),
    answers: JSON.stringify(done.kinds),
  };
  console.log(JSON.stringify(row));
  return row;
}

type Done = { seconds: number; answers: number; p50: number; p99: number; kinds: Record<string, number> };
type Person = { readonly id: string; readonly secret: string };

function requestOf(design: Design, person: Person, variant: Variant) {
  const paths = {
    "flash sale": `/api/v1/front/sales/${variant.saleId}/claims`,
    plain: "/bench/orders",
    "ordinary order": "/api/v1/front/orders",
  };
  const head =
    `POST ${paths[design]} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n` +
    `sec-fetch-site: same-origin\r\ncookie: ${sessionCookies.shopper}=${person.secret}\r\n` +
    `idempotency-key: ${variant.id}\r\n`;
  return { head, body: JSON.stringify(bodyOf(design, person, variant)) };
}

function bodyOf(design: Design, person: Person, variant: Variant) {
  if (design === "plain") return { variantId: variant.id, productId: variant.productId };
  if (design === "ordinary order") return { lines: [{ variantId: variant.id, quantity: 1 }], couponId: null };
  const expiresAt = new Date(at.getTime() + 3_600_000);
  const asked = { shopId, saleId: variant.saleId, memberId: person.id, expiresAt };
  return { token: signAttemptToken(asked, tokenKey) };
}

/** A shop, a show and people with sessions, as their first visit leaves them. */
async function openShop(): Promise<Person[]> {
  await db.run(sql`
    insert into shop (id, slug, name, currency, time_zone, language, created_at)
    values (${shopId}, 'bench', 'Bench', 'CNY', 'Asia/Shanghai', 'zh-CN', ${at})`);
  await db.run(sql`
    insert into show (shop_id, id, title, cover, host_name, status, starts_at, started_at, created_at)
    values (${shopId}, ${showId}, '{"en":"Bench"}', 'x', 'x', 'on_air', ${at}, ${at}, ${at})`);
  const crowd = Array.from({ length: buyers }, () => ({ id: newId(at), secret: newId(at) + newId(at) }));
  const ids = crowd.map(({ id }) => id);
  await db.run(sql`
    insert into member (shop_id, id, name, language, time_zone, first_seen_at)
    select ${shopId}, id, 'x', 'zh-CN', 'Asia/Shanghai', ${at} from unnest(${ids}::uuid[]) as id`);
  await db.run(sql`
    insert into shopper_session (secret_hash, shop_id, id, member_id, created_at, expires_at)
    select hash, ${shopId}, id, id, ${at}, ${new Date(at.getTime() + 180 * 86_400_000)}
    from unnest(${crowd.map(({ secret }) => hashSecret(secret))}::text[], ${ids}::uuid[]) as s (hash, id)`);
  return crowd;
}

async function addVariants(design: Design, scenario: Scenario): Promise<Variant[]> {
  const variants: Variant[] = [];
  for (let index = 0; index < scenario.skus; index += 1) {
    const variant = { id: newId(at), productId: newId(at), saleId: newId(at) };
    const { id, productId, saleId } = variant;
    const units = scenario.unitsEach;
    const isSale = design === "flash sale";
    await db.run(sql`
      insert into product (shop_id, id, title, category, role, picture, created_at)
      values (${shopId}, ${productId}, '{"en":"x"}', 'x', 'profit', 'x', ${at})`);
    await db.run(sql`
      insert into variant (shop_id, id, product_id, sku, price_cents, stock)
      values (${shopId}, ${id}, ${productId}, ${id}, 9900, ${isSale ? 0 : units})`);
    variants.push(variant);
    if (!isSale) continue;
    await db.run(sql`
      insert into stock_allotment (shop_id, id, variant_id, units, free, created_at)
      values (${shopId}, ${saleId}, ${id}, ${units}, ${units}, ${at})`);
    await db.run(sql`
      insert into flash_sale (shop_id, id, show_id, product_id, variant_id, price_cents, units, per_person, audience,
        pay_within_seconds, status, opens_at, prepared_at)
      values (${shopId}, ${saleId}, ${showId}, ${productId}, ${id}, 1900, ${units}, 1, 'everyone', 300, 'open', ${at}, ${at})`);
  }
  return variants;
}

async function ordersOf(design: Design, variants: readonly Variant[]): Promise<number> {
  const row = await db.row<{ orders: number; buyers: number }>(sql`
    select count(*)::int as orders, count(distinct (o.member_id, l.variant_id))::int as buyers from shop_order o
    join order_line l on l.shop_id = o.shop_id and l.order_id = o.id
    where o.shop_id = ${shopId} and l.variant_id = any(${variants.map(({ id }) => id)}::uuid[])`);
  if (row!.orders !== row!.buyers) throw new Error(`Somebody has two orders (${design}).`);
  return row!.orders;
}

function start(file: string, task: object): ChildProcess {
  return fork(new URL(file, import.meta.url), [JSON.stringify(task)]);
}

function next<Message>(child: ChildProcess): Promise<Message> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`A process of the bench ended with ${code}.`));
    child.once("exit", onExit);
    child.once("message", (message) => {
      child.off("exit", onExit);
      resolve(message as Message);
    });
  });
}

/** CPU seconds, user + system, of the server and of every process of the database. */
async function usage(): Promise<{ server: number; database: number }> {
  server.send("usage");
  const { usage: spent } = await next<{ usage: NodeJS.CpuUsage }>(server);
  return { server: (spent.user + spent.system) / 1e6, database: await databaseSeconds() };
}

/** Field 4 of /proc/pid/stat is the parent, 14 to 17 user and system ticks, own and of ended children: proc_pid_stat(5). */
async function databaseSeconds(): Promise<number> {
  const master = postgres.pid();
  let ticks = 0;
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/u.test(name))) {
    const text = await readFile(`/proc/${pid}/stat`, "latin1").catch(() => "");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const isOurs = Number(pid) === master || Number(fields[1]) === master;
    if (isOurs) ticks += Number(fields[11]) + Number(fields[12]);
    // What processes that have ended meanwhile had used is on their parent's account.
    if (Number(pid) === master) ticks += Number(fields[13]) + Number(fields[14]);
  }
  return ticks / ticksPerSecond;
}
