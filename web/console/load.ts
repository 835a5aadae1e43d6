import { type InfiniteData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { AllRoutes } from "../../contract/routes.ts";
import type { CallOf, ResultOf } from "../client/api.ts";
import { server } from "./server.ts";

/** Every reading route of the contract. */
export type Reading = Extract<keyof AllRoutes, `GET ${string}`>;
type CallFor<K extends Reading> = Omit<CallOf<AllRoutes[K]>, "signal" | "headers" | "idempotencyKey">;
type ResultFor<K extends Reading> = ResultOf<AllRoutes[K]>;
type How = {
  /** False: not yet, because something it depends on is missing. */
  readonly enabled?: boolean;
  /** Asked again so often, in milliseconds. */
  readonly everyMs?: number | false;
};
type Arguments<Call> = object extends Call ? [call?: Call, how?: How] : [call: Call, how?: How];

const send = server.call as unknown as (route: string, call: object) => Promise<unknown>;

/** Loads what a reading route answers and keeps it. What is on screen stays while a new page is on its way. */
export function useLoad<K extends Reading>(route: K, ...[call, how = {}]: Arguments<CallFor<K>>) {
  return useQuery({
    queryKey: [route, call ?? {}],
    queryFn: async ({ signal }) => (await send(route, { ...call, signal })) as ResultFor<K>,
    enabled: how.enabled ?? true,
    refetchInterval: how.everyMs ?? false,
    placeholderData: (before) => before,
  });
}

type Listing = {
  [K in Reading]: ResultFor<K> extends { items: unknown[]; next?: string | undefined } ? K : never;
}[Reading];
type ItemOf<K extends Listing> = ResultFor<K> extends { items: (infer Item)[] } ? Item : never;

/** Loads a list page after page; `items` are those loaded so far, `first` is the first page with its totals. */
export function useList<K extends Listing>(route: K, ...[call, how = {}]: Arguments<CallFor<K>>) {
  const parts = (call ?? {}) as { readonly query?: object };
  const list = useInfiniteQuery<
    ResultFor<K>,
    Error,
    InfiniteData<ResultFor<K>>,
    readonly unknown[],
    string | undefined
  >({
    queryKey: [route, "list", parts],
    queryFn: async ({ signal, pageParam }) => {
      const query = { ...parts.query, ...(pageParam === undefined ? {} : { after: pageParam }) };
      return (await send(route, { ...parts, query, signal })) as ResultFor<K>;
    },
    initialPageParam: undefined,
    getNextPageParam: (last) => (last as { next?: string }).next,
    enabled: how.enabled ?? true,
    refetchInterval: how.everyMs ?? false,
    placeholderData: (before) => before,
  });
  const pages = list.data?.pages as { items: ItemOf<K>[] }[] | undefined;
  return { ...list, items: pages?.flatMap((page) => page.items), first: list.data?.pages[0] };
}
