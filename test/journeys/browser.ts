import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, type BrowserContext, chromium } from "playwright-core";

/**
 * A real browser for the journeys: the machine's own Chromium or Chrome, found on the PATH or named by
 * `CHROMIUM_PATH`. Nothing is downloaded. Where there is none, a journey says so in one line and is skipped.
 */
const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];
const usualPlaces = [
  "/usr/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
/** A camera and a microphone that are drawn and hummed by the browser, and media between two of its pages. */
const media = [
  "--allow-loopback-in-peer-connection",
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  "--autoplay-policy=no-user-gesture-required",
];

export const noBrowser =
  "skipped: no Chromium found. Install one (Debian: apt install chromium) or set CHROMIUM_PATH to its program.";

/** The program that would be started, or undefined. A `CHROMIUM_PATH` that cannot be run is not replaced by another. */
export function findBrowser(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = environment["CHROMIUM_PATH"];
  if (named !== undefined && named !== "") return canRun(named) ? named : undefined;
  const folders = (environment["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const candidates = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [...candidates, ...usualPlaces].find(canRun);
}

function canRun(program: string): boolean {
  try {
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Starts a headless browser, or gives undefined where there is none. Close it with `browser.close()` or let
 * `await using` do it. Camera and microphone are artificial and allowed without asking.
 */
export async function launchBrowser(): Promise<Browser | undefined> {
  const executablePath = findBrowser();
  if (executablePath === undefined) return undefined;
  return chromium.launch({ executablePath, headless: true, args: [...quiet, ...media] });
}

/** The two screens every page must look good on, in CSS pixels. */
export const screens = {
  phone: { width: 390, height: 844 },
  desk: { width: 1440, height: 900 },
} as const;
export type Screen = keyof typeof screens;

/** A fresh visitor (own cookies and storage) with a screen and a language. A phone has touch and a dense screen. */
export async function visit(
  browser: Browser,
  { screen = "phone", language = "zh-CN" }: { screen?: Screen; language?: "zh-CN" | "en" } = {},
): Promise<BrowserContext> {
  return browser.newContext({
    viewport: screens[screen],
    locale: language === "en" ? "en-US" : "zh-CN",
    timezoneId: "Asia/Shanghai",
    permissions: ["camera", "microphone"],
    ...(screen === "phone" ? { isMobile: true, hasTouch: true, deviceScaleFactor: 2 } : {}),
  });
}
