import type { Page } from "playwright-core";
import { expect } from "vitest";
import text from "../../../web/console/pages/studio/text.zh-CN.ts";
import signIn from "../../../web/console/pages/sign-in/text.zh-CN.ts";
import { drawClock } from "../picture-clock.ts";
import { button, type Person, saying } from "./person.ts";

/** The first of these pages that leads to the sign-in form; afterwards the page one wanted to see is there. */
export async function signInAs({ page }: Person, origin: string, email: string, password: string) {
  await page.goto(`${origin}/console/`);
  await page.getByLabel(signIn.email).fill(email);
  await page.getByLabel(signIn.password, { exact: true }).fill(password);
  await button(page, signIn.submit).click();
  await page.getByRole("navigation").first().waitFor();
}

/**
 * Puts a clock into the generated picture: the studio page draws into a canvas and takes a stream from it, and gets
 * instead the stream of a canvas of the same size with the time in it. To be added before the page opens.
 */
export const clockInPicture = `{
  const drawClock = ${drawClock.toString()};
  const own = HTMLCanvasElement.prototype.captureStream;
  const withClock = function (framesPerSecond) {
    HTMLCanvasElement.prototype.captureStream = own;
    drawClock({ width: this.width, height: this.height, framesPerSecond });
    HTMLCanvasElement.prototype.captureStream = withClock;
    return new MediaStream(globalThis.clockStream.getVideoTracks());
  };
  HTMLCanvasElement.prototype.captureStream = withClock;
}`;

/** Chooses the generated picture and goes on air; returns when the picture is flowing. */
export async function goOnAir(page: Page): Promise<void> {
  await page.getByRole("button", { name: text.generated }).click();
  await button(page, text.goOnAir).click();
  await page.getByText(text.live).waitFor();
}

export async function endShow(page: Page): Promise<void> {
  await button(page, text.end).click();
  await button(page.getByRole("tooltip"), text.endOk).click();
  await page.getByText(text.endedTitle).waitFor();
}

/** Puts a product into the light. */
export async function spotlight(page: Page, title: string): Promise<void> {
  await button(page.getByRole("listitem").filter({ hasText: title }), text.spotlight).click();
  await button(page, text.spotlightOff).waitFor();
}

export async function forbidWord(page: Page, word: string): Promise<void> {
  await button(page, text.rules).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByLabel(text.words).fill(word);
  await button(drawer, text.save).click();
  await drawer.waitFor({ state: "hidden" });
}

/** Mutes whoever wrote the message. */
export async function muteWriterOf(page: Page, message: string): Promise<void> {
  const line = page.getByRole("listitem").filter({ hasText: message });
  await line.getByRole("button", { name: saying(text.more) }).click();
  await page.getByRole("menuitem", { name: text.mute10 }).click();
  await page.getByText(saying(text.muted)).first().waitFor();
}

/** Waits until one of the show's figures is as expected, such as 订单 1. */
export async function expectFigure(
  page: Page,
  name: "current" | "viewers" | "orders" | "newMembers",
  value: string,
) {
  const figure = page.locator("dl > div").filter({ has: page.getByText(text[name], { exact: true }) });
  await expect.poll(() => figure.getByRole("definition").innerText(), { timeout: 30_000 }).toBe(value);
}
