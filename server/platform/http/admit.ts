import type { Access } from "../../../contract/route.ts";
import { mayDo, type StaffRight } from "../../../contract/rights.ts";
import { notFound, RefrainError } from "../errors.ts";
import type { ApiKeyPrincipal, Principal, SignedIn, StaffPrincipal } from "./principal.ts";

const everybody: Principal = { kind: "public" };

/**
 * Who of the signed-in the route is for, or why nobody. The route's access alone decides: a staff cookie never opens
 * a shopper's route, nor the other way round.
 */
export function admit(access: Access, signedIn: SignedIn, demo: boolean): Principal {
  if (access === "public") return everybody;
  if (access === "demo") {
    if (demo) return everybody;
    throw notFound("demo", "route");
  }
  if (typeof access === "object") return admitStaff(access.right, signedIn);
  if (signedIn.shopper === undefined) throw new RefrainError("not_signed_in");
  if (access === "member" && !signedIn.shopper.joined) {
    throw new RefrainError("not_allowed", "Only members may do this; join first.", { needs: "member" });
  }
  return signedIn.shopper;
}

/** A key goes before a cookie: who sends one means it. */
function admitStaff(right: StaffRight, signedIn: SignedIn): StaffPrincipal | ApiKeyPrincipal {
  const principal = signedIn.apiKey ?? signedIn.staff;
  if (principal === undefined) throw new RefrainError("not_signed_in");
  const allowed =
    principal.kind === "staff" ? mayDo(principal.role, right) : principal.rights.includes(right);
  if (!allowed) throw new RefrainError("not_allowed", undefined, { right });
  return principal;
}

/** Names the caller for limits and logs; empty for the public. */
export function callerOf(principal: Principal): string {
  if (principal.kind === "shopper") return `shopper ${principal.memberId}`;
  if (principal.kind === "staff") return `staff ${principal.staffId}`;
  return principal.kind === "api_key" ? `api_key ${principal.keyId}` : "";
}

/** How the audit log names who did it: readable, and unmistakable when two share a name. */
export function actorOf(principal: Principal): string {
  if (principal.kind === "staff") return `${principal.name} (staff ${principal.staffId})`;
  if (principal.kind === "api_key") return `API key ${principal.keyId}`;
  return principal.kind === "shopper" ? `shopper ${principal.memberId}` : "public";
}
