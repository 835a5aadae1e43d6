import path from "node:path";
import { buildOpenApi } from "../contract/openapi.ts";
import { routesByChapter } from "../contract/routes.ts";
import { namedSchemas } from "../contract/schemas.ts";
import { mayDo } from "../contract/rights.ts";
import { createEngage, serveEngage } from "./engage/index.ts";
import { createInsight, serveInsight } from "./insight/index.ts";
import { createJoin, serveJoin, serveLuckyBags } from "./join/index.ts";
import {
  consoleTopic,
  createLive,
  followVisits,
  type Listener,
  type MediaEngine,
  memberTopic,
  serveLive,
} from "./live/index.ts";
import { serveDemo } from "./demo/index.ts";
import type { Clickhouse } from "./platform/clickhouse/index.ts";
import type { MovableClock } from "./platform/clock/index.ts";
import type { Database } from "./platform/database/index.ts";
import { createEvents } from "./platform/events/index.ts";
import { createHttp } from "./platform/http/index.ts";
import { createTicker } from "./platform/jobs/index.ts";
import type { Log } from "./platform/log/index.ts";
import type { Mailer } from "./platform/mail/index.ts";
import { createRealtime, type Realtime } from "./platform/realtime/index.ts";
import type { Settings } from "./platform/settings.ts";
import { createRepurchase, type Progress, serveRepurchase } from "./repurchase/index.ts";
import { type CodeMessage, createShop, serveShop } from "./shop/index.ts";
import { listenerOf } from "./listener.ts";

export type HouseParts = {
  readonly settings: Settings;
  readonly log: Log;
  readonly clock: MovableClock;
  readonly db: Database;
  readonly clickhouse: Clickhouse;
  readonly media: MediaEngine;
  readonly mailer: Pick<Mailer, "send">;
  readonly secretKey: string;
  readonly deliverCode: (message: CodeMessage) => Promise<void>;
  readonly signIns: readonly { email: string; password: string; role: string }[];
};

export type House = Awaited<ReturnType<typeof buildHouse>>;

/**
 * Builds the chapters in their order, each from those before it, and opens their doors. Ports that an earlier chapter
 * declares for a later one are filled here and nowhere else. Nothing runs until `start`.
 */
export async function buildHouse(parts: HouseParts) {
  const { settings, log, clock, db, clickhouse, media } = parts;
  const events = createEvents({ db, log, clock });
  const ticker = createTicker({ clock, log });
  const { sessionDays, unpaidMinutes, publicUrl } = settings;
  const shop = createShop({
    db,
    clock,
    events,
    log,
    sessionDays,
    staffSessionHours: settings.staffSessionHours,
    unpaidMinutes,
    uploadsFolder: path.join(settings.dataDir, "uploads"),
    deliverCode: parts.deliverCode,
  });
  const openApi = () => buildOpenApi(routesByChapter, namedSchemas());
  const http = await createHttp({ settings, log, clock, authenticate: shop.authenticate, openApi });

  // The live socket needs the chapters to know who may follow what, and the chapters need it to speak.
  let live: ReturnType<typeof createLive>;
  const realtime: Realtime<Listener> = createRealtime<Listener>({
    server: http.app.server,
    clock,
    log,
    authenticate: (request) =>
      listenerOf(request, shop.authenticate, mayDo, (header) => http.app.parseCookie(header)),
    isAllowedOrigin: (origin, request) =>
      origin === new URL(publicUrl).origin || URL.parse(origin)?.host === request.headers.host,
    authorise: (listener, topic) => live.mayFollow(listener, topic),
    snapshot: (topic) => live.snapshot(topic),
  });
  const publish: typeof realtime.publish = (topic, message) => realtime.publish(topic, message);
  const present = (topic: string, kind: Listener["kind"]) =>
    realtime.present(topic).filter((listener) => listener.kind === kind).length;
  const isPresent = (topic: string, id: string) => realtime.isPresent(topic, id);
  let codeOfShow: (shopId: string, showId: string) => Promise<string | undefined> = () =>
    Promise.resolve(undefined);
  const tokenKey = Buffer.from(parts.secretKey);
  const joinCodeOf: typeof codeOfShow = (shopId, showId) => codeOfShow(shopId, showId);
  const liveParts = {
    db,
    clock,
    events,
    log,
    shop,
    publish,
    present,
    isPresent,
    joinCodeOf,
    media,
    tokenKey,
  };
  live = createLive(liveParts);
  const joinParts = { db, clock, events, shop, live, publish, publicUrl };
  const join = createJoin(joinParts);
  codeOfShow = join.codeOfShow;
  const engageParts = {
    db,
    clock,
    events,
    log,
    shop,
    sendMail: parts.mailer.send,
    publicUrl,
    linkKey: parts.secretKey,
    notifyInbox: (_shopId: string, memberId: string, touchId: string, unread: number) =>
      publish(memberTopic(memberId), { type: "inbox.received", data: { touchId, unread } }),
  };
  const engage = createEngage(engageParts);
  const tellProgress: Progress = ({ shopId, ...data }) =>
    publish(consoleTopic(shopId), { type: "console.progress", key: data.work, data });
  const upcomingShows = (shopId: string) => live.shows.upcoming(shopId, 5);
  const repurchase = createRepurchase({
    db,
    clock,
    events,
    log,
    shop,
    engage,
    progress: tellProgress,
    upcomingShows,
  });
  const insightParts = { db, clock, events, clickhouse, log, shop, live, engage };
  const insight = createInsight(insightParts);

  serveShop(http, shop, { db, clock, sessionDays });
  await serveLive(http, liveParts, live);
  followVisits(liveParts, live, realtime);
  serveJoin(http, joinParts, join);
  serveLuckyBags(http, joinParts, join);
  serveEngage(http, engageParts, engage);
  serveRepurchase(http, repurchase, { shop, clock });
  serveInsight(http, insightParts, insight);
  serveDemo(http, {
    db,
    clock,
    on: settings.demo,
    signIns: parts.signIns,
    catchUp,
    runTicks: () => ticker.runAllOnce(),
    prolongSessions: shop.staff.prolongSessions,
  });
  http.addCheck("database", async () => void (await db.pool.query("select 1")));
  http.addCheck("behaviour store", async () => {
    if (!(await clickhouse.ping())) throw new Error("does not answer");
  });

  ticker.every("unpaid orders", 15, async () => void (await shop.orders.expireUnpaid()));
  ticker.every("due touches", 5, async () => void (await engage.runDue()));
  ticker.every("show minutes", 60, () => live.noteMinutes());
  ticker.every("flash sales", 1, () => live.sales.tick());
  ticker.every("studio figures", 1, () => live.tellStudios());
  ticker.every("lucky bags", 1, () => join.luckyBags.tick());
  ticker.every("fits and plans", 60, () => repurchase.tick());

  /** Does everything that is due by the clock, facts included: for a clock that was put forward. */
  async function catchUp(): Promise<void> {
    await events.idle();
    await shop.orders.expireUnpaid();
    await live.sales.tick();
    await join.luckyBags.tick();
    await engage.runDue();
    await events.idle();
  }

  return {
    shop,
    live,
    join,
    engage,
    repurchase,
    insight,
    events,
    http,
    realtime,
    catchUp,
    start: async () => {
      await insight.open();
      await live.forgetPictures();
      events.start();
      ticker.start();
      await shop.imports.resumeInterrupted();
    },
    /** Doors first, then those who work, so that nothing begins that cannot end. */
    stop: async () => {
      realtime.close();
      await http.close();
      await ticker.stop();
      await shop.imports.stop();
      await repurchase.idle();
      await events.stop();
      await insight.close();
    },
  };
}
