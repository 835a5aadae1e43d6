import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { existsSync } from "node:fs";
import { join, sep } from "node:path";

/** Paths that are never a page. */
const notPages = ["/api/", "/healthz", "/readyz"];

export type Pages = {
  /** Answers a page's address with the app behind it; false when the address is none. */
  answer(request: FastifyRequest, reply: FastifyReply): boolean;
};

/**
 * The built pages: shoppers' app at `/`, console at `/console/`. Files whose name carries a hash are kept for ever,
 * everything else is asked for again each time. An address without a file belongs to the app's own router.
 */
export async function servePages(app: FastifyInstance, pagesDir: string): Promise<Pages> {
  const apps = [
    { prefix: "/console/", root: join(pagesDir, "console") },
    { prefix: "/", root: join(pagesDir, "h5") },
  ].filter((entry) => existsSync(join(entry.root, "index.html")));

  for (const [index, { prefix, root }] of apps.entries()) {
    await app.register(fastifyStatic, {
      root,
      prefix,
      decorateReply: index === 0,
      cacheControl: false,
      redirect: false,
      setHeaders: (reply, path) => {
        const hashed = path.startsWith(join(root, "assets") + sep);
        reply.header("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
  }

  return {
    answer: (request, reply) => {
      const path = request.url.split("?", 1)[0]!;
      if (path === "/console" && apps.some((entry) => entry.prefix === "/console/")) {
        void reply.redirect("/console/");
        return true;
      }
      const found = apps.find((entry) => path.startsWith(entry.prefix));
      if (found === undefined || !wantsPage(request, path)) return false;
      void reply.header("cache-control", "no-cache").sendFile("index.html", found.root);
      return true;
    },
  };
}

/** A missing picture or script must stay missing: a page in its place hides the mistake. */
function wantsPage(request: FastifyRequest, path: string): boolean {
  if (request.method !== "GET" && request.method !== "HEAD") return false;
  if (notPages.some((prefix) => path.startsWith(prefix))) return false;
  if (/\.[a-z0-9]+$/iu.test(path)) return false;
  return request.headers.accept === undefined || /text\/html|\*\/\*/u.test(request.headers.accept);
}
