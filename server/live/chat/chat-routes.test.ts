import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openSmallHouse, type Shopper, type SmallHouse, type TestShop } from "../../../test/small-house.ts";
import { sql } from "../../platform/database/index.ts";
import { newId } from "../../platform/ids/index.ts";

let small: SmallHouse;
let shop: TestShop;
let showId: string;
let productId: string;
let viewer: Shopper;
beforeAll(async () => {
  small = await openSmallHouse();
  shop = await small.openShop("rooms");
  productId = (await small.addProduct(shop)).id;
});
beforeEach(async () => {
  showId = await small.show(shop, [productId]);
  viewer = await small.guest(shop);
});
afterAll(() => small.close());

const clientId = () => newId(small.clock.now());
const say = (who: Shopper, text: string, id = clientId()) =>
  who("POST /api/v1/front/shows/{id}/chat", { params: { id: showId }, body: { text, clientId: id } });
const onShow = (key: string, body?: unknown, more: Record<string, string> = {}) =>
  shop.owner(key, { params: { id: showId, ...more }, ...(body !== undefined && { body }) });
const rules = (more: object) =>
  onShow("PUT /api/v1/shows/{id}/rules", {
    slowModeSeconds: 0,
    sensitiveWords: [],
    linksAllowed: false,
    ...more,
  });
const mute = (memberId: string, minutes?: number) =>
  onShow("POST /api/v1/shows/{id}/mutes", { memberId, ...(minutes && { minutes }) });
const room = async (who: Shopper) =>
  (await who("GET /api/v1/front/shows/{id}", { params: { id: showId } })).body;

describe("writing", () => {
  test("a message is seen by whoever comes later", async () => {
    await say(viewer, "这款有小份装吗");
    const seen = (await room(await small.guest(shop))).recentChat;
    expect(seen.map((message: { text: string }) => message.text)).toEqual(["这款有小份装吗"]);
  });

  test("a retry with the same clientId changes nothing", async () => {
    const id = clientId();
    const answers = [await say(viewer, "hello", id), await say(viewer, "hello", id)];
    expect(answers.map((answer) => answer.body.id)).toEqual([id, id]);
    expect((await room(viewer)).recentChat).toHaveLength(1);
    const facts = await small.facts(shop, ["chat.said"]);
    expect(facts.filter((fact) => fact.subjectId === showId)).toHaveLength(1);
  });

  test("nobody takes over another's message by its clientId, not even the host", async () => {
    const id = clientId();
    await say(viewer, "mine", id);
    expect((await say(await small.guest(shop), "stolen", id)).status).toBe(409);
    const host = await onShow("POST /api/v1/shows/{id}/chat", { text: "stolen", clientId: id });
    expect(host.status).toBe(409);
    expect((await room(viewer)).recentChat.map((message: { text: string }) => message.text)).toEqual([
      "mine",
    ]);
  });

  test("before a show and after it nobody writes", async () => {
    await onShow("POST /api/v1/shows/{id}/close");
    expect((await say(viewer, "late")).body.error.code).toBe("not_on_air");
  });
});

describe("moderation", () => {
  test("a muted person cannot write until her time is over, and still watches", async () => {
    await mute(viewer.memberId, 10);
    expect((await say(viewer, "hello")).body.error.code).toBe("chat_muted");
    expect((await room(viewer)).mutedUntil).toBeDefined();
    small.passMinutes(10);
    expect((await say(viewer, "hello")).status).toBe(200);
  });

  test("muted for good is muted for good, until somebody lifts it", async () => {
    await mute(viewer.memberId);
    small.passMinutes(100_000);
    expect((await say(viewer, "hello")).body.error.code).toBe("chat_muted");
    expect((await viewer("GET /api/v1/front/shows/{id}", { params: { id: showId } })).status).toBe(200);
    await onShow("DELETE /api/v1/shows/{id}/mutes/{memberId}", undefined, { memberId: viewer.memberId });
    expect((await say(viewer, "hello")).status).toBe(200);
  });

  test("a mute is for one room", async () => {
    await mute(viewer.memberId);
    showId = await small.show(shop, [productId]);
    expect((await say(viewer, "hello")).status).toBe(200);
  });

  test("signing in does not lift a mute", async () => {
    const member = await small.member(shop);
    await mute(viewer.memberId);
    const { merged } = await small.signIn(viewer, { email: member.email });
    await small.house.events.idle();
    expect(merged).toBe(true);
    expect((await say(viewer, "hello")).body.error.code).toBe("chat_muted");
  });

  test("slow mode lets one message through in its time, however many are sent at once", async () => {
    await rules({ slowModeSeconds: 30 });
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => say(viewer, `message ${i}`)));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    const refused = answers.find((answer) => answer.status !== 200)!;
    expect(refused.status).toBe(429);
    expect(refused.body.error.details).toEqual({ waitSeconds: 30 });
    expect((await say(await small.guest(shop), "another's")).status).toBe(200);
    small.passMinutes(0.5);
    expect((await say(viewer, "again")).status).toBe(200);
  });

  test("sensitive words are refused however they are dressed, and links until they are allowed", async () => {
    await rules({ sensitiveWords: ["加v信"] });
    for (const text of ["加V信", "加 v 信", "加Ｖ．信", "请加-v-信哦"])
      expect((await say(viewer, text)).body.error.details, text).toEqual({ reason: "word" });
    expect((await say(viewer, "see shop.example.com/x")).body.error.details).toEqual({ reason: "link" });
    expect((await say(viewer, "3.5 元一份")).status).toBe(200);
    await rules({ linksAllowed: true });
    expect((await say(viewer, "see shop.example.com/x")).status).toBe(200);
  });

  test("a removed message leaves the screens and stays on record, with who removed it", async () => {
    const said = await say(viewer, "rude");
    await onShow("DELETE /api/v1/shows/{id}/chat/{messageId}", undefined, { messageId: said.body.id });
    expect((await room(viewer)).recentChat).toEqual([]);
    const kept = await small.db.row<{ text: string; by: string }>(sql`
      select text, removed_by as by from chat_message where id = ${said.body.id}`);
    expect(kept).toEqual({ text: "rude", by: "owner" });
    const deeds = await shop.owner("GET /api/v1/audit");
    const deed = deeds.body.items.find((one: { subject: string }) => one.subject === said.body.id);
    expect(deed).toMatchObject({ action: "chat.remove", actor: "owner" });
  });
});

describe("the light", () => {
  const light = (id: string | null) => onShow("POST /api/v1/shows/{id}/spotlight", { productId: id });

  test("only what stands on the run-sheet comes into the light, one at a time", async () => {
    const other = await small.addProduct(shop);
    expect((await light(other.id)).status).toBe(404);
    expect((await light(productId)).body.spotlight.productId).toBe(productId);
    small.passMinutes(1);
    await light(productId);
    const bands = await small.house.live.shows.spotlights(shop.id, showId);
    expect(bands.filter((band) => band.endedAt === null)).toHaveLength(1);
    await light(null);
    expect((await room(viewer)).spotlight).toBeUndefined();
  });

  test("a product that leaves the run-sheet leaves the light", async () => {
    await light(productId);
    const body = { title: { en: "Tea" }, startsAt: small.clock.now().toISOString(), products: [] };
    expect((await onShow("PUT /api/v1/shows/{id}", body)).status).toBe(200);
    expect((await room(viewer)).spotlight).toBeUndefined();
  });

  test("a show that ends turns the light off, once, and stops the picture", async () => {
    await light(productId);
    const closed = await Promise.all([1, 2].map(() => onShow("POST /api/v1/shows/{id}/close")));
    expect(closed.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect((await room(viewer)).spotlight).toBeUndefined();
    expect(small.media.kicked).toContain(showId);
    const told = await small.facts(shop, ["show.ended"]);
    expect(told.filter((fact) => fact.subjectId === showId)).toHaveLength(1);
  });
});

describe("who watches", () => {
  test("each person counts once, however often she comes, and also when she signs in meanwhile", async () => {
    const { presence } = small.house.live;
    const member = await small.member(shop);
    for (const who of [viewer, viewer, member]) await presence.enter(shop.id, showId, who.memberId);
    expect(await presence.viewers(shop.id, showId)).toBe(2);
    await small.signIn(viewer, { email: member.email });
    await small.house.events.idle();
    expect(await presence.viewers(shop.id, showId)).toBe(1);
  });

  test("seconds and likes of batches add up under any number of reports at once", async () => {
    await small.house.live.presence.enter(shop.id, showId, viewer.memberId);
    const params = { id: showId };
    await Promise.all(
      Array.from({ length: 10 }, () => [
        viewer("POST /api/v1/front/shows/{id}/watch", { params, body: { seconds: 5, opened: [productId] } }),
        viewer("POST /api/v1/front/shows/{id}/likes", { params, body: { count: 3 } }),
      ]).flat(),
    );
    const show = await small.house.live.shows.show(shop.id, showId);
    expect(show).toMatchObject({ likes: 30, productClicks: 10 });
    const visit = await small.db.row<{ seconds: number }>(sql`
      select watch_seconds as seconds from show_visit where show_id = ${showId}`);
    expect(visit?.seconds).toBe(50);
  });
});
