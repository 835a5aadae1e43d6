/**
 * Chapter 1, shop 货: staff, catalogue, stock, prices, orders, payments, identity, imports.
 *
 * It knows no later chapter. What happens here is told forward as facts (`order.paid`, `member.joined`, …).
 */
import type { Clock } from "../platform/clock/index.ts";
import type { Database } from "../platform/database/index.ts";
import type { Events } from "../platform/events/index.ts";
import type { Log } from "../platform/log/index.ts";
import { createAuthenticate } from "./authenticate.ts";
import { createAllotments } from "./allotments/index.ts";
import { createCatalogue } from "./catalogue/index.ts";
import { type CodeMessage, createIdentityDesk } from "./identity/index.ts";
import { createImports } from "./imports/index.ts";
import { createOrders } from "./orders/index.ts";
import { testPay } from "./payments/index.ts";
import { createPricing } from "./pricing/index.ts";
import { createStaffDesk } from "./staff/index.ts";
import { createStorefront } from "./storefront.ts";

export {
  type Catalogue,
  pictureUrl,
  productToWire,
  type ProductInput,
  type ProductView,
  type SaleVariant,
} from "./catalogue/index.ts";
export {
  avatarUrl,
  type CodeMessage,
  type Identity,
  type IdentityDesk,
  memberToShopper,
  type MemberView,
  type SignInOutcome,
  type Visitor,
} from "./identity/index.ts";
export type { AllotmentFigures } from "./allotments/index.ts";
export {
  type AllottedOrder,
  couponToWire,
  type Orders,
  type OrderView,
  type Purchase,
} from "./orders/index.ts";
export type { CouponGrant, CouponView, Pricing } from "./pricing/index.ts";
export { serveShop } from "./serve-shop.ts";
export { actorOf, type Deed, recordDeed, type StaffDesk } from "./staff/index.ts";
export type { ShopView, Storefront } from "./storefront.ts";

export type ShopChapter = ReturnType<typeof createShop>;

export type ShopOptions = {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: Events;
  /** How long shoppers stay signed in after the last visit. */
  readonly sessionDays: number;
  /** How long staff stay signed in after the last click; as long as shoppers unless said. */
  readonly staffSessionHours?: number;
  /** Minutes until an unpaid order gives its stock back. */
  readonly unpaidMinutes: number;
  readonly log: Log;
  /** Folder for uploaded files of orders and customers. */
  readonly uploadsFolder: string;
  readonly deliverCode: (message: CodeMessage) => Promise<void>;
};

export function createShop(options: ShopOptions) {
  const {
    db,
    clock,
    events,
    log,
    sessionDays,
    staffSessionHours = sessionDays * 24,
    unpaidMinutes,
    deliverCode,
  } = options;
  const staff = createStaffDesk({ db, clock, sessionHours: staffSessionHours });
  const storefront = createStorefront({ db, clock });
  const catalogue = createCatalogue({ db, clock, events });
  const allotments = createAllotments({ catalogue });
  const pricing = createPricing({ db, clock, events });
  const identity = createIdentityDesk({ db, clock, events, sessionDays, deliverCode });
  const payments = new Map([[testPay.method, testPay]]);
  const { currencyOf } = storefront;
  const orders = createOrders({
    db,
    clock,
    events,
    catalogue,
    allotments,
    pricing,
    payments,
    unpaidMinutes,
    currencyOf,
  });
  const imports = createImports({
    db,
    clock,
    events,
    log,
    folder: options.uploadsFolder,
    shopOf: storefront.shop,
  });
  const authenticate = createAuthenticate(staff, identity);
  return { staff, storefront, catalogue, allotments, pricing, identity, orders, imports, authenticate };
}
