import { type ClaimStatus, isStanding } from "./sale.ts";

/** What somebody asks for. `key` names the attempt: a retry has the same. */
export type Attempt = { readonly memberId: string; readonly key: string; readonly quantity: number };

type Claim = Attempt & { readonly place: number; readonly status: ClaimStatus };

/** A sale as it is while its row is held: nobody else decides meanwhile. */
export type Book = {
  readonly isOpen: boolean;
  readonly perPerson: number;
  /** Units nobody has. */
  readonly free: number;
  /** Units in unpaid orders: the only ones that can still come back. */
  readonly unpaid: number;
  readonly nextPlace: number;
  /** The head of the waiting list, at least as many as there are free units, in the order of their places. */
  readonly waiting: readonly Claim[];
  /** All who wait, and the units they wait for. */
  readonly waitingClaims: number;
  readonly waitingUnits: number;
  /** Every claim of the members who ask now. */
  readonly claims: readonly Claim[];
};

export type Decision =
  | { readonly kind: "won"; readonly place: number; readonly quantity: number }
  /** `position` counts from 1: so many are served before, and this one. */
  | {
      readonly kind: "waiting";
      readonly place: number;
      readonly quantity: number;
      readonly position: number;
    }
  | { readonly kind: "sold_out" }
  | { readonly kind: "limit_reached" }
  | { readonly kind: "not_open" }
  /** The attempt was decided before, in this batch or long ago. */
  | { readonly kind: "known"; readonly place: number };

export type Outcome = {
  /** Waiting claims that get units now, with how many. */
  readonly promoted: readonly { readonly place: number; readonly quantity: number }[];
  /** True when all who still wait wait in vain: nothing is unpaid that could come back. */
  readonly inVain: boolean;
  /** One for each attempt, in their order. */
  readonly decisions: readonly Decision[];
  readonly nextPlace: number;
  readonly free: number;
};

/**
 * Decides attempts in the order in which they came. Units go to those who wait first, then to newcomers, and whoever
 * comes when fewer are left than she asks for gets what is left. As many units may be waited for as are unpaid; the
 * next is told at once that it is sold out, for her place could only come to something if orders lapse twice.
 */
export function decideClaims(book: Book, attempts: readonly Attempt[]): Outcome {
  let { free, nextPlace, waitingClaims, waitingUnits, unpaid } = book;
  const promoted: { place: number; quantity: number }[] = [];
  for (const claim of book.isOpen ? book.waiting : []) {
    if (free === 0) break;
    const quantity = Math.min(free, claim.quantity);
    promoted.push({ place: claim.place, quantity });
    free -= quantity;
    unpaid += quantity;
    waitingClaims -= 1;
    waitingUnits -= claim.quantity;
  }
  const isPromoted = new Map(promoted.map(({ place, quantity }) => [place, quantity]));
  const known = new Map(book.claims.map((claim) => [nameOf(claim), claim.place]));
  const units = new Map<string, number>();
  for (const claim of book.claims.filter(isStanding))
    add(units, claim.memberId, isPromoted.get(claim.place) ?? claim.quantity);

  function decide(attempt: Attempt): Decision {
    const earlier = known.get(nameOf(attempt));
    if (earlier !== undefined) return { kind: "known", place: earlier };
    if (!book.isOpen) return { kind: "not_open" };
    const allowed = book.perPerson - (units.get(attempt.memberId) ?? 0);
    if (allowed <= 0) return { kind: "limit_reached" };
    const wanted = Math.min(attempt.quantity, allowed);
    if (free > 0) {
      const quantity = Math.min(wanted, free);
      free -= quantity;
      unpaid += quantity;
      return { kind: "won", place: note(attempt, quantity), quantity };
    }
    if (waitingUnits + wanted > unpaid) return { kind: "sold_out" };
    waitingClaims += 1;
    waitingUnits += wanted;
    return { kind: "waiting", place: note(attempt, wanted), quantity: wanted, position: waitingClaims };
  }

  function note(attempt: Attempt, quantity: number): number {
    const place = nextPlace;
    nextPlace += 1;
    known.set(nameOf(attempt), place);
    add(units, attempt.memberId, quantity);
    return place;
  }

  const decisions = attempts.map(decide);
  return { promoted, inVain: free === 0 && unpaid === 0 && waitingClaims > 0, decisions, nextPlace, free };
}

const nameOf = ({ memberId, key }: Pick<Attempt, "memberId" | "key">) => `${memberId} ${key}`;

function add(sums: Map<string, number>, key: string, amount: number): void {
  sums.set(key, (sums.get(key) ?? 0) + amount);
}
