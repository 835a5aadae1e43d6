import type { House } from "./house.ts";
import { starterContent } from "./starter-content.ts";
import type { MovableClock } from "./platform/clock/index.ts";
import type { CodeCatcher } from "./demo/code-catcher.ts";
import { seedDemo } from "./demo/seed/index.ts";
import { demoSignIns } from "./demo/sign-ins.ts";

export type FirstShopParts = {
  readonly house: House;
  readonly clock: MovableClock;
  /** Fill it with the demo's twelve weeks; else it stays empty. */
  readonly demo: boolean;
  readonly codes: CodeCatcher;
  readonly progress: (share: number, note: string) => void;
};

/** Opens the shop of a new deployment, once. A deployment that has a shop is left alone. */
export async function openFirstShop(parts: FirstShopParts): Promise<void> {
  const { demo } = parts;
  const { storefront, staff } = parts.house.shop;
  if ((await storefront.list()).length > 0) return;
  const shop = await storefront.addShop({
    slug: "demo",
    name: "山野茶铺",
    nameEn: "Hillside Tea",
    currency: "CNY",
    timeZone: "Asia/Shanghai",
    language: "zh-CN",
    demo,
  });
  for (const { email, password, role, name } of demoSignIns) {
    await staff.addStaff({ shopId: shop.id, email, name, role, password }, "set-up");
  }
  if (demo) {
    await seedDemo({ ...parts, shopId: shop.id });
    return;
  }
  for (const piece of starterContent) await parts.house.engage.content.add(shop.id, piece, "set-up");
}
