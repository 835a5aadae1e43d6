import type { LocalText } from "../../../contract/values.ts";

export type Channel = "inbox" | "email";
export type TouchClass = "marketing" | "service";
export type TouchPurpose = "value" | "sales";
export type TouchKind =
  | "content"
  | "repeat_reminder"
  | "recommendation"
  | "offer"
  | "show_reminder"
  | "welcome"
  | "order_update";
export type TouchStatus = "waiting" | "sending" | "sent" | "deferred" | "refused" | "expired" | "failed";

/** What somebody wishes to say to one member. The gate decides whether and when. */
export type TouchWish = {
  readonly shopId: string;
  readonly memberId: string;
  readonly channel: Channel;
  readonly class: TouchClass;
  readonly purpose: TouchPurpose;
  readonly kind: TouchKind;
  readonly subject: LocalText;
  readonly body: LocalText;
  /** In plain words to the member: why she gets this. */
  readonly why: LocalText;
  /** A path in the shopper's pages. */
  readonly link?: string | null;
  readonly productId?: string | null;
  readonly contentId?: string | null;
  /** Who wishes it: `plan:<id>`, `welcome`, `order`, a person. */
  readonly source: string;
  /** Expected gain in orders; what is worth more goes first. */
  readonly worth: number;
  readonly notBefore?: Date;
  readonly expiresAt?: Date | null;
  /** Makes the wish happen once, however often it is uttered. */
  readonly key: string;
};

export type TouchView = {
  readonly id: string;
  readonly shopId: string;
  readonly memberId: string;
  readonly channel: Channel;
  readonly class: TouchClass;
  readonly purpose: TouchPurpose;
  readonly kind: TouchKind;
  readonly subject: LocalText;
  readonly body: LocalText;
  readonly why: LocalText;
  readonly link: string | null;
  readonly productId: string | null;
  readonly contentId: string | null;
  readonly source: string;
  readonly worth: number;
  readonly status: TouchStatus;
  readonly createdAt: Date;
  readonly notBefore: Date;
  readonly dueAt: Date;
  readonly expiresAt: Date | null;
  readonly sentAt: Date | null;
  readonly openedAt: Date | null;
  readonly clickedAt: Date | null;
  readonly convertedOrderId: string | null;
  readonly attempts: number;
};

/** Kinds that sell, whatever they are called; the label must say so. */
const sellingKinds: ReadonlySet<TouchKind> = new Set(["offer", "recommendation"]);
/** Kinds that answer what the shopper did; only these may pass outside the budget. */
const serviceKinds: ReadonlySet<TouchKind> = new Set(["order_update"]);

/** Why a wish may not be uttered at all, or undefined. Service messages cannot be misused for selling. */
export function labelObstacle(wish: Pick<TouchWish, "class" | "purpose" | "kind">): string | undefined {
  if (wish.class === "service" && !serviceKinds.has(wish.kind)) return `${wish.kind} is no service message`;
  if (wish.class === "service" && wish.purpose === "sales") return "a service message does not sell";
  if (sellingKinds.has(wish.kind) && wish.purpose !== "sales")
    return `${wish.kind} sells and must be labelled sales`;
  return undefined;
}

/** What makes two touches the same to a member. */
export function topicOf(touch: Pick<TouchWish, "kind" | "productId" | "contentId">): string | null {
  if (touch.contentId) return `content:${touch.contentId}`;
  if (touch.productId) return `${touch.kind}:${touch.productId}`;
  return null;
}
