/**
 * The whole house for tests, as `server/main.ts` builds it: real PostgreSQL, real routes, real mail over SMTP. Only
 * the clock stands still until it is moved, video and the behaviour store are stand-ins (they have tests of their
 * own), and sign-in codes are caught on their way out.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { InjectOptions } from "fastify";
import type { StaffRole } from "../contract/rights.ts";
import { sessionCookies } from "../contract/session-cookies.ts";
import { buildHouse, type HouseParts } from "../server/house.ts";
import type { MediaEngine } from "../server/live/index.ts";
import { startTestClickhouse } from "../server/platform/clickhouse/index.ts";
import { createFrozenClock } from "../server/platform/clock/index.ts";
import { createTestDatabase } from "../server/platform/database/testing.ts";
import { RefrainError } from "../server/platform/errors.ts";
import { createLog } from "../server/platform/log/index.ts";
import { createMailer, type ReceivedMail, startMailSink } from "../server/platform/mail/index.ts";
import { loadSettings } from "../server/platform/settings.ts";

export type SmallHouse = Awaited<ReturnType<typeof openSmallHouse>>;
/** Calls a route by its key in the contract, as somebody. */
export type Call = (key: string, ask?: Ask) => Promise<Answer>;
export type Shopper = Call & { readonly memberId: string; readonly secret: string };
export type StaffCall = Call & { readonly staffId: string };
export type TestShop = {
  readonly id: string;
  readonly slug: string;
  readonly owner: StaffCall;
  readonly hire: (role: StaffRole) => Promise<StaffCall>;
};

/** A Monday, noon in Shanghai: nobody's quiet hours. */
const firstMoment = "2026-03-02T04:00:00Z";
const minuteMs = 60_000;
const secretKey = "a key that only tests have, 32 bytes";
const password = "a long password";

/** A speaking name as an Idempotency-Key: long enough and without spaces. */
export const keyOf = (name: string) => `attempt-${name.replaceAll(" ", "-")}`;

type Parts = Readonly<Record<string, string>>;
export type Ask = {
  readonly params?: Parts;
  readonly query?: Parts;
  readonly body?: unknown;
  readonly headers?: Parts;
};

export type Answer = {
  readonly status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read answers of every route
  readonly body: any;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
};

/** With `reports` the real behaviour store is opened too; without it reports answer `unavailable`. */
export async function openSmallHouse({ reports = false } = {}) {
  const db = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), "refrain-small-house-"));
  const store = reports ? await startTestClickhouse() : undefined;
  const clock = createFrozenClock(firstMoment);
  const { settings } = loadSettings({
    NODE_ENV: "test",
    PORT: "0",
    HOST: "127.0.0.1",
    LOG_LEVEL: "error",
    PAGES_DIR: "/nonexistent",
    RATE_LIMITS: "false",
    PUBLIC_URL: "https://shop.example",
    DATA_DIR: dataDir,
    // Tests let weeks pass between two clicks of the same person.
    STAFF_SESSION_HOURS: "2160",
  });
  const logged: string[] = [];
  const log = createLog(settings, { write: (line) => void logged.push(line) });
  const codes = new Map<string, string>();
  const mails: ReceivedMail[] = [];
  const mailServer = { refuse: undefined as number | undefined };
  const openSink = (port: number) =>
    startMailSink({ port, store: (mail) => void mails.push(mail), refuse: () => mailServer.refuse });
  let sink = await openSink(0);
  const mailer = createMailer({ smtpUrl: sink.url, from: "Shop <hello@shop.example>", timeoutMs: 5000 });
  const media = recordingMedia();
  const parts: HouseParts = {
    settings,
    log,
    clock,
    db,
    clickhouse: store?.clickhouse ?? noBehaviourStore,
    media: media.engine,
    mailer,
    secretKey,
    deliverCode: async ({ to, code }) => void codes.set(to, code),
    signIns: [],
  };
  const house = await buildHouse(parts);
  if (reports) await house.insight.open();
  let serial = 0;
  const next = (word: string) => `${word}-${(serial += 1)}`;

  /** Calls routes as whoever holds these cookies or this key. */
  function caller(identity: { cookie?: string; authorization?: string } = {}): Call {
    return async (key, { params = {}, query, body, headers } = {}) => {
      const [method, path] = key.split(" ") as [InjectOptions["method"] & string, string];
      const url = path.replaceAll(/\{(\w+)\}/gu, (_, name: string) => encodeURIComponent(params[name] ?? ""));
      const response = await house.http.app.inject({
        method,
        url: query ? `${url}?${new URLSearchParams(query).toString()}` : url,
        headers: { "sec-fetch-site": "same-origin", ...identity, ...headers },
        ...(body !== undefined && { payload: body as object }),
      });
      return {
        status: response.statusCode,
        body: readBody(response.body),
        text: response.body,
        headers: response.headers,
      };
    };
  }

  async function signInStaff(email: string): Promise<StaffCall> {
    const { secret, staff } = await house.shop.staff.signIn(email, password);
    const call = caller({ cookie: `${sessionCookies.staff}=${secret}` });
    return Object.assign(call, { staffId: staff.id });
  }

  async function openShop(slug: string): Promise<TestShop> {
    const shop = await house.shop.storefront.addShop({
      slug,
      name: "茶铺",
      nameEn: "Tea House",
      currency: "CNY",
      timeZone: "Asia/Shanghai",
      language: "zh-CN",
      demo: false,
    });
    const hire = async (role: StaffRole) => {
      const email = `${role}@${slug}.example`;
      await house.shop.staff.addStaff({ shopId: shop.id, email, name: role, role, password }, "set-up");
      return signInStaff(email);
    };
    const owner = await hire("owner");
    return { id: shop.id, slug, hire, owner };
  }

  /** A product with one variant, added over the API. */
  async function addProduct(
    shop: TestShop,
    more: { priceCents?: number; stock?: number; sku?: string } = {},
  ) {
    const { priceCents = 5000, stock = 100, sku = next("SKU") } = more;
    const answer = await shop.owner("POST /api/v1/products", {
      body: { title: { zh: "茶", en: "Tea" }, category: "茶", variants: [{ sku, priceCents, stock }] },
    });
    if (answer.status !== 200) throw new Error(answer.text);
    return { id: answer.body.id as string, variantId: answer.body.variants[0].id as string };
  }

  /** Somebody who has just opened the shop's page. */
  async function guest(shop: { slug: string }, more: { timeZone?: string } = {}): Promise<Shopper> {
    const answer = await caller()("POST /api/v1/front/session", { body: { slug: shop.slug, ...more } });
    if (answer.status !== 200) throw new Error(answer.text);
    const secret = new RegExp(`${sessionCookies.shopper}=([^;]+)`, "u").exec(
      String(answer.headers["set-cookie"]),
    )![1]!;
    const call = caller({ cookie: `${sessionCookies.shopper}=${secret}` });
    return Object.assign(call, { memberId: answer.body.id as string, secret });
  }

  /** Asks for a code and takes it from the post. */
  async function codeFor(shopper: Shopper, target: { email: string } | { phone: string }): Promise<string> {
    const asked = await shopper("POST /api/v1/front/codes", { body: target });
    if (asked.status !== 200) throw new Error(asked.text);
    const [to, code] = [...codes].at(-1)!;
    codes.delete(to);
    return code;
  }

  async function signIn(shopper: Shopper, target: { email: string } | { phone: string }) {
    const code = await codeFor(shopper, target);
    const answer = await shopper("POST /api/v1/front/sign-in", { body: { ...target, code } });
    if (answer.status !== 200) throw new Error(answer.text);
    return answer.body as { shopper: { id: string }; merged: boolean; newMember: boolean };
  }

  /** A member who joined now, allowed these channels and is not in the control group unless wished. */
  async function member(
    shop: TestShop,
    more: { consents?: readonly string[]; email?: string; control?: boolean; timeZone?: string } = {},
  ) {
    const { consents = ["inbox", "email"], control = false, timeZone } = more;
    for (;;) {
      const shopper = await guest(shop, timeZone ? { timeZone } : {});
      const { controlShare } = await house.engage.trust.policy(shop.id);
      if (house.engage.trust.inControlGroup(shop.id, shopper.memberId, controlShare) !== control) continue;
      const email = more.email ?? `${next("member")}@mail.example`;
      const session = (await house.shop.identity.session(shopper.secret))!;
      const visitor = { shopId: shop.id, memberId: shopper.memberId, sessionId: session.id };
      await db.transaction((tx) =>
        house.shop.identity.adoptIdentity(tx, visitor, { kind: "email", value: email }, {}, consents),
      );
      await house.events.idle();
      return Object.assign(shopper, { email });
    }
  }

  async function order(
    shopper: Shopper,
    variantId: string,
    more: { quantity?: number; key?: string; [part: string]: unknown } = {},
  ) {
    const { quantity = 1, key = next("key"), ...rest } = more;
    return shopper("POST /api/v1/front/orders", {
      headers: { "idempotency-key": keyOf(key) },
      body: { lines: [{ variantId, quantity }], ...rest },
    });
  }

  async function pay(shopper: Shopper, orderId: string, more: { outcome?: string; key?: string } = {}) {
    const { outcome = "approve", key = next("key") } = more;
    return shopper("POST /api/v1/front/orders/{id}/pay", {
      params: { id: orderId },
      headers: { "idempotency-key": keyOf(key) },
      body: { outcome },
    });
  }

  /** Orders and pays; returns the order's id. */
  async function buy(
    shopper: Shopper,
    variantId: string,
    more: { quantity?: number; [part: string]: unknown } = {},
  ) {
    const placed = await order(shopper, variantId, more);
    const paid = await pay(shopper, placed.body.id as string);
    if (paid.status !== 200) throw new Error(placed.text + paid.text);
    await house.events.idle();
    return placed.body.id as string;
  }

  async function stockOf(shop: { id: string }, productId: string): Promise<number> {
    const product = await house.shop.catalogue.product(shop.id, productId);
    return product.variants[0]!.stock;
  }

  /** A show with these products on its run-sheet, on air unless wished otherwise. */
  async function show(shop: TestShop, productIds: readonly string[], open = true): Promise<string> {
    const planned = await shop.owner("POST /api/v1/shows", {
      body: {
        title: { zh: "今晚的茶", en: "Tea tonight" },
        startsAt: new Date(clock.now().getTime() + 60 * minuteMs).toISOString(),
        products: productIds.map((productId) => ({ productId })),
      },
    });
    if (planned.status !== 200) throw new Error(planned.text);
    const id = planned.body.id as string;
    if (open) await shop.owner("POST /api/v1/shows/{id}/open", { params: { id } });
    return id;
  }

  return {
    house,
    db,
    clock,
    codes,
    mails,
    mailServer,
    media,
    logged,
    secretKey,
    next,
    caller,
    openShop,
    addProduct,
    guest,
    codeFor,
    signIn,
    member,
    order,
    pay,
    buy,
    stockOf,
    show,
    /** Facts of a shop by type, oldest first. */
    facts: async (shop: { id: string }, type: Parameters<typeof house.events.read>[0]["types"] & object) =>
      house.events.read({ shopId: shop.id, types: type, limit: 1000, after: 0 }),
    passMinutes: (minutes: number) => clock.advance(minutes * minuteMs),
    stopMailServer: () => sink.stop(),
    /** On the same address as before. */
    startMailServer: async () => {
      sink = await openSink(Number(new URL(sink.url).port));
    },
    close: async () => {
      await house.stop();
      mailer.close();
      await sink.stop();
      await store?.drop();
      await db.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function readBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Says yes to everybody and remembers which streams it was asked to stop. */
function recordingMedia() {
  const kicked: string[] = [];
  const listeners: Parameters<MediaEngine["on"]>[0][] = [];
  const engine: MediaEngine = {
    publish: ({ streamId }) => Promise.resolve({ sessionId: `p-${streamId}`, answerSdp: "v=0" }),
    play: ({ streamId }) => Promise.resolve({ sessionId: `v-${streamId}`, answerSdp: "v=0" }),
    end: () => Promise.resolve(),
    kick: (streamId) => Promise.resolve(void kicked.push(streamId)),
    stats: () => Promise.resolve({ streams: [], sessions: 0 }),
    on: (listener) => {
      listeners.push(listener);
      return () => undefined;
    },
    close: () => Promise.resolve(),
  };
  return {
    engine,
    kicked,
    tell: (fact: Parameters<(typeof listeners)[number]>[0]) => listeners.forEach((hear) => hear(fact)),
  };
}

const away = () =>
  Promise.reject(new RefrainError("unavailable", "Tests of the house have no behaviour store."));
/** Reports that need the behaviour store answer `unavailable`. */
const noBehaviourStore = new Proxy({} as HouseParts["clickhouse"], { get: () => away });
