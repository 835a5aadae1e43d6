import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { type Api, createApi } from "../../../web/client/api.ts";
import { type Screen, visit } from "../browser.ts";

/** Somebody with a browser of her own: one page, and the API with the same session. */
export type Person = {
  readonly page: Page;
  readonly api: Api;
  /** What the page complained about in its console. */
  readonly complaints: readonly string[];
  readonly leave: () => Promise<void>;
};

type Arrival = { readonly origin: string; readonly screen: Screen; readonly language?: "zh-CN" | "en" };

export async function arrive(browser: Browser, { origin, screen, language }: Arrival): Promise<Person> {
  const visitor = await visit(browser, { screen, ...(language && { language }) });
  visitor.setDefaultTimeout(60_000);
  const page = await visitor.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (line) => {
    if (line.type() === "error") complaints.push(`${line.text()} ${line.location().url}`);
  });
  return { page, api: apiOf(visitor, origin), complaints, leave: () => visitor.close() };
}

/** The contract's routes, called with the cookies of the visitor's pages as one of those pages would call them. */
export function apiOf(visitor: BrowserContext, origin: string): Api {
  return createApi({
    baseUrl: origin,
    fetch: async (address, { method = "GET", headers, body } = {}) => {
      const answer = await visitor.request.fetch(
        address instanceof Request ? address.url : address.toString(),
        {
          method,
          headers: { ...(headers as Record<string, string>), origin },
          ...(typeof body === "string" && { data: body }),
        },
      );
      const text = answer.status() === 204 ? null : await answer.body();
      return new Response(text && new Uint8Array(text), {
        status: answer.status(),
        headers: answer.headers(),
      });
    },
  });
}

/**
 * A button by its words. The console's library puts a space between two Chinese signs and the icon's name before the
 * words; a person sees neither.
 */
export function button(within: Page | Locator, words: string): Locator {
  const spaced = Array.from(words, escape).join(String.raw`\s*`);
  return within.getByRole("button", { name: new RegExp(String.raw`(?:^|\s)${spaced}$`, "u") });
}

/** The words of a screen with its gaps filled; a gap without a value stands for anything. */
export function saying(template: string, values: Readonly<Record<string, string | number>> = {}): RegExp {
  const parts = template.split(/\{\{(\w+)\}\}/u);
  return new RegExp(
    parts.map((part, at) => (at % 2 === 0 ? escape(part) : filled(values[part]))).join(""),
    "u",
  );
}

function filled(value: string | number | undefined): string {
  return value === undefined ? ".*" : escape(String(value));
}

function escape(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`);
}
