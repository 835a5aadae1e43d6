import { RefrainError } from "../errors.ts";

export type WriteRequest = {
  readonly method: string;
  readonly host: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
};

const reading = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses a write that a page of another site makes a browser send with our cookies. Browsers say where a request comes
 * from and pages cannot forge it. A request with an Authorization header passes: no foreign page can add one without
 * our consent, which is never given. A write with cookies and no word of its origin is refused, too.
 */
export function checkOrigin(request: WriteRequest, publicUrl: string): void {
  if (reading.has(request.method) || request.headers["authorization"] !== undefined) return;
  const site = request.headers["sec-fetch-site"];
  const origin = request.headers["origin"];
  if (site === "same-origin" || site === "none") return;
  if (typeof origin === "string" && isOwnOrigin(origin, request.host, publicUrl)) return;
  const fromNoPage = site === undefined && origin === undefined;
  if (fromNoPage && request.headers["cookie"] === undefined) return;
  throw new RefrainError("forbidden_origin");
}

/** The scheme is left out: behind a proxy that ends TLS we see http where the page was https. */
function isOwnOrigin(origin: string, host: string | undefined, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  if (from.origin === new URL(publicUrl).origin) return true;
  return host !== undefined && from.host === host.toLowerCase().replace(/:(?:80|443)$/u, "");
}
