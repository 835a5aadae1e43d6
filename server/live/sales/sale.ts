import { RefrainError } from "../../platform/errors.ts";

/** A sale waits prepared for its time, then sells until it is paused or ended. */
export type SaleStatus = "prepared" | "open" | "paused" | "ended";

/** Who may claim: everyone in the room, members, or those who became members in this very show. */
export type SaleAudience = "everyone" | "members" | "joined_in_show";

export type SaleView = {
  readonly id: string;
  readonly showId: string;
  readonly productId: string;
  readonly variantId: string;
  readonly priceCents: number;
  readonly units: number;
  readonly perPerson: number;
  readonly audience: SaleAudience;
  readonly payWithinSeconds: number;
  readonly status: SaleStatus;
  readonly opensAt: Date;
  readonly nextPlace: number;
  readonly endedAt: Date | null;
  readonly reconciledAt: Date | null;
  readonly reconciliation: Reconciliation | null;
};

/** Where the units of an ended sale went; `problems` is empty when every one is accounted for. */
export type Reconciliation = {
  readonly units: number;
  readonly sold: number;
  readonly returned: number;
  readonly claims: number;
  readonly orders: number;
  readonly problems: readonly string[];
};

/** What a sale is at a moment. It opens by the clock alone: no timer has to come first. */
export function statusAt(sale: Pick<SaleView, "status" | "opensAt">, now: Date): SaleStatus {
  return sale.status === "prepared" && sale.opensAt <= now ? "open" : sale.status;
}

const steps: Record<SaleStatus, readonly SaleStatus[]> = {
  prepared: ["open", "paused", "ended"],
  open: ["paused", "ended"],
  paused: ["open", "ended"],
  ended: [],
};

/** False when it is there already: asking twice does nothing twice. Errors: conflict naming where the sale is. */
export function takesStep(from: SaleStatus, to: SaleStatus): boolean {
  if (from === to) return false;
  if (!steps[from].includes(to))
    throw new RefrainError("conflict", `A sale that is ${from} cannot become ${to}.`, { status: from });
  return true;
}

/** `won` has an order; the others had none or have it no more. */
export type ClaimStatus = "won" | "waiting" | "lapsed" | "missed" | "left";

export type ClaimView = {
  readonly saleId: string;
  readonly place: number;
  readonly memberId: string;
  readonly key: string;
  readonly quantity: number;
  readonly status: ClaimStatus;
  readonly orderId: string | null;
  readonly payUntil: Date | null;
};

/** Claims that hold units or may come to: they count towards the limit per person. */
export const isStanding = (claim: Pick<ClaimView, "status">): boolean =>
  claim.status === "won" || claim.status === "waiting";
