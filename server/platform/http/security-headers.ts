import type { FastifyHelmetOptions } from "@fastify/helmet";
import type { FastifyReply, FastifyRequest } from "fastify";

/**
 * What our pages may load and do. Both apps come from this very address and talk to nobody else; pictures of products
 * may lie on other hosts (imported catalogues). Inline styles are needed by the console's component library, inline
 * scripts by nobody. `'self'` covers the live socket; `blob:` is recorded or captured media.
 */
export function securityHeaders(publicUrl: string): FastifyHelmetOptions {
  const https = publicUrl.startsWith("https:");
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:", "blob:", "https:"],
        mediaSrc: ["'self'", "blob:"],
        fontSrc: ["'self'", "data:"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", "blob:"],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
    },
    // Browsers ignore these two without TLS and complain about it on every page.
    strictTransportSecurity: https ? { maxAge: 15_552_000 } : false,
    crossOriginOpenerPolicy: https ? { policy: "same-origin" } : false,
    originAgentCluster: https,
    crossOriginEmbedderPolicy: false,
    // Mails show product pictures, and they are read elsewhere.
    crossOriginResourcePolicy: { policy: "cross-origin" },
    referrerPolicy: { policy: "strict-origin-when-cross-origin" },
  };
}

/**
 * Helmet writes its headers anew for each request, though they are the same for all: forty microseconds, a sixth of
 * a small request. It is asked once, and what it wrote then is written on every answer.
 */
export function sameHeadersForAll() {
  let written: readonly (readonly [string, string])[] | undefined;
  return async (_request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (written) {
      for (const [name, value] of written) reply.raw.setHeader(name, value);
      return;
    }
    reply.helmet();
    written = Object.entries(reply.raw.getHeaders()).map(([name, value]) => [name, String(value)] as const);
  };
}

/** Camera and microphone for our own pages only. */
export const permissionsPolicy =
  "camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=()";
