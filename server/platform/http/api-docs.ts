import Fastify, { type FastifyInstance } from "fastify";

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Refrain API</title>
  </head>
  <body>
    <div id="app"></div>
    <script src="/api/docs/reference.js"></script>
    <script src="/api/docs/start.js"></script>
  </body>
</html>
`;

/** Everything that would call somebody else's server is switched off. */
const configuration = {
  url: "/api/openapi.json",
  withDefaultFonts: false,
  telemetry: false,
  showDeveloperTools: "never",
  hideClientButton: true,
  agent: { disabled: true },
  mcp: { disabled: true },
};

const start = `Scalar.createApiReference("#app", ${JSON.stringify(configuration)});\n`;

/**
 * The API's documentation to read and try, at `/api/docs/`. Its script weighs megabytes and few people open the page:
 * it is loaded when first asked for. The page keeps to the same security policy as all others, hence no inline script.
 */
export function serveApiDocs(app: FastifyInstance, openApi: () => unknown): void {
  let document: string | undefined;
  let script: Promise<string> | undefined;

  app.get("/api/openapi.json", async (_request, reply) => {
    document ??= JSON.stringify(openApi());
    return reply.type("application/json").header("cache-control", "no-cache").send(document);
  });
  app.get("/api/docs", async (_request, reply) => reply.redirect("/api/docs/"));
  app.get("/api/docs/", async (_request, reply) => reply.type("text/html; charset=utf-8").send(page));
  app.get("/api/docs/start.js", async (_request, reply) =>
    reply.type("text/javascript; charset=utf-8").send(start),
  );
  app.get("/api/docs/reference.js", async (_request, reply) => {
    script ??= loadReferenceScript();
    const text = await script;
    return reply
      .type("text/javascript; charset=utf-8")
      .header("cache-control", "public, max-age=86400")
      .send(text);
  });
}

/** The package hands its browser bundle out only as a route of a server, so one is made and asked. */
async function loadReferenceScript(): Promise<string> {
  const { default: reference } = await import("@scalar/fastify-api-reference");
  const shelf = Fastify();
  await shelf.register(reference, { routePrefix: "/docs", configuration: { url: "/api/openapi.json" } });
  const answer = await shelf.inject("/docs/js/scalar.js");
  await shelf.close();
  return answer.body;
}
