import type { AllRoutes } from "../../../../../contract/routes.ts";
import type { LiveMessageData } from "../../../../../contract/live-messages.ts";
import type { ResultOf } from "../../../../client/api.ts";
import type { LiveMessage } from "../../../../client/live-socket.ts";

/** The room as the server describes it. */
export type RoomState = ResultOf<AllRoutes["GET /api/v1/front/shows/{id}"]>;
export type ChatMessage = RoomState["recentChat"][number];
export type RunSheetLine = RoomState["runSheet"][number];
export type Spotlight = NonNullable<RoomState["spotlight"]>;
export type Product = RunSheetLine["product"];
export type Sale = LiveMessageData<"purchase.ticker"> & { readonly key: number };
export type FlashSale = RoomState["sales"][number];
export type SaleClaim = LiveMessageData<"sale.claimed">;
export type JoinCard = LiveMessageData<"join.card">;
type LuckyBag = LiveMessageData<"bag.changed">["bag"];

/** The room as the page shows it: the server's state and what has happened since. */
export type Room = {
  readonly show: RoomState["show"];
  readonly runSheet: readonly RunSheetLine[];
  readonly spotlight: Spotlight | undefined;
  readonly rules: RoomState["rules"];
  readonly chat: readonly ChatMessage[];
  /** Flash sales of this show that this page has heard of. */
  readonly sales: readonly FlashSale[];
  /** One's own latest claim by the sale's id. */
  readonly claims: Readonly<Record<string, SaleClaim>>;
  readonly joinCode: string | undefined;
  /** Pushed by the host; goes when it is closed. */
  readonly joinCard: JoinCard | undefined;
  /** ISO 8601; in the past means that one may write. */
  readonly mutedUntil: string | undefined;
  readonly lastSale: Sale | undefined;
  /** What the live line told last of a lucky bag. */
  readonly luckyBag: LuckyBag | undefined;
};

/** How many can still be had, of all its variants. */
export function stockOf(product: Product): number {
  return product.variants.reduce((sum, { stock }) => sum + Math.max(0, stock), 0);
}

/** No end is said for a mute that lasts. */
const forever = "+275760-09-13T00:00:00.000Z";
const mostMessages = 200;

/** A fresh room, or the same room after a gap: what only this page knows is kept. */
export function takeSnapshot(state: RoomState, known?: Room): Room {
  return {
    show: state.show,
    runSheet: state.runSheet,
    spotlight: state.spotlight,
    rules: state.rules,
    chat: state.recentChat.reduce(withMessage, known?.chat ?? []),
    sales: state.sales,
    claims: known?.claims ?? {},
    joinCode: state.joinCode ?? known?.joinCode,
    joinCard: known?.joinCard,
    // The live line's snapshot is the same for everybody and says nothing of mutes.
    mutedUntil: state.mutedUntil ?? known?.mutedUntil,
    lastSale: known?.lastSale,
    luckyBag: known?.luckyBag,
  };
}

/** The room after a message of the live line. A message that is already contained changes nothing. */
export function takeMessage(room: Room, message: LiveMessage): Room {
  switch (message.type) {
    case "show.status":
      return { ...room, show: { ...room.show, ...message.data } };
    case "room.counts":
      return { ...room, show: { ...room.show, ...message.data } };
    case "spotlight.changed":
      return { ...room, spotlight: message.data.spotlight ?? undefined };
    case "stock.changed":
      return withStock(room, message.data);
    case "room.rules":
      return { ...room, rules: message.data };
    case "chat.said":
    case "chat.pinned":
      return { ...room, chat: withMessage(room.chat, message.data) };
    case "chat.removed":
      return { ...room, chat: room.chat.filter(({ id }) => id !== message.data.messageId) };
    case "purchase.ticker":
      return { ...room, lastSale: { ...message.data, key: message.offset } };
    case "join.card":
      return { ...room, joinCard: message.data, joinCode: message.data.code };
    case "sale.changed":
      return { ...room, sales: withSale(room.sales, message.data) };
    case "sale.claimed":
      return withClaim(room, message.data);
    case "bag.changed":
      return { ...room, luckyBag: message.data.bag };
    case "chat.muted":
      return withMute(room, message.data);
    default:
      return room;
  }
}

/** Adds one's own message as soon as the server has taken it, whichever way it comes first. */
export function withMessage(chat: readonly ChatMessage[], message: ChatMessage): readonly ChatMessage[] {
  if (chat.some(({ id }) => id === message.id)) return chat;
  return [...chat, message].slice(-mostMessages);
}

function withSale(sales: readonly FlashSale[], sale: FlashSale): readonly FlashSale[] {
  return [...sales.filter(({ id }) => id !== sale.id), sale].toSorted((a, b) =>
    a.opensAt < b.opensAt ? -1 : 1,
  );
}

export function withClaim(room: Room, claim: SaleClaim): Room {
  return { ...room, claims: { ...room.claims, [claim.saleId]: claim } };
}

/** The one sale to show: what one has to pay for, then what is open, then what comes next. */
export function currentSale({ sales, claims }: Pick<Room, "sales" | "claims">): FlashSale | undefined {
  const standing = sales.find(({ id }) => ["won", "waiting"].includes(claims[id]?.status ?? ""));
  const open = sales.find(({ status, left }) => status === "open" && left > 0);
  const others = sales.filter(({ status }) => status !== "ended");
  return standing ?? open ?? others.find(({ status }) => status === "prepared") ?? others[0];
}

function withMute(room: Room, mute: LiveMessageData<"chat.muted">): Room {
  if (mute.showId !== room.show.id) return room;
  return { ...room, mutedUntil: mute.muted ? (mute.until ?? forever) : undefined };
}

function withStock(room: Room, news: LiveMessageData<"stock.changed">): Room {
  const renewed = (product: Product): Product => {
    if (product.id !== news.productId) return product;
    const variants = product.variants.map((variant) =>
      variant.id === news.variantId
        ? { ...variant, stock: news.stock, priceCents: news.priceCents }
        : variant,
    );
    return { ...product, variants };
  };
  const { spotlight } = room;
  return {
    ...room,
    runSheet: room.runSheet.map((line) => ({ ...line, product: renewed(line.product) })),
    spotlight: spotlight && { ...spotlight, product: renewed(spotlight.product) },
  };
}
