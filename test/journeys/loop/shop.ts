import type { Person } from "./person.ts";

const hourMs = 3_600_000;
/** China's clock; it knows no summer time. */
const shanghaiMs = 8 * hourMs;

/** Puts the product's clock forward to the next time it is this hour in Shanghai; at the earliest in a minute. */
export async function forwardToHour({ api }: Pick<Person, "api">, hour: number): Promise<void> {
  const { now } = await api.call("GET /api/v1/demo");
  const local = new Date(new Date(now).getTime() + shanghaiMs);
  const wanted = new Date(local).setUTCHours(hour, 0, 0, 0);
  const next = wanted > local.getTime() + 60_000 ? wanted : wanted + 24 * hourMs;
  await forwardBy({ api }, (next - local.getTime()) / 1000);
}

/** Puts the product's clock forward to an instant, if that has not come yet. */
export async function forwardTo({ api }: Pick<Person, "api">, instant: string): Promise<void> {
  const { now } = await api.call("GET /api/v1/demo");
  const seconds = (new Date(instant).getTime() - new Date(now).getTime()) / 1000;
  if (seconds > 0) await forwardBy({ api }, seconds);
}

async function forwardBy({ api }: Pick<Person, "api">, seconds: number): Promise<void> {
  await api.call("POST /api/v1/demo/clock", { body: { advanceSeconds: Math.ceil(seconds) } });
}

export const goods = { title: "凤庆滇红", category: "红茶", sku: "DH-250", price: 128, stock: 20 } as const;
export const showTitle = "今晚喝滇红";
export const benefitLabel = "新会员立减 10 元";
export const contentTitle = "滇红怎么泡才不苦";

/** What the owner prepares for a show beside the goods: a run-sheet, something for those who join, something worth reading. */
export async function prepareShow({ api }: Person) {
  const policy = await api.call("GET /api/v1/trust/policy");
  // One shopper: she must not fall into the group that is never written to.
  await api.call("PUT /api/v1/trust/policy", {
    body: { ...policy, controlShare: 0, reason: "one shopper is no experiment" },
  });
  const { items } = await api.call("GET /api/v1/products");
  const product = items[0]!;
  const { now } = await api.call("GET /api/v1/demo");
  const show = await api.call("POST /api/v1/shows", {
    body: {
      title: { zh: showTitle, en: "Black tea tonight" },
      startsAt: new Date(new Date(now).getTime() + 10 * 60_000).toISOString(),
      products: [{ productId: product.id, role: "profit" }],
    },
  });
  const benefit = await api.call("POST /api/v1/benefits", {
    body: {
      label: { zh: benefitLabel, en: "10 yuan off for new members" },
      kind: "coupon",
      offCents: 1000,
      minimumCents: 0,
      validDays: 30,
      budget: 100,
    },
  });
  const code = await api.call("POST /api/v1/join-codes", {
    body: { label: "直播间", channel: "live", showId: show.id, benefitId: benefit.id },
  });
  await api.call("POST /api/v1/content", {
    body: {
      title: { zh: contentTitle, en: "Black tea without bitterness" },
      body: {
        zh: "九十度的水，二十秒出汤，滇红就不会苦。",
        en: "Water at 90 °C, twenty seconds, no bitterness.",
      },
      kind: "know_how",
      productId: product.id,
    },
  });
  return { showId: show.id, productId: product.id, joinCode: code.code };
}
