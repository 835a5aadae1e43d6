/** Names of the cookies that carry a session's secret. Both may come with one request; the route decides which counts. */
export const sessionCookies = { shopper: "refrain_shopper", staff: "refrain_staff" } as const;
