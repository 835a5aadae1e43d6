import { inParallel } from "./chance.ts";
import { hostLines, personAt, remarks } from "./people.ts";
import { type Article, buy, join, newShopper, type Shopper, type ShopFloor } from "./shop-floor.ts";
import { newId } from "../../platform/ids/index.ts";

const minuteMs = 60_000;
const showMinutes = 60;
const stepMinutes = 5;
const hands = 6;

const titles = [
  ["老茶客的周二夜", "A Tuesday for old tea hands"],
  ["周六茶席：慢慢喝", "Saturday table: take your time"],
  ["秋冬口粮茶专场", "Everyday teas for the cold months"],
  ["器物之夜：杯与碗", "An evening of cups and bowls"],
  ["山里的甜：蜜与果", "Sweet things from the hills"],
  ["会员茶话会", "The members' tea talk"],
] as const;

/** Plans a show with its run-sheet and join code; ids of both. */
export async function planShow(floor: ShopFloor, startsAt: Date, n: number) {
  const { house, shopId, chance } = floor;
  const [zh, en] = titles[n % titles.length]!;
  const line = chance.some(floor.articles, 7);
  const products = line.map((article) => ({ productId: article.productId }));
  const show = await house.live.shows.plan(
    shopId,
    { title: { zh, en }, startsAt: startsAt.toISOString(), products },
    "阿茶",
  );
  const channel = n % 3 === 0 ? "poster" : "live";
  const label = `${zh} · ${channel === "live" ? "直播间" : "海报"}`;
  const code = await house.join.addCode(
    shopId,
    { label, channel, showId: show.id, benefitId: floor.benefitId },
    "阿茶",
  );
  return { showId: show.id, joinCode: code.code, line };
}

/** One evening on air: people come, talk, look, buy, join and leave again. */
export async function showNight(
  floor: ShopFloor,
  show: { showId: string; joinCode: string; line: readonly Article[] },
  newcomers: number,
): Promise<void> {
  const { house, clock, chance, shopId } = floor;
  const { shows } = house.live;
  await shows.step(shopId, show.showId, "on_air", "阿茶");
  const known = floor.shoppers.filter((one) => isStill(floor, one) && chance.yes(0.18 + one.warmth * 0.35));
  const arrivals = spread(floor, [...known, ...(await invite(floor, newcomers, show.showId))]);
  const inside = new Map<Shopper, number>();
  for (let minute = 0; minute < showMinutes; minute += stepMinutes) {
    const arriving = arrivals.get(minute) ?? [];
    await inParallel(arriving, hands, async (one) => {
      await house.live.presence.enter(shopId, show.showId, one.visitor.memberId);
      inside.set(one, minute);
    });
    const article = show.line[Math.floor(minute / stepMinutes / 2) % show.line.length]!;
    if (minute % (stepMinutes * 2) === 0) await shows.spotlight(shopId, show.showId, article.productId);
    if (chance.yes(0.4)) await house.live.chat.sayAsHost(shopId, show.showId, "阿茶", chance.pick(hostLines));
    await house.live.presence.noteMinute(shopId, show.showId, inside.size);
    await inParallel([...inside.keys()], hands, (one) => fiveMinutes(floor, show, one, article));
    await leaveSome(floor, show.showId, inside, minute);
    clock.advance(stepMinutes * minuteMs);
  }
  await leaveSome(floor, show.showId, inside, Number.POSITIVE_INFINITY);
  await shows.step(shopId, show.showId, "ended", "阿茶");
}

function isStill(floor: ShopFloor, shopper: Shopper): boolean {
  return floor.clock.now().getTime() < shopper.leavesAt;
}

async function invite(floor: ShopFloor, count: number, showId: string): Promise<Shopper[]> {
  const { house, shopId, chance } = floor;
  const first = floor.shoppers.length;
  const fresh: Shopper[] = [];
  for (let n = first; n < first + count; n += 1) {
    const person = personAt(n, chance);
    const { name, language, timeZone } = person;
    const origin = { showId, channel: chance.pick(["douyin", "wechat", "search", "friend"]) };
    const { memberId, sessionId } = await house.shop.identity.beginGuest({
      shopId,
      name,
      language,
      timeZone,
      origin,
    });
    fresh.push(newShopper(floor, person, { shopId, memberId, sessionId }));
  }
  floor.shoppers.push(...fresh);
  return fresh;
}

/** Most come in the first half, as in a real room. */
function spread(floor: ShopFloor, people: readonly Shopper[]): Map<number, Shopper[]> {
  const steps = showMinutes / stepMinutes;
  return Map.groupBy(people, () => Math.floor(floor.chance.next() ** 1.8 * (steps - 1)) * stepMinutes);
}

async function fiveMinutes(
  floor: ShopFloor,
  show: { showId: string; joinCode: string },
  one: Shopper,
  article: Article,
) {
  const { house, chance, shopId } = floor;
  const { memberId } = one.visitor;
  // Half of them report now, for twice the time: the sums stay, the work is halved.
  if (!chance.yes(0.5)) return;
  const opened = chance.yes(0.4 + one.warmth * 0.35) ? [article.productId] : [];
  const seconds = chance.whole(150, 280);
  await house.live.presence.report(shopId, show.showId, memberId, {
    seconds,
    seen: [article.productId],
    opened,
  });
  if (chance.yes(0.3)) {
    await house.live.chat.say(shopId, show.showId, memberId, chance.pick(remarks), newId(floor.clock.now()));
  }
  if (chance.yes(0.25)) await house.live.presence.like(shopId, show.showId, memberId, chance.whole(1, 20));
  if (!one.joined && chance.yes(0.1 + one.warmth * 0.16))
    await join(floor, one, show.joinCode, one.person.country !== "CN" || chance.yes(0.3));
  else if (!one.joined && chance.yes(0.12))
    await house.join.scan(await house.join.openCode(show.joinCode, shopId), memberId);
  const wants = one.favourites.some((favourite) => favourite.sku === article.good.sku);
  const isNew = !one.nextWant.has(article.good.sku);
  if (opened.length > 0 && chance.yes(wants && isNew ? 0.6 : 0.14)) {
    const lines = [{ variantId: article.variantId, quantity: chance.yes(0.2) ? 2 : 1 }];
    await buy(floor, one, lines, { showId: show.showId, channel: "live" });
  }
}

async function leaveSome(
  floor: ShopFloor,
  showId: string,
  inside: Map<Shopper, number>,
  minute: number,
): Promise<void> {
  const { house, chance, shopId } = floor;
  const end = !Number.isFinite(minute);
  const leaving = [...inside].filter(() => end || chance.yes(0.16));
  await inParallel(leaving, hands, async ([one, since]) => {
    inside.delete(one);
    const seconds = ((end ? showMinutes : minute + stepMinutes) - since) * 60;
    await house.live.presence.leave(shopId, showId, one.visitor.memberId, seconds);
  });
}
