import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import type { CallOf, ResultOf } from "../client/api.ts";
import type { AllRoutes } from "../../contract/routes.ts";
import { useLocalText } from "../ui/index.ts";
import { readLanguage } from "../ui/text/language.ts";
import { arrivalOrigin } from "./arrival/origin.ts";
import { queries } from "./queries.ts";
import { server } from "./server.ts";

/** `?shop=` names the shop where one deployment serves several. */
function shopSlug(): { readonly slug?: string } {
  const slug = new URLSearchParams(location.search).get("shop");
  return slug === null ? {} : { slug };
}

/** The shop behind this page. */
export const shopQuery = queryOptions({
  queryKey: ["shop"],
  queryFn: async ({ signal }) => server.call("GET /api/v1/front/shop", { query: shopSlug(), signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/**
 * The shopper: a guest from her first page on. `Root` waits for it, so that every page below already has a session
 * and may call routes for shoppers.
 */
export const shopperQuery = queryOptions({
  queryKey: ["shopper"],
  queryFn: async ({ signal }) => {
    const body: CallOf<AllRoutes["POST /api/v1/front/session"]>["body"] = {
      ...shopSlug(),
      language: readLanguage(),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      origin: arrivalOrigin(),
    };
    return server.call("POST /api/v1/front/session", { body, signal });
  },
  staleTime: 60_000,
});

export function useShop() {
  return useSuspenseQuery(shopQuery).data;
}

/** The shop's name in the reader's language. */
export function useShopName(): string {
  const text = useLocalText();
  const { name, nameEn } = useShop();
  return text({ zh: name, en: nameEn ?? name });
}

export function useShopper() {
  return useSuspenseQuery(shopperQuery).data;
}

export type Shopper = ResultOf<AllRoutes["GET /api/v1/front/me"]>;

/** The shopper has changed: signed in, joined, or wrote another name. Everything that is hers is loaded anew. */
export function becomeShopper(shopper: Shopper): void {
  const before = queries.getQueryData(shopperQuery.queryKey);
  queries.setQueryData(shopperQuery.queryKey, shopper);
  if (before?.id === shopper.id && before.joined === shopper.joined) return;
  const isHers = (key: unknown) => key !== "shop" && key !== "shopper" && key !== "room";
  void queries.invalidateQueries({ predicate: ({ queryKey }) => isHers(queryKey[0]) });
}
