import type { IncomingMessage } from "node:http";
import type { mayDo } from "../contract/rights.ts";
import type { Listener } from "./live/index.ts";
import type { Authenticate } from "./platform/http/index.ts";

/**
 * Who opens the live socket. A page of the console sends both cookies; it asks as staff by `?as=staff`, because the
 * same browser may be a shopper in another tab.
 */
export async function listenerOf(
  request: IncomingMessage,
  authenticate: Authenticate,
  may: typeof mayDo,
  parseCookie: (header: string) => Readonly<Record<string, string | undefined>>,
): Promise<Listener | undefined> {
  const cookies = parseCookie(request.headers.cookie ?? "");
  const { authorization } = request.headers;
  const { staff, shopper } = await authenticate({ cookies, ...(authorization && { authorization }) });
  const wantsStaff = new URL(request.url ?? "/", "http://localhost").searchParams.get("as") === "staff";
  if (staff && (wantsStaff || !shopper)) {
    const mayHost = may(staff.role, "shows.host") || may(staff.role, "shows.moderate");
    return { id: `staff:${staff.staffId}`, kind: "staff", shopId: staff.shopId, mayHost };
  }
  if (!shopper || wantsStaff) return undefined;
  const { shopId, memberId } = shopper;
  return { id: memberId, kind: "shopper", shopId, memberId };
}
