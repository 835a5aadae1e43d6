import { findBrowser, noBrowser } from "./journeys/browser.ts";

/** Says in one line, once for a run, that the browser journeys are skipped, and why. */
export default function setUp(): void {
  if (findBrowser() === undefined) console.log(`Browser journeys ${noBrowser}`);
}
