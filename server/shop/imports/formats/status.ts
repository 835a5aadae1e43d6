import type { OrderStatus } from "../records.ts";

/** What a file tells about how far an order came. */
export type StatusFacts = {
  /** The platform's own word. */
  readonly word: string;
  readonly isPaid: boolean;
  readonly refundedCents: number;
  readonly totalCents: number;
};

/** Words that platforms use, by what they mean here. First match wins, so the narrower words stand first. */
const meanings: readonly (readonly [
  RegExp,
  "unpaid" | "cancelled" | "refunded" | "partially_refunded" | "paid",
])[] = [
  [/partially[ _-]?refunded|部分退款/iu, "partially_refunded"],
  [/^refunded|全额退款|已退款|退款成功/iu, "refunded"],
  [/等待买家付款|待付款|待支付|未付款|未支付|^unpaid|^pending|authorized|awaiting|on[ _-]?hold/iu, "unpaid"],
  [/cancell?ed|取消|关闭|void|expired|closed/iu, "cancelled"],
  [
    /^paid|partially[ _-]?paid|付款|发货|备货|收货|送达|完成|成功|接单|配货|to[ _-]?ship|shipp|deliver|complet|fulfill?ed|transit|done/iu,
    "paid",
  ],
];

/**
 * The status of an order. Money given back speaks before words: platforms call a refunded order "closed".
 * An unknown word counts by whether it was paid, and `known` is false.
 */
export function readStatus(facts: StatusFacts): { readonly status: OrderStatus; readonly known: boolean } {
  const meaning = meanings.find(([pattern]) => pattern.test(facts.word.trim()))?.[1];
  const known = meaning !== undefined || facts.word.trim() === "";
  if (facts.refundedCents > 0 && meaning !== "unpaid") {
    return { status: facts.refundedCents >= facts.totalCents ? "refunded" : "partially_refunded", known };
  }
  return { status: meaning ?? (facts.isPaid || facts.word.trim() === "" ? "paid" : "unpaid"), known };
}
