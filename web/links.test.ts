import { expect, test } from "vitest";
import { router as consoleRouter } from "./console/router.tsx";
import { router as h5Router } from "./h5/router.tsx";

/**
 * Two apps in one program cannot both teach the compiler their addresses, so links are checked here:
 * every `to="/…"` in an app's source leads to one of its routes.
 */
const sources = import.meta.glob<string>(
  ["./h5/**/*.tsx", "./console/**/*.tsx", "./console/**/chapters.tsx"],
  {
    query: "?raw",
    import: "default",
    eager: true,
  },
);

test.each([
  ["h5", Object.keys(h5Router.routesByPath)],
  ["console", Object.keys(consoleRouter.routesByPath)],
])("every link of %s leads somewhere", (app, addresses) => {
  expect(addresses.length).toBeGreaterThan(5);
  const links = Object.entries(sources)
    .filter(([file]) => file.startsWith(`./${app}/`))
    .flatMap(([file, text]) =>
      [...text.matchAll(/\b(?:to|from)[:=] ?"(\/[^"]*)"/gu)].map((match) => ({ file, to: match[1]! })),
    );
  expect(links.length).toBeGreaterThan(2);
  expect(links.filter(({ to }) => !addresses.includes(to))).toEqual([]);
});
