import type { Page } from "playwright-core";
import * as shopper from "./shopper.ts";

/** The little of a page's world that is used here: tests are compiled without the browser's types. */
type World = {
  readonly document: {
    readonly body: { readonly innerText: string };
    addEventListener(type: "submit", hear: () => void, options: { capture: true; once: true }): void;
  };
  requestAnimationFrame(run: () => void): void;
  sentAt: number | undefined;
};

/**
 * Writes each message in one page and waits for it in another. Gives the milliseconds from the press of Enter to the
 * frame in which the other page has the words; both pages read the clock of this machine.
 */
export async function measureChat(from: Page, to: Page, messages: readonly string[]): Promise<number[]> {
  const waits: number[] = [];
  for (const message of messages) {
    await from.evaluate(noteSubmit);
    const [seenAt] = await Promise.all([to.evaluate(whenSeen, message), shopper.say(from, message)]);
    const sentAt = await from.evaluate(() => (globalThis as unknown as World).sentAt);
    if (sentAt === undefined) throw new Error("The message was not sent.");
    waits.push(seenAt - sentAt);
  }
  return waits;
}

function noteSubmit(): void {
  const world = globalThis as unknown as World;
  world.sentAt = undefined;
  world.document.addEventListener("submit", () => (world.sentAt = Date.now()), { capture: true, once: true });
}

function whenSeen(words: string): Promise<number> {
  const world = globalThis as unknown as World;
  return new Promise((resolve) => {
    const look = () => {
      if (world.document.body.innerText.includes(words)) resolve(Date.now());
      else world.requestAnimationFrame(look);
    };
    look();
  });
}
