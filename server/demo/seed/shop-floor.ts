import type { House } from "../../house.ts";
import type { MovableClock } from "../../platform/clock/index.ts";
import type { Chance } from "./chance.ts";
import type { Good } from "./goods.ts";
import type { Person } from "./people.ts";

/** Somebody of the demo: who she is to the shop, and what the shop does not know about her. */
export type Shopper = {
  readonly person: Person;
  visitor: { shopId: string; memberId: string; sessionId: string };
  joined: boolean;
  /** How gladly she watches shows and buys, 0–1. */
  readonly warmth: number;
  /** What she likes, by SKU, and after how many days one is used up. */
  readonly favourites: readonly { readonly sku: string; readonly days: number }[];
  /** When she will want a favourite again, by SKU. */
  readonly nextWant: Map<string, number>;
  /** When she turns away for good. */
  readonly leavesAt: number;
};

export type Article = { readonly good: Good; readonly productId: string; readonly variantId: string };

/** What every scene of the demo needs. */
export type ShopFloor = {
  readonly house: House;
  readonly clock: MovableClock;
  readonly chance: Chance;
  readonly shopId: string;
  readonly articles: readonly Article[];
  readonly benefitId: string;
  readonly shoppers: Shopper[];
  /** The code that was just sent to this address or phone. */
  readonly codeFor: (to: string) => string;
};

const dayMs = 86_400_000;

/** A newcomer with tastes of her own. */
export function newShopper(floor: ShopFloor, person: Person, visitor: Shopper["visitor"]): Shopper {
  const { chance, clock } = floor;
  const lasting = floor.articles.filter((article) => article.good.useUpDays !== undefined);
  const favourites = chance.some(lasting, chance.whole(1, 3)).map(({ good }) => {
    return { sku: good.sku, days: good.useUpDays! * chance.between(0.75, 1.35) };
  });
  const stays = chance.yes(0.3) ? chance.between(4, 25) : chance.between(40, 400);
  const leavesAt = clock.now().getTime() + stays * dayMs;
  return {
    person,
    visitor,
    joined: false,
    warmth: chance.between(0.15, 0.95),
    favourites,
    nextWant: new Map(),
    leavesAt,
  };
}

let orderNo = 0;

/** Orders and pays as the H5 page does. Sold out or refused: she goes away without. */
export async function buy(
  floor: ShopFloor,
  shopper: Shopper,
  lines: readonly { variantId: string; quantity: number }[],
  origin: { showId?: string; touchId?: string; channel?: string },
): Promise<boolean> {
  const { orders } = floor.house.shop;
  const { person, visitor } = shopper;
  const buyer = { shopId: visitor.shopId, memberId: visitor.memberId, joined: shopper.joined };
  const { name, phone, country } = person;
  const city =
    country === "CN"
      ? floor.chance.pick(["上海市", "杭州市", "成都市", "广州市", "北京市", "厦门市"])
      : "Springfield";
  const street =
    country === "CN"
      ? `梧桐路 ${floor.chance.whole(1, 200)} 号`
      : `${floor.chance.whole(1, 900)} Maple Street`;
  orderNo += 1;
  const address = { name, phone, country, city, street };
  const order = await orders.place(buyer, { lines, address, origin }, `demo-order-${orderNo}`);
  const outcome = floor.chance.yes(0.985) ? "approve" : "refuse";
  try {
    await orders.pay(buyer, order.id, { method: "test", outcome }, `demo-pay-${orderNo}`);
  } catch {
    return false;
  }
  noteWants(floor, shopper, lines);
  return true;
}

function noteWants(
  floor: ShopFloor,
  shopper: Shopper,
  lines: readonly { variantId: string; quantity: number }[],
): void {
  const now = floor.clock.now().getTime();
  for (const { variantId, quantity } of lines) {
    const article = floor.articles.find((one) => one.variantId === variantId)!;
    const favourite = shopper.favourites.find((one) => one.sku === article.good.sku);
    if (!favourite) continue;
    const days = favourite.days * Math.sqrt(quantity) * floor.chance.between(0.8, 1.25);
    shopper.nextWant.set(favourite.sku, now + days * dayMs);
  }
}

/** Joins with a code sent to the phone, or to the mail address of those abroad. */
export async function join(
  floor: ShopFloor,
  shopper: Shopper,
  joinCode: string,
  email: boolean,
): Promise<void> {
  const { join: desk, shop } = floor.house;
  const target = email ? { email: shopper.person.email } : { phone: shopper.person.phone };
  await shop.identity.sendCode(floor.shopId, target);
  const verification = floor.codeFor(email ? shopper.person.email : shopper.person.phone);
  const code = await desk.openCode(joinCode, floor.shopId);
  await desk.scan(code, shopper.visitor.memberId);
  const consents = { inbox: true, email };
  const visitor = { ...shopper.visitor, joined: shopper.joined };
  const outcome = await desk.join(visitor, code, { ...target, verification, consents });
  shopper.joined = true;
  shopper.visitor = { ...shopper.visitor, memberId: outcome.memberId };
  if (floor.chance.yes(0.4)) await desk.reply(code, outcome.memberId, floor.chance.pick(firstReplies));
}

const firstReplies = [
  "你好，想了解一下白茶怎么存",
  "平时喝得淡，推荐一款？",
  "Hello, which tea is mildest?",
  "什么时候直播？",
  "谢谢，已领券",
] as const;
