import type { FastifyInstance, FastifyRequest } from "fastify";

type Done = (error: Error | null, body?: unknown) => void;

/**
 * The formats a body may come in. JSON with `__proto__` or `constructor.prototype` in it is refused. The text is kept
 * as it came, because signatures are over the text. An empty body counts as none.
 */
export function readBodies(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser("error", "error");
  app.removeContentTypeParser(["application/json", "text/plain"]);

  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, text, done) => {
    request.rawBody = String(text);
    if (request.rawBody.trim() === "") return done(null);
    // Called back at once; the type also allows for a promise.
    void parseJson(request, request.rawBody, done);
  });
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    (request, text, done) => {
      request.rawBody = String(text);
      done(null, Object.fromEntries(new URLSearchParams(request.rawBody)));
    },
  );
  const keepText = (request: FastifyRequest, text: string | Buffer, done: Done): void => {
    request.rawBody = String(text);
    done(null, request.rawBody);
  };
  app.addContentTypeParser(
    ["application/sdp", "application/trickle-ice-sdpfrag"],
    { parseAs: "string" },
    keepText,
  );
}
