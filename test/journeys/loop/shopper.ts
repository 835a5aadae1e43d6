import type { Page } from "playwright-core";
import buying from "../../../web/h5/buying/text.zh-CN.ts";
import joining from "../../../web/h5/joining/text.zh-CN.ts";
import live from "../../../web/h5/pages/live/text.zh-CN.ts";
import { button, type Person, saying } from "./person.ts";

/** Writes in the room and waits until it stands in her own list and the field is free again. */
export async function say(page: Page, words: string): Promise<void> {
  await write(page, words);
  await page.getByRole("log").getByText(words).waitFor();
  await button(page, live.send).waitFor({ state: "detached" });
}

/** Types and sends, whatever comes of it. */
export async function write(page: Page, words: string): Promise<void> {
  const field = page.getByRole("textbox", { name: live.write });
  await field.fill(words);
  await field.press("Enter");
}

/** Orders and pays in the sheet that is open; the address is typed in where none is known yet. */
export async function checkOut(page: Page): Promise<void> {
  const sheet = page.getByRole("dialog");
  const form = sheet.getByRole("form", { name: buying.address });
  const known = sheet.getByRole("button", { name: buying.changeAddress });
  await form.or(known).waitFor();
  if (await form.isVisible()) {
    await form.getByLabel(buying.name).fill("李娜");
    await form.getByLabel(buying.phone).fill("13800138000");
    await form.getByLabel(buying.city).fill("杭州");
    await form.getByLabel(buying.street).fill("文三路 90 号");
  }
  await button(sheet, buying.place).click();
  await button(sheet, buying.pay).click();
  await sheet.getByText(buying.paid).waitFor();
}

/** From the sheet that is open: the address, the code from the mail, consent to mails, and in. */
export async function join({ page, api }: Person, email: string): Promise<void> {
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel(joining.contact).fill(email);
  await button(sheet, joining.send).click();
  await sheet.getByText(saying(joining.sent, { to: email })).waitFor();
  await sheet.getByLabel(joining.code).fill(await codeSentTo(api, email));
  await sheet.getByLabel(joining.consentEmail).check();
  await button(sheet, joining.join).click();
  await sheet.getByText(joining.couponHere).waitFor();
}

async function codeSentTo(api: Person["api"], to: string): Promise<string> {
  const { items } = await api.call("GET /api/v1/demo/outbox", { query: { to, limit: 1 } });
  const code = /\d{6}/u.exec(items[0]?.text ?? "")?.[0];
  if (code === undefined) throw new Error(`No code was sent to ${to}.`);
  return code;
}

/** The picture's own time, in seconds. */
export async function playedSeconds(page: Page): Promise<number> {
  return page.locator("video").evaluate((video) => (video as unknown as { currentTime: number }).currentTime);
}
