import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import en from "../../web/ui/text.en.ts";
import zh from "../../web/ui/text.zh-CN.ts";
import { findBrowser, launchBrowser, noBrowser, type Screen, screens } from "./browser.ts";
import { arrive, type Person } from "./loop/person.ts";
import { type Product, startProduct } from "./product.ts";
import { type FurnishedShop, furnishShop } from "./screens/furnished-shop.ts";

type View = { readonly screen: Screen; readonly language: "zh-CN" | "en"; readonly barriers: boolean };
/** Barriers hang on a page's build, which the screen changes and the language hardly: two views are enough. */
const views: readonly View[] = [
  { screen: "phone", language: "zh-CN", barriers: true },
  { screen: "phone", language: "en", barriers: false },
  { screen: "desk", language: "zh-CN", barriers: false },
  { screen: "desk", language: "en", barriers: true },
];
const loading = { "zh-CN": zh.loading, en: en.loading };
const standard = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const minutes = 60_000;
const browserIsThere = findBrowser() !== undefined;

/**
 * Every page of the demo shop, on a phone and on a desk, in both languages: nobody is kept out (WCAG 2.2 A and AA as far
 * as a machine can tell), nothing is pushed out of a phone's screen, and no page complains in its console.
 */
describe("every page", () => {
  let browser: Browser;
  let product: Product;
  let shop: FurnishedShop;

  beforeAll(async () => {
    if (!browserIsThere) return;
    browser = (await launchBrowser())!;
    product = await startProduct({ empty: false });
    shop = await furnishShop(browser, product);
  }, 9 * minutes);

  afterAll(async () => {
    await browser?.close();
    await product?.[Symbol.asyncDispose]();
  });

  test.for(views)(
    "of the shoppers, $screen, $language",
    { timeout: 10 * minutes },
    async (view, { skip }) => {
      skip(!browserIsThere, noBrowser);
      expect(await sweep(shop.shopper, shop.shopperPages, view)).toEqual([]);
    },
  );

  test.for(views)("of the console, $screen, $language", { timeout: 10 * minutes }, async (view, { skip }) => {
    skip(!browserIsThere, noBrowser);
    expect(await sweep(shop.owner, shop.consolePages, view)).toEqual([]);
  });

  /** Two visitors with the same session share the pages: while one waits for the network, the other is looked at. */
  async function sweep(session: FurnishedShop["owner"], paths: readonly string[], view: View) {
    const halves = [0, 1].map((half) => paths.filter((_path, at) => at % 2 === half));
    const found = await Promise.all(
      halves.map(async (half) => {
        const person = await arrive(browser, { origin: product.origin, ...view });
        await person.page.context().addCookies(session);
        return inspect(person, half, view);
      }),
    );
    return found.flat();
  }

  /** Opens page after page. Gives one line for each thing that is wrong. */
  async function inspect(person: Person, paths: readonly string[], view: View): Promise<string[]> {
    const wrong: string[] = [];
    const { page, complaints } = person;
    // What is still moving has no colours to be judged.
    await page.emulateMedia({ reducedMotion: "reduce" });
    for (const path of paths) {
      const before = complaints.length;
      await page.goto(product.origin + path, { waitUntil: "networkidle" });
      await page.locator("main").first().waitFor();
      await expect.poll(() => page.getByText(loading[view.language]).count(), { timeout: minutes }).toBe(0);
      const found = [
        ...(view.barriers ? await findBarriers(page) : []),
        ...(view.screen === "phone" ? await findOverflow(page) : []),
        ...complaints.slice(before).map((line) => `console: ${line}`),
      ];
      wrong.push(...found.map((line) => `${path}: ${line}`));
    }
    await person.leave();
    return wrong;
  }
});

async function findBarriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(standard).analyze();
  return violations.map(({ id, help, nodes }) => {
    const where = nodes.slice(0, 3).map(({ target, any }) => `${target.join(" ")} ${any[0]?.message ?? ""}`);
    return `${id} (${help}), ${nodes.length} times: ${where.join(" | ")}`;
  });
}

/** A phone's page is as wide as the phone. */
async function findOverflow(page: Page): Promise<string[]> {
  const width = await page.evaluate<number>("document.documentElement.scrollWidth");
  return width > screens.phone.width ? [`is ${width} px wide on a phone of ${screens.phone.width} px`] : [];
}
