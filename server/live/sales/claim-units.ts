import type { Address } from "../../../contract/values.ts";
import type { Tx } from "../../platform/database/index.ts";
import type { AllottedOrder } from "../../shop/index.ts";
import * as claims from "./claim-store.ts";
import { type Attempt, type Book, decideClaims, type Decision, type Outcome } from "./decide-claims.ts";
import type { SalesParts } from "./index.ts";
import { type ClaimView, type SaleView, statusAt } from "./sale.ts";
import * as store from "./sale-store.ts";

/** An attempt at units of a sale; without a member only those who wait are looked after. */
export type Ask = {
  readonly saleId: string;
  readonly attempt?: Attempt & { readonly address: Address | null };
};

export type Answer =
  | { readonly kind: "claim"; readonly claim: ClaimView; readonly position?: number }
  | Extract<Decision, { kind: "sold_out" | "limit_reached" | "not_open" }>
  | { readonly kind: "no_sale" }
  | undefined;

/** What a batch changed for people who did not ask: they are told over the live socket. */
export type Batch = { readonly answers: readonly Answer[]; readonly changed: readonly ClaimView[] };

type Drawn = { readonly sale: SaleView; readonly claim: claims.NewClaim; readonly isPromotion: boolean };

/**
 * Decides many attempts in one transaction. The rows of the sales and of their units are locked first, in the order
 * of ids; what is read in the statements after sees everything that was decided before, so that the rules, which
 * are plain code, decide alone. Nobody's attempt depends on another statement than its batch's.
 */
export async function claimUnits(
  parts: SalesParts,
  tx: Tx,
  shopId: string,
  asks: readonly Ask[],
): Promise<Batch> {
  const ids = [...new Set(asks.map((ask) => ask.saleId))].toSorted();
  const sales = await store.lockSales(tx, shopId, ids);
  const books = await readBooks(parts, tx, shopId, sales, asks);
  const outcomes = new Map<string, Outcome>();
  for (const sale of sales)
    outcomes.set(sale.id, decideClaims(books.get(sale.id)!.book, attemptsAt(asks, sale.id)));
  const drawn = sales.flatMap((sale) => drawnOf(sale, books.get(sale.id)!, outcomes.get(sale.id)!, asks));
  const written = await write(parts, tx, shopId, drawn);
  const missed = sales.filter((sale) => outcomes.get(sale.id)!.inVain).map((sale) => sale.id);
  const inVain = missed.length > 0 ? await claims.endWaiting(tx, shopId, missed) : [];
  const moved = sales.filter((sale) => outcomes.get(sale.id)!.nextPlace !== sale.nextPlace);
  if (moved.length > 0) {
    const places = new Map(moved.map((sale) => [sale.id, outcomes.get(sale.id)!.nextPlace]));
    await store.setNextPlaces(tx, shopId, places);
  }
  const changed = [...written.filter((_, index) => drawn[index]!.isPromotion), ...inVain];
  return { answers: answersOf(asks, books, outcomes, written, changed), changed };
}

type Read = {
  readonly book: Book;
  readonly known: readonly ClaimView[];
  readonly waiting: readonly claims.WaitingClaim[];
};

async function readBooks(
  parts: SalesParts,
  tx: Tx,
  shopId: string,
  sales: readonly SaleView[],
  asks: readonly Ask[],
): Promise<Map<string, Read>> {
  const ids = sales.map((sale) => sale.id);
  const { allotments } = parts.shop;
  const free = await allotments.lockFree(tx, shopId, ids);
  const pairs = asks.flatMap(({ saleId, attempt }) =>
    attempt ? [{ saleId, memberId: attempt.memberId }] : [],
  );
  const known = pairs.length > 0 ? await claims.claimsOf(tx, shopId, pairs) : [];
  const queues = new Map((await claims.countWaiting(tx, shopId, ids)).map((queue) => [queue.saleId, queue]));
  const served = new Map([...free].filter(([id, units]) => units > 0 && queues.has(id)));
  const waiting = served.size > 0 ? await claims.firstWaiting(tx, shopId, served) : [];
  // Only a sale that may run out in this batch needs to know what can still come back.
  const scarce = ids.filter((id) => queues.has(id) || (free.get(id) ?? 0) < unitsAsked(asks, id));
  const figures = scarce.length > 0 ? await allotments.figures(tx, shopId, scarce) : [];
  const unpaid = new Map(figures.map((one) => [one.id, one.unpaid]));
  const now = parts.clock.now();
  return new Map(
    sales.map((sale) => {
      const queue = queues.get(sale.id);
      const own = known.filter((claim) => claim.saleId === sale.id);
      const first = waiting.filter((claim) => claim.saleId === sale.id);
      const book: Book = {
        isOpen: statusAt(sale, now) === "open",
        perPerson: sale.perPerson,
        free: free.get(sale.id) ?? 0,
        unpaid: unpaid.get(sale.id) ?? 0,
        nextPlace: sale.nextPlace,
        waiting: first,
        waitingClaims: queue?.claims ?? 0,
        waitingUnits: queue?.units ?? 0,
        claims: own,
      };
      return [sale.id, { book, known: own, waiting: first }];
    }),
  );
}

const attemptsAt = (asks: readonly Ask[], saleId: string): Attempt[] =>
  asks.flatMap((ask) => (ask.saleId === saleId && ask.attempt ? [ask.attempt] : []));

const unitsAsked = (asks: readonly Ask[], saleId: string): number =>
  attemptsAt(asks, saleId).reduce((sum, attempt) => sum + attempt.quantity, 0);

/** The claims that a sale's outcome writes: promoted ones, then new ones, won or waiting. */
function drawnOf(sale: SaleView, read: Read, outcome: Outcome, asks: readonly Ask[]): Drawn[] {
  const own = asks.flatMap((ask) => (ask.saleId === sale.id && ask.attempt ? [ask.attempt] : []));
  const promoted = outcome.promoted.map(({ place, quantity }) => {
    const claim = read.waiting.find((one) => one.place === place)!;
    return { sale, claim: { ...claim, quantity, status: "won" as const }, isPromotion: true };
  });
  const fresh = outcome.decisions.flatMap((decision, index) => {
    if (decision.kind !== "won" && decision.kind !== "waiting") return [];
    const { memberId, key, address } = own[index]!;
    const { place, quantity, kind } = decision;
    const claim = { saleId: sale.id, place, memberId, key, quantity, status: kind, address };
    return [{ sale, claim: { ...claim, orderId: null, payUntil: null }, isPromotion: false }];
  });
  return [...promoted, ...fresh];
}

/** Writes orders for those who won and the claims of all; returns the claims as they are now. */
async function write(
  parts: SalesParts,
  tx: Tx,
  shopId: string,
  drawn: readonly Drawn[],
): Promise<claims.NewClaim[]> {
  if (drawn.length === 0) return [];
  const at = parts.clock.now();
  const won = drawn.filter(({ claim }) => claim.status === "won");
  const orderIds = new Map<Drawn, string>();
  if (won.length > 0) {
    const orders = await ordersFor(parts, tx, shopId, won, at);
    const ids = await parts.shop.orders.placeAllotted(tx, shopId, orders);
    for (const [index, one] of won.entries()) orderIds.set(one, ids[index]!);
  }
  const written = drawn.map((one) => {
    const orderId = orderIds.get(one) ?? null;
    const payUntil = orderId === null ? null : payableUntil(one.sale, at);
    return { ...one.claim, orderId, payUntil };
  });
  await claims.promoteClaims(
    tx,
    shopId,
    written.filter((_, index) => drawn[index]!.isPromotion),
  );
  await claims.insertClaims(
    tx,
    shopId,
    written.filter((_, index) => !drawn[index]!.isPromotion),
    at,
  );
  return written;
}

const payableUntil = (sale: SaleView, at: Date) => new Date(at.getTime() + sale.payWithinSeconds * 1000);

async function ordersFor(
  parts: SalesParts,
  tx: Tx,
  shopId: string,
  won: readonly Drawn[],
  at: Date,
): Promise<AllottedOrder[]> {
  const ids = [...new Set(won.map(({ sale }) => sale.variantId))];
  const variants = new Map(
    (await parts.shop.catalogue.promisedVariants(tx, shopId, ids)).map((one) => [one.id, one]),
  );
  return won.map(({ sale, claim }) => ({
    allotmentId: sale.id,
    memberId: claim.memberId,
    variant: variants.get(sale.variantId)!,
    quantity: claim.quantity,
    unitPriceCents: sale.priceCents,
    address: claim.address,
    origin: { showId: sale.showId, productId: sale.productId, channel: "flash_sale" },
    key: `flash-sale-${sale.id}-${claim.place}`,
    expiresAt: payableUntil(sale, at),
  }));
}

function answersOf(
  asks: readonly Ask[],
  books: ReadonlyMap<string, Read>,
  outcomes: ReadonlyMap<string, Outcome>,
  written: readonly ClaimView[],
  changed: readonly ClaimView[],
): Answer[] {
  const nameOf = (saleId: string, place: number) => `${saleId} ${place}`;
  const now = new Map<string, ClaimView>();
  for (const { known } of books.values())
    for (const claim of known) now.set(nameOf(claim.saleId, claim.place), claim);
  for (const claim of [...written, ...changed]) now.set(nameOf(claim.saleId, claim.place), claim);
  const next = new Map<string, number>();
  return asks.map(({ saleId, attempt }) => {
    if (!attempt) return undefined;
    const index = next.get(saleId) ?? 0;
    next.set(saleId, index + 1);
    const decision = outcomes.get(saleId)?.decisions[index];
    if (!decision) return { kind: "no_sale" };
    if (decision.kind === "won" || decision.kind === "waiting" || decision.kind === "known") {
      const claim = now.get(nameOf(saleId, decision.place))!;
      return { kind: "claim", claim, ...(decision.kind === "waiting" && { position: decision.position }) };
    }
    return decision;
  });
}
