import { z } from "zod";
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiParameters,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponseObject,
  type ZodOpenApiResponsesObject,
} from "zod-openapi";
import { type ErrorCode, errorCatalogue } from "./errors.ts";
import { staffRights } from "./rights.ts";
import type { Access, Route, Routes } from "./route.ts";
import { sessionCookies } from "./session-cookies.ts";

const chapterWords: Readonly<Record<string, string>> = {
  shop: "货 — staff, catalogue, orders, identity, imports",
  live: "直播 — shows, rooms, chat, media",
  join: "沉淀 — join codes and benefits",
  engage: "激活 — trust budget, touches, inbox",
  repurchase: "复购 — forecasts and the weekly plan",
  insight: "洞察 — reports, timelines, lift",
  demo: "The demo's clock and outbox",
  health: "For whoever runs the server",
};

const ErrorAnswer = z
  .object({
    error: z.object({
      code: z.enum(Object.keys(errorCatalogue) as [ErrorCode, ...ErrorCode[]]),
      message: z.string(),
      details: z.unknown().optional(),
      requestId: z.string().optional(),
    }),
  })
  .meta({
    id: "Error",
    description: "The body of every 4xx and 5xx answer. Codes never change their meaning.",
  });

const IdempotencyKey = z
  .string()
  .min(8)
  .max(128)
  .meta({ description: "Names the attempt: the same for each retry, a new one for a new attempt." });

const shopperSession = [{ shopperSession: [] }];

/** The API's description in OpenAPI 3.1, written from the routes alone. The same routes give the same text. */
export function buildOpenApi(
  chapters: Readonly<Record<string, Routes>>,
  schemas: Readonly<Record<string, z.ZodType>> = {},
) {
  const paths: ZodOpenApiPathsObject = {};
  for (const [chapter, routes] of Object.entries(chapters)) {
    for (const [key, route] of Object.entries<Route>(routes)) {
      const [method, path] = key.split(" ", 2) as [string, string];
      paths[path] = { ...paths[path], [method.toLowerCase()]: describeRoute(chapter, method, path, route) };
    }
  }
  return createDocument(
    {
      openapi: "3.1.1",
      info: {
        title: "Refrain API",
        version: "1",
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
        description: introduction(),
      },
      tags: Object.keys(chapters).map((name) => ({ name, description: chapterWords[name] ?? name })),
      paths,
      components: { securitySchemes, schemas: { ...schemas } },
    },
    { override: simplify },
  );
}

const securitySchemes = {
  shopperSession: {
    type: "apiKey",
    in: "cookie",
    name: sessionCookies.shopper,
    description: "A shopper, guest or member",
  },
  staffSession: { type: "apiKey", in: "cookie", name: sessionCookies.staff, description: "Staff, signed in" },
  apiKey: { type: "http", scheme: "bearer", description: "An API key with the right as its scope" },
} as const;

function introduction(): string {
  const lines = Object.entries(errorCatalogue).map(
    ([code, { status, meaning, remedy }]) => `- \`${code}\` (${status}) ${meaning} ${remedy}`,
  );
  return [
    "Times are ISO 8601 with offset, money is in minor units of its currency, ids are UUIDs.",
    "Writes that carry a session cookie must come from the shop's own pages; API keys need no origin.",
    "",
    "Error codes, and what to do:",
    "",
    ...lines,
  ].join("\n");
}

function describeRoute(
  chapter: string,
  method: string,
  path: string,
  route: Route,
): ZodOpenApiOperationObject {
  const requestParams = describeParameters(route);
  return {
    operationId: operationName(method, path),
    tags: [chapter],
    summary: route.summary,
    description: describeAccess(route),
    security: securityOf(route),
    ...(requestParams === undefined ? {} : { requestParams }),
    ...describeBody(route, method),
    responses: { ...describeAnswer(route), ...describeErrors(route, method) },
  };
}

/** `GET /api/v1/front/shows/{id}` → `get_front_shows_id`. */
function operationName(method: string, path: string): string {
  const words = path.replace(/^\/api\/v1/u, "").match(/\w+/gu) ?? [];
  return [method.toLowerCase(), ...words].join("_");
}

function describeParameters(route: Route): ZodOpenApiParameters | undefined {
  const parts = {
    ...(route.params === undefined ? {} : { path: route.params as z.ZodObject }),
    ...(route.query === undefined ? {} : { query: route.query as z.ZodObject }),
    ...(route.idempotent === true ? { header: z.object({ "Idempotency-Key": IdempotencyKey }) } : {}),
  };
  return Object.keys(parts).length === 0 ? undefined : parts;
}

function describeAccess(route: Route): string {
  const perMinute = `At most ${route.ratePerMinute ?? 600} requests a minute per caller.`;
  return `${accessWords(route.access)} ${perMinute}`;
}

function accessWords(access: Access): string {
  if (typeof access === "object") return `Needs the right \`${access.right}\`: ${staffRights[access.right]}.`;
  const words = {
    public: "For everybody.",
    shopper: "For shoppers, guests and members alike.",
    member: "For members: shoppers who have joined.",
    demo: "Exists only while the demo is on.",
  };
  return words[access];
}

function securityOf(route: Route): Record<string, string[]>[] {
  if (typeof route.access === "object") return [{ staffSession: [] }, { apiKey: [] }];
  return route.access === "shopper" || route.access === "member" ? shopperSession : [];
}

function describeBody(route: Route, method: string): Pick<ZodOpenApiOperationObject, "requestBody"> {
  if (route.carries === "sdp" && method !== "DELETE") {
    return {
      requestBody: { required: true, content: { "application/sdp": { schema: { type: "string" } } } },
    };
  }
  if (route.carries === "multipart") {
    const schema = route.body ?? {
      type: "object" as const,
      properties: { file: { type: "string" as const, format: "binary" } },
      required: ["file"],
    };
    return { requestBody: { required: true, content: { "multipart/form-data": { schema } } } };
  }
  if (route.body === undefined) return {};
  return { requestBody: { required: true, content: { "application/json": { schema: route.body } } } };
}

function describeAnswer(route: Route): ZodOpenApiResponsesObject {
  const text = { schema: { type: "string" as const } };
  if (route.carries === "file") return { 200: { description: "The file", content: { "*/*": {} } } };
  if (route.carries === "html") return { 200: { description: "A page", content: { "text/html": text } } };
  if (route.carries === "sdp") {
    return {
      "2XX": { description: "The answering session description", content: { "application/sdp": text } },
    };
  }
  if (route.response === undefined) return { 204: { description: "Done" } };
  return { 200: { description: "Done", content: { "application/json": { schema: route.response } } } };
}

function describeErrors(route: Route, method: string): ZodOpenApiResponsesObject {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of errorsOf(route, method)) {
    const { status } = errorCatalogue[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [String(status), errorAnswer(status, codes)]),
  );
}

const errorAnswers = new Map<string, ZodOpenApiResponseObject>();

/** One shared component for each set of codes that comes with a status. */
function errorAnswer(status: number, unsorted: readonly ErrorCode[]): ZodOpenApiResponseObject {
  const codes = unsorted.toSorted();
  const id = codes.join("_or_");
  const known = errorAnswers.get(id);
  if (known !== undefined) return known;
  const wait = { "Retry-After": z.int().meta({ description: "seconds" }) };
  const answer: ZodOpenApiResponseObject = {
    id,
    description: codes.map((code) => `\`${code}\` ${errorCatalogue[code].meaning}`).join("\n\n"),
    content: { "application/json": { schema: ErrorAnswer } },
    ...(status === 429 ? { headers: z.object(wait) } : {}),
  };
  errorAnswers.set(id, answer);
  return answer;
}

/** The codes of the route itself, and those that come with its kind. */
function errorsOf(route: Route, method: string): Set<ErrorCode> {
  const codes = new Set<ErrorCode>(["too_many_requests", "internal", ...(route.errors ?? [])]);
  if (route.params ?? route.query ?? route.body) codes.add("invalid_input");
  if (route.body !== undefined) codes.add("too_large").add("unsupported_format");
  if (route.idempotent === true) codes.add("idempotency_key_missing").add("idempotency_key_reused");
  if (method !== "GET") codes.add("forbidden_origin");
  if (route.access === "demo") codes.add("not_found");
  if (route.access === "shopper") codes.add("not_signed_in");
  if (route.access === "member" || typeof route.access === "object")
    codes.add("not_signed_in").add("not_allowed");
  return codes;
}

type Override = { jsonSchema: Record<string, unknown>; zodSchema: z.core.$ZodTypes; io: "input" | "output" };

/**
 * A `Date` in an answer crosses the wire as ISO text. Answers may gain fields, so their objects stay open. Patterns
 * that only repeat a format, and bounds that only repeat "integer", are noise.
 */
function simplify({ jsonSchema, zodSchema, io }: Override): void {
  if (zodSchema._zod.def.type === "date") Object.assign(jsonSchema, { type: "string", format: "date-time" });
  if (io === "output" && jsonSchema["additionalProperties"] === false)
    delete jsonSchema["additionalProperties"];
  if (jsonSchema["format"] !== undefined) delete jsonSchema["pattern"];
  if (jsonSchema["minimum"] === Number.MIN_SAFE_INTEGER) delete jsonSchema["minimum"];
  if (jsonSchema["maximum"] === Number.MAX_SAFE_INTEGER) delete jsonSchema["maximum"];
}
