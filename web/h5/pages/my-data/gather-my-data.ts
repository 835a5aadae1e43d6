import type { Api } from "../../../client/api.ts";

/** Everything this shop shows one of oneself, in one object, page by page to the end. */
export async function gatherMyData(server: Api) {
  const [me, contact, coupons, orders, inbox] = await Promise.all([
    server.call("GET /api/v1/front/me"),
    server.call("GET /api/v1/front/contact"),
    server.call("GET /api/v1/front/coupons"),
    everyPage(async (after) => server.call("GET /api/v1/front/orders", { query: pageAfter(after) })),
    everyPage(async (after) => server.call("GET /api/v1/front/inbox", { query: pageAfter(after) })),
  ]);
  return { me, contact, coupons: coupons.items, orders, inbox };
}

type Page<Item> = { readonly items: readonly Item[]; readonly next?: string | undefined };

const pageAfter = (after: string | undefined) => ({ limit: 200, ...(after !== undefined && { after }) });

/** Follows `next` to the last page. */
export async function everyPage<Item>(read: (after?: string) => Promise<Page<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let after: string | undefined;
  do {
    // Each page names the next one.
    // oxlint-disable-next-line no-await-in-loop
    const page = await read(after);
    items.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return items;
}
