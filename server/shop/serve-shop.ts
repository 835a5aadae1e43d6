import { catalogueRoutes } from "../../contract/shop/catalogue.ts";
import { identityRoutes } from "../../contract/shop/identity.ts";
import { importRoutes } from "../../contract/shop/imports.ts";
import { orderRoutes } from "../../contract/shop/orders.ts";
import { staffRoutes } from "../../contract/shop/staff.ts";
import type { Clock } from "../platform/clock/index.ts";
import type { Database } from "../platform/database/index.ts";
import type { Http } from "../platform/http/index.ts";
import { createCatalogueHandlers } from "./catalogue/index.ts";
import { createPictureShelf } from "./catalogue/pictures.ts";
import { createIdentityHandlers } from "./identity/index.ts";
import { createImportHandlers } from "./imports/index.ts";
import type { ShopChapter } from "./index.ts";
import { createOrderHandlers } from "./orders/index.ts";
import { createStaffHandlers } from "./staff/index.ts";

/** Serves every route of the shop's rooms. */
export function serveShop(
  http: Http,
  shop: ShopChapter,
  parts: { db: Database; clock: Clock; sessionDays: number },
): void {
  const { staff, storefront, catalogue, pricing, identity, orders } = shop;
  const { sessionDays } = parts;
  http.serve(staffRoutes, createStaffHandlers({ db: parts.db, staff, storefront }));
  const { currencyOf } = storefront;
  http.serve(
    catalogueRoutes,
    createCatalogueHandlers({ catalogue, pictures: createPictureShelf(), currencyOf }),
  );
  http.serve(identityRoutes, createIdentityHandlers({ identity, storefront, sessionDays }));
  http.serve(orderRoutes, createOrderHandlers({ orders, pricing, now: () => parts.clock.now() }));
  http.serve(
    importRoutes,
    createImportHandlers(shop.imports, () => parts.clock.now()),
  );
}
