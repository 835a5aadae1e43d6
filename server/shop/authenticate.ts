import { sessionCookies } from "../../contract/session-cookies.ts";
import type { Authenticate, SignedIn } from "../platform/http/index.ts";
import type { IdentityDesk } from "./identity/index.ts";
import type { StaffDesk } from "./staff/index.ts";

/** Finds out whom the cookies and the key of a request name. */
export function createAuthenticate(staff: StaffDesk, identity: IdentityDesk): Authenticate {
  return async ({ cookies, authorization }) => {
    const staffSecret = cookies[sessionCookies.staff];
    const shopperSecret = cookies[sessionCookies.shopper];
    const [staffFound, shopperFound, keyFound] = await Promise.all([
      staffSecret ? staff.staffBySession(staffSecret) : undefined,
      shopperSecret ? identity.session(shopperSecret) : undefined,
      authorization?.startsWith("Bearer rk_")
        ? staff.keyBySecret(authorization.slice("Bearer ".length))
        : undefined,
    ]);
    const signedIn: SignedIn = {
      ...(staffFound && {
        staff: {
          kind: "staff",
          shopId: staffFound.shopId,
          staffId: staffFound.id,
          role: staffFound.role,
          name: staffFound.name,
          sessionId: staffFound.id,
        },
      }),
      ...(shopperFound && {
        shopper: {
          kind: "shopper",
          shopId: shopperFound.shopId,
          memberId: shopperFound.memberId,
          joined: shopperFound.joined,
          sessionId: shopperFound.id,
        },
      }),
      ...(keyFound && {
        apiKey: { kind: "api_key", shopId: keyFound.shopId, keyId: keyFound.id, rights: keyFound.rights },
      }),
    };
    return signedIn;
  };
}
