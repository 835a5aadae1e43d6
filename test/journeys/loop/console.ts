import type { Page } from "playwright-core";
import { expect } from "vitest";
import member from "../../../web/console/pages/member/text.zh-CN.ts";
import plan from "../../../web/console/pages/plan/text.zh-CN.ts";
import products from "../../../web/console/pages/products/text.zh-CN.ts";
import report from "../../../web/console/pages/show-report/text.zh-CN.ts";
import touches from "../../../web/console/pages/touches/text.zh-CN.ts";
import parts from "../../../web/console/parts/text.zh-CN.ts";
import { button } from "./person.ts";

export type Goods = {
  readonly title: string;
  readonly category: string;
  readonly sku: string;
  readonly price: number;
  readonly stock: number;
};

/** Adds a product by the form. */
export async function addProduct(page: Page, origin: string, goods: Goods): Promise<void> {
  await page.goto(`${origin}/console/products`);
  await button(page, products.add).click();
  const form = page.getByRole("dialog");
  await form.getByLabel(`${products.name} · ${parts.chinese}`).fill(goods.title);
  await form.getByLabel(products.category, { exact: true }).fill(goods.category);
  await form.getByLabel(products.sku, { exact: true }).fill(goods.sku);
  await form.getByLabel(`${products.price} CNY`).fill(String(goods.price));
  await form.getByLabel(products.stock, { exact: true }).fill(String(goods.stock));
  await button(form, products.save).click();
  await page.getByText(products.saved).waitFor();
  await page.getByRole("row").filter({ hasText: goods.title }).waitFor();
}

/** Makes the week's plan, sees in it what will be said, and approves. */
export async function planTheWeek(page: Page, origin: string, subject: string): Promise<void> {
  await page.goto(`${origin}/console/plan`);
  await button(page, plan.make).click();
  await page.getByRole("row").filter({ hasText: subject }).getByText(plan.item_proposed).waitFor();
  await button(page, plan.approve).click();
  await button(page.getByRole("dialog"), plan.approveOk).click();
  await page.getByText(plan.approved).waitFor();
}

/** What the member's page tells of her, oldest first. */
export async function readTimeline(page: Page, origin: string, memberId: string): Promise<string[]> {
  await page.goto(`${origin}/console/members/${memberId}`);
  const entries = page.getByRole("tabpanel", { name: member.timeline }).locator("li p");
  await entries.first().waitFor();
  return (await entries.allInnerTexts()).toReversed();
}

/** Waits until the list of touches says that the one with this subject led to an order. */
export async function expectConverted(page: Page, origin: string, subject: string): Promise<void> {
  await openTouches(page, origin);
  const row = page.getByRole("row").filter({ hasText: subject });
  await row.getByText(touches.converted).waitFor();
}

/** Opens the why of the newest touch with this subject and waits for the sentence that explains the refusal. */
export async function expectRefusedForConsent(page: Page, origin: string, subject: string): Promise<void> {
  await openTouches(page, origin);
  const row = page.getByRole("row").filter({ hasText: subject }).first();
  await row.getByText(touches.refused).waitFor();
  await button(row, touches.why).click();
  const why = page.getByRole("dialog");
  await why.getByText(touches.fail_no_consent).waitFor();
  await why.getByText(touches.whyRefused).waitFor();
}

async function openTouches(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/console/touches`);
  await page.getByRole("tab", { name: touches.list }).click();
}

export type ReportFigure = "viewers" | "gmv" | "newMembers";

/** Waits until the show's report has these figures; it renews itself every 15 seconds. */
export async function expectReport(
  page: Page,
  { origin, showId }: { origin: string; showId: string },
  figures: Readonly<Record<ReportFigure, string>>,
): Promise<void> {
  await page.goto(`${origin}/console/reports/shows/${showId}`);
  for (const [name, value] of Object.entries(figures)) {
    const figure = page
      .locator("dl > div")
      .filter({ has: page.getByText(report[name as ReportFigure], { exact: true }) });
    await expect
      .poll(() => figure.getByRole("definition").first().innerText(), { timeout: 60_000 })
      .toBe(value);
  }
}
