import { expect, test } from "vitest";
import { findBrowser, launchBrowser, noBrowser } from "./browser.ts";

test("a browser that is named but cannot be run is not quietly replaced by another", () => {
  expect(
    findBrowser({ CHROMIUM_PATH: "/nowhere/chromium", PATH: process.env["PATH"] ?? "" }),
  ).toBeUndefined();
});

test("the browser starts and gives a page a camera", async ({ skip }) => {
  const browser = await launchBrowser();
  if (browser === undefined) {
    skip(noBrowser);
    return;
  }
  await using _ = browser;
  const page = await browser.newPage();
  await page.goto("about:blank");
  expect(await page.evaluate("typeof RTCPeerConnection")).toBe("function");
});
