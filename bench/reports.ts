/**
 * How fast facts come in and reports answer, on a generated shop. Run: `node bench/reports.ts [facts]` (a million if
 * nothing is said). Prints milliseconds; the store is embedded and thrown away.
 */
import { seededRandom } from "../models/index.ts";
import { createBehaviour } from "../server/insight/behaviour/index.ts";
import { copyFacts } from "../server/insight/behaviour/copy-facts.ts";
import type { InsightParts } from "../server/insight/parts.ts";
import { overview, repurchaseReport, showReport } from "../server/insight/reports/index.ts";
import { behavedOf } from "../server/insight/experiments/lift-views.ts";
import { startTestClickhouse } from "../server/platform/clickhouse/index.ts";
import { createFrozenClock } from "../server/platform/clock/index.ts";
import type { Fact } from "../server/platform/events/index.ts";
import { idFrom } from "../server/platform/ids/index.ts";

const facts = Number(process.argv[2] ?? 1_000_000);
const now = new Date("2026-06-01T12:00:00Z");
const dayMs = 86_400_000;
const shopId = idFrom("shop");
const random = seededRandom(7);
const pick = (count: number) => Math.floor(random() * count);
const people = Math.max(100, Math.round(facts / 30));
const shows = Array.from({ length: 90 }, (_, index) => ({
  id: idFrom("show", String(index)),
  startedAt: new Date(now.getTime() - (90 - index) * dayMs),
}));
const products = Array.from({ length: 30 }, (_, index) => idFrom("product", String(index)));
const memberId = (index: number) => idFrom("member", String(index));

/** A fact of somebody in some show: what a room tells, in about the shares in which rooms tell it. */
function drawFacts(firstId: number): Fact[] {
  const show = shows[pick(shows.length)]!;
  const at = new Date(show.startedAt.getTime() + pick(3_600_000));
  const about = { shopId, id: firstId, memberId: memberId(pick(people)), at };
  const inShow = { ...about, subjectId: show.id };
  const product = { ...about, subjectId: products[pick(products.length)]!, data: { showId: show.id } };
  const kind = random();
  if (kind < 0.45) return [{ ...inShow, type: "show.watched", data: { seconds: 15 } }];
  if (kind < 0.68) return [{ ...product, type: "product.seen" }];
  if (kind < 0.76) return [{ ...product, type: "product.opened" }];
  if (kind < 0.86)
    return [{ ...inShow, type: "chat.said", data: { messageId: idFrom(String(firstId)), text: "好喝" } }];
  if (kind < 0.91) return [{ ...inShow, type: "show.liked", data: { count: 3 } }];
  if (kind < 0.97) return [{ ...inShow, type: "show.entered", data: { first: true, joined: false } }];
  if (kind < 0.98)
    return [
      {
        ...about,
        type: "member.joined",
        data: { origin: { showId: show.id }, via: "phone", imported: false, consents: [] },
      },
    ];
  const totalCents = 1000 + pick(20_000);
  const lines = [
    { productId: product.subjectId, variantId: product.subjectId, quantity: 1, totalCents, category: "tea" },
  ];
  const order = { ...about, subjectId: idFrom("order", String(firstId)) };
  const common = { totalCents, currency: "CNY", origin: { showId: show.id }, lines };
  return [
    { ...order, type: "order.placed", data: common },
    {
      ...order,
      id: firstId + 1,
      type: "order.paid",
      data: { ...common, number: String(firstId), discountCents: 0, earlierOrders: 0 },
    },
  ];
}

const store = await startTestClickhouse();
try {
  const behaviour = createBehaviour({
    clickhouse: store.clickhouse,
    clock: createFrozenClock(now),
    events: { addReader: () => undefined, poke: () => undefined } as unknown as InsightParts["events"],
    log: console as unknown as InsightParts["log"],
  });
  await behaviour.open();
  const shop = {
    storefront: { shop: async () => ({ currency: "CNY", timeZone: "Asia/Shanghai" }) },
    identity: { list: async () => ({ items: [], total: people }) },
    catalogue: { products: async () => [] },
  };
  const last = shows.at(-31)!;
  const endedAt = new Date(last.startedAt.getTime() + 3_600_000);
  const live = {
    shows: { show: async () => ({ ...last, endedAt, title: {}, peak: 0 }), runSheet: async () => [] },
  };
  const parts = { behaviour, shop, live, clock: createFrozenClock(now) } as unknown as InsightParts;

  let written = 0;
  const started = performance.now();
  while (written < facts) {
    const batch: Fact[] = [];
    while (batch.length < 5000) batch.push(...drawFacts(written + batch.length + 1));
    await copyFacts(store.clickhouse, batch);
    written += batch.length;
  }
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `${written} facts of ${people} people written in ${seconds.toFixed(1)} s: ${Math.round(written / seconds)}/s`,
  );

  const asking = { shop: shopId, now, currency: "CNY", zone: "Asia/Shanghai" };
  const window = { ...asking, before: "2026-04-06", from: "2026-05-04", until: "2026-05-31" };
  await measure("overview", () => overview(parts, shopId));
  await measure("repurchase report", () => repurchaseReport(parts, shopId));
  await measure("show report", () => showReport(parts, shopId, last.id));
  await measure("figures of the lift", () => behavedOf(parts, window));
} finally {
  await store.drop();
}

async function measure(name: string, work: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const from = performance.now();
    await work();
    times.push(performance.now() - from);
  }
  const [first] = times;
  const median = times.toSorted((one, other) => one - other)[2];
  console.log(`${name}: first ${Math.round(first!)} ms, median ${Math.round(median!)} ms`);
}
