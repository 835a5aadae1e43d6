import { newId } from "../../server/platform/ids/index.ts";
import { sql } from "../../server/platform/database/index.ts";
import { type Answer, keyOf, type Shopper, type SmallHouse, type TestShop } from "../small-house.ts";

/** One of everything that a shop can own, named so that it is found in any answer it does not belong in. */
export type Things = Awaited<ReturnType<typeof furnish>>;

export async function furnish(small: SmallHouse, shop: TestShop, mark: string) {
  const { owner } = shop;
  const done = (answer: Answer): Answer["body"] => {
    if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text}`);
    return answer.body;
  };
  const product = done(
    await owner("POST /api/v1/products", {
      body: {
        title: { en: `${mark} tea` },
        category: `${mark} category`,
        variants: [{ sku: `${mark}-1`, priceCents: 100, stock: 1000 }],
      },
    }),
  );
  const [productId, variantId] = [product.id as string, product.variants[0].id as string];
  const showId = await small.show(shop, [productId]);
  const plannedShowId = await small.show(shop, [productId], false);
  const sale = done(
    await owner("POST /api/v1/shows/{id}/sales", {
      params: { id: showId },
      headers: { "idempotency-key": keyOf("a sale") },
      body: { variantId, priceCents: 50, units: 10, opensAt: small.clock.now().toISOString() },
    }),
  );
  const benefit = done(
    await owner("POST /api/v1/benefits", {
      body: {
        label: { en: `${mark} gift` },
        kind: "coupon",
        offCents: 10,
        minimumCents: 0,
        validDays: 30,
        budget: 5,
      },
    }),
  );
  const joinCode = done(
    await owner("POST /api/v1/join-codes", {
      body: { label: `${mark} code`, channel: "room", showId, productId, benefitId: benefit.id },
    }),
  );
  const shopper: Shopper & { email: string } = await small.member(shop);
  done(await shopper("PATCH /api/v1/front/me", { body: { name: `${mark} person` } }));
  done(await shopper("GET /api/v1/front/join/{code}", { params: { code: joinCode.code } }));
  const joined = done(
    await shopper("POST /api/v1/front/join/{code}", {
      params: { code: joinCode.code },
      body: { consents: { inbox: true, email: true } },
    }),
  );
  const bag = done(
    await owner("POST /api/v1/shows/{id}/lucky-bags", {
      params: { id: showId },
      body: { benefitId: benefit.id, winners: 1, seconds: 3600 },
      headers: { "idempotency-key": keyOf(`${mark} bag`) },
    }),
  );
  const paidOrderId = await small.buy(shopper, variantId);
  const openOrder = done(await small.order(shopper, variantId));
  const otherOrder = done(await small.order(shopper, variantId));
  const message = done(
    await shopper("POST /api/v1/front/shows/{id}/chat", {
      params: { id: showId },
      body: { text: `${mark} words`, clientId: newId(small.clock.now()) },
    }),
  );
  const muted = await small.member(shop);
  done(
    await owner("POST /api/v1/shows/{id}/mutes", {
      params: { id: showId },
      body: { memberId: muted.memberId },
    }),
  );
  const host = await shop.hire("host");
  const apiKey = done(
    await owner("POST /api/v1/api-keys", { body: { name: `${mark} key`, rights: ["shows.read"] } }),
  );
  const content = done(
    await owner("POST /api/v1/content", {
      body: { title: { en: `${mark} story` }, body: { en: `${mark} text` }, kind: "story" },
    }),
  );
  await small.house.events.idle();
  await small.house.engage.runDue();
  const [touch] = await small.house.engage.touches.list(shop.id, { limit: 1, memberId: shopper.memberId });
  const conflictId = await conflictOf(small, shop, shopper, muted);
  const plan = await planOf(small, shop, shopper.memberId);
  const upload = done(await owner("POST /api/v1/imports", importOf(mark)));
  await small.house.events.idle();
  return {
    productId,
    variantId,
    showId,
    plannedShowId,
    saleId: sale.id as string,
    benefitId: benefit.id as string,
    bagId: bag.id as string,
    joinCodeId: joinCode.id as string,
    code: joinCode.code as string,
    couponId: joined.coupon.id as string,
    shopper,
    memberId: shopper.memberId,
    mutedId: muted.memberId,
    paidOrderId,
    openOrderId: openOrder.id as string,
    otherOrderId: otherOrder.id as string,
    messageId: message.id as string,
    hostId: host.staffId,
    keyId: apiKey.key.id as string,
    contentId: content.id as string,
    touchId: touch!.id,
    conflictId,
    ...plan,
    importId: upload.id as string,
  };
}

/** Two members who claim one address, as the review list knows them. */
async function conflictOf(
  small: SmallHouse,
  shop: TestShop,
  one: Shopper & { email: string },
  other: Shopper,
) {
  const outcome = await small.signIn(other, { email: one.email });
  if (outcome.merged) throw new Error("Two members were merged without a decision.");
  const [conflict] = await small.house.shop.identity.conflicts(shop.id, 1);
  return conflict!.id;
}

/** A proposed plan with one choice; how plans are made has tests of its own. */
async function planOf(small: SmallHouse, shop: TestShop, memberId: string) {
  const at = small.clock.now();
  const [planId, itemId] = [newId(at), newId(at)];
  await small.db.run(sql`
    insert into weekly_plan (shop_id, id, week_starts_at, status, made_at, made_by)
    values (${shop.id}, ${planId}, ${at}, 'proposed', ${at}, 'a test')`);
  await small.db.run(sql`
    insert into plan_item (shop_id, plan_id, id, member_id, choice, purpose, channel, subject, body, why, send_at,
      worth, reason, status)
    values (${shop.id}, ${planId}, ${itemId}, ${memberId}, 'content', 'value', 'inbox', '{"en":"Tea"}', '{"en":"Tea"}',
      '{"en":"Tea"}', ${at}, 1, '{"en":"Tea"}', 'proposed')`);
  return { planId, itemId };
}

function importOf(mark: string) {
  const boundary = "line";
  const file = `order_id,ordered_at,customer_id,sku,product,quantity,unit_price,currency\nA-1,2025-03-31 20:15:00,${mark},X,${mark},2,3.90,CNY\nbroken\n`;
  const body = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${mark}.csv"\r\nContent-Type: text/csv\r\n\r\n${file}\r\n--${boundary}--\r\n`;
  return {
    body: Buffer.from(body),
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
  };
}
