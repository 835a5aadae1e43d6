import { describe, expect, it } from "vitest";
import type { LiveMessage } from "../../../../client/live-socket.ts";
import { currentSale, type Room, type RoomState, takeMessage, takeSnapshot, withClaim } from "./room.ts";

const showId = "0198c0de-0000-7000-8000-000000000001";
const tea = {
  id: "tea",
  title: { en: "Tea" },
  category: "tea",
  role: "profit" as const,
  pictureUrl: "/tea.svg",
  currency: "CNY",
  active: true,
  createdAt: "2026-05-20T12:00:00.000Z",
  variants: [
    { id: "small", sku: "T-S", priceCents: 1000, stock: 5 },
    { id: "large", sku: "T-L", priceCents: 1800, stock: 9 },
  ],
};
const said = (id: string, text = id) => ({
  id,
  name: "Li",
  avatarUrl: "",
  text,
  at: "2026-05-20T12:00:00.000Z",
  from: "shopper" as const,
  joined: false,
});
const state: RoomState = {
  show: {
    id: showId,
    title: { en: "Evening" },
    coverUrl: "",
    hostName: "Mei",
    status: "on_air",
    startsAt: "2026-05-20T12:00:00.000Z",
    publishing: true,
    viewers: 1,
    likes: 0,
  },
  runSheet: [{ position: 1, role: "profit", product: tea }],
  spotlight: { productId: "tea", startedAt: "2026-05-20T12:00:00.000Z", product: tea },
  sales: [],
  rules: { slowModeSeconds: 0, linksAllowed: false },
  recentChat: [said("a")],
  serverTime: "2026-05-20T12:00:00.000Z",
};

const after = (room: Room, ...news: Pick<LiveMessage, "type" | "data">[]) =>
  news.reduce(
    (known, one) => takeMessage(known, { ...one, offset: 1, at: new Date(0) } as LiveMessage),
    room,
  );

describe("flash sales", () => {
  const sale = (id: string, more: object = {}) => ({
    id,
    showId,
    productId: "tea",
    variantId: "small",
    priceCents: 500,
    currency: "CNY",
    units: 10,
    left: 10,
    unpaid: 0,
    waiting: 0,
    perPerson: 1,
    audience: "everyone" as const,
    opensAt: "2026-05-20T12:10:00.000Z",
    payWithinSeconds: 300,
    status: "prepared" as const,
    ...more,
  });
  const told = (id: string, more: object = {}) => ({ type: "sale.changed" as const, data: sale(id, more) });

  it("takes the latest of each sale", () => {
    const room = after(takeSnapshot(state), told("a"), told("a", { left: 3, status: "open" }));
    expect(room.sales).toMatchObject([{ id: "a", left: 3, status: "open" }]);
  });

  it("shows what one has to pay for first, then what is open, then what comes next, and nothing that is over", () => {
    const later = told("b", { opensAt: "2026-05-20T13:00:00.000Z" });
    let room = after(takeSnapshot(state), later, told("a"));
    expect(currentSale(room)?.id).toBe("a");
    room = after(room, told("b", { status: "open" }));
    expect(currentSale(room)?.id).toBe("b");
    room = withClaim(room, { saleId: "a", status: "won", quantity: 1 });
    expect(currentSale(room)?.id).toBe("a");
    expect(currentSale(after(takeSnapshot(state), told("a", { status: "ended" })))).toBeUndefined();
  });

  it("keeps one's own claim over a new snapshot", () => {
    const room = withClaim(takeSnapshot(state), { saleId: "a", status: "waiting", quantity: 1, position: 2 });
    expect(takeSnapshot(state, room).claims["a"]?.position).toBe(2);
  });
});

describe("chat", () => {
  it("shows a message once, however often it comes", () => {
    const room = after(
      takeSnapshot(state),
      { type: "chat.said", data: said("b") },
      { type: "chat.said", data: said("b") },
    );
    expect(room.chat.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(takeSnapshot(state, room).chat.map(({ id }) => id)).toEqual(["a", "b"]);
  });

  it("takes away what a moderator took away", () => {
    const room = after(takeSnapshot(state), { type: "chat.removed", data: { messageId: "a" } });
    expect(room.chat).toEqual([]);
  });

  it("keeps the last two hundred", () => {
    const many = Array.from({ length: 250 }, (_, at) => ({
      type: "chat.said" as const,
      data: said(String(at)),
    }));
    const room = after(takeSnapshot(state), ...many);
    expect(room.chat).toHaveLength(200);
    expect(room.chat.at(-1)!.id).toBe("249");
  });
});

describe("goods", () => {
  it("have the new stock and price on the run-sheet and in the light", () => {
    const news = { productId: "tea", variantId: "small", stock: 2, priceCents: 900 };
    const room = after(takeSnapshot(state), { type: "stock.changed", data: news });
    for (const product of [room.spotlight!.product, room.runSheet[0]!.product]) {
      expect(product.variants.map(({ stock, priceCents }) => [stock, priceCents])).toEqual([
        [2, 900],
        [9, 1800],
      ]);
    }
  });

  it("leave the light when none is in it", () => {
    expect(
      after(takeSnapshot(state), { type: "spotlight.changed", data: { spotlight: null } }).spotlight,
    ).toBeUndefined();
  });
});

describe("a mute", () => {
  const mute = (muted: boolean, id = showId) => ({
    type: "chat.muted" as const,
    data: { showId: id, until: null, muted },
  });

  it("without an end lasts, and survives a snapshot that does not know of it", () => {
    const room = after(takeSnapshot(state), mute(true));
    expect(new Date(room.mutedUntil!).getTime()).toBeGreaterThan(8e15);
    expect(takeSnapshot(state, room).mutedUntil).toBe(room.mutedUntil);
    expect(after(room, mute(false)).mutedUntil).toBeUndefined();
  });

  it("in another room is none here", () => {
    expect(after(takeSnapshot(state), mute(true, "elsewhere")).mutedUntil).toBeUndefined();
  });
});
