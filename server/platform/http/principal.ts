import type { FastifyReply, FastifyRequest } from "fastify";
import type { Readable } from "node:stream";
import type { Access, InputOf, ResponseOf, Route, Routes } from "../../../contract/route.ts";
import type { StaffRight, StaffRole } from "../../../contract/rights.ts";

export type PublicPrincipal = { readonly kind: "public" };
export type ShopperPrincipal = {
  readonly kind: "shopper";
  readonly shopId: string;
  readonly memberId: string;
  /** False for a guest; true once an identity is verified. */
  readonly joined: boolean;
  readonly sessionId: string;
};
export type StaffPrincipal = {
  readonly kind: "staff";
  readonly shopId: string;
  readonly staffId: string;
  readonly role: StaffRole;
  readonly name: string;
  readonly sessionId: string;
};
export type ApiKeyPrincipal = {
  readonly kind: "api_key";
  readonly shopId: string;
  readonly keyId: string;
  readonly rights: readonly StaffRight[];
};
export type Principal = PublicPrincipal | ShopperPrincipal | StaffPrincipal | ApiKeyPrincipal;

/** Everybody whom the credentials of one request name: a staff and a shopper cookie may come together. */
export type SignedIn = {
  readonly staff?: StaffPrincipal;
  readonly shopper?: ShopperPrincipal;
  readonly apiKey?: ApiKeyPrincipal;
};

/** Cookies by name, and the Authorization header as sent. */
export type Credentials = {
  readonly cookies: Readonly<Record<string, string | undefined>>;
  readonly authorization?: string;
};

/**
 * Filled by the chapter that knows sessions and keys. Unknown or expired credentials name nobody; it throws only when
 * it cannot tell (database out of reach).
 */
export type Authenticate = (credentials: Credentials) => Promise<SignedIn>;

/** Who the handler of a route with this access works for. */
export type PrincipalFor<A extends Access> = A extends "shopper" | "member"
  ? ShopperPrincipal
  : A extends { readonly right: StaffRight }
    ? StaffPrincipal | ApiKeyPrincipal
    : PublicPrincipal;

export type CookieOptions = {
  /** Seconds the browser keeps it; without it, until the browser closes. */
  readonly maxAgeSeconds?: number;
  readonly path?: string;
};

/** What a handler may know and do beside its input. */
export type HandlerContext<
  P extends Principal = Principal,
  Key extends string | undefined = string | undefined,
> = {
  readonly principal: P;
  /** All whom the request's credentials name; public routes look here. */
  readonly signedIn: SignedIn;
  readonly requestId: string;
  readonly ip: string;
  readonly userAgent: string;
  readonly idempotencyKey: Key;
  /** The body exactly as it came, for signatures over it; empty for uploads. */
  readonly rawBody: string;
  /** Sets an httpOnly, SameSite=Lax cookie, Secure under https. */
  readonly setCookie: (name: string, value: string, options?: CookieOptions) => void;
  readonly clearCookie: (name: string, options?: Pick<CookieOptions, "path">) => void;
  readonly setHeader: (name: string, value: string) => void;
  /** Another 2xx or 3xx status than 200 (204 without an answer). */
  readonly setStatus: (status: number) => void;
  /** For uploads (`raw.request.parts()`), streams and long answers. */
  readonly raw: { readonly request: FastifyRequest; readonly reply: FastifyReply };
};

export type ContextFor<R extends Route> = HandlerContext<
  PrincipalFor<R["access"]>,
  R["idempotent"] extends true ? string : string | undefined
>;

/** The answer of a route that carries a file. With `fileName` the browser saves it under that name. */
export type FileAnswer = {
  readonly contentType: string;
  readonly content: Buffer | string | Readable;
  readonly fileName?: string;
  /** How long browsers may keep it; without it, not at all. Only for what is the same for everybody. */
  readonly cacheSeconds?: number;
};

/**
 * What the handler of a route gives back. Text for pages and session descriptions, nothing for 204; the reply itself
 * when the handler has sent a file on its own.
 */
export type AnswerOf<R extends Route> = R["carries"] extends "file"
  ? FileAnswer | FastifyReply
  : R["carries"] extends "html"
    ? string
    : R["carries"] extends "sdp"
      ? string | void
      : ResponseOf<R>;

type TextBody = { readonly body: string };
type NoBody = { readonly body: undefined };

/** Session descriptions come as text; uploads are read part by part by the handler. */
export type HandlerInput<R extends Route> = R["carries"] extends "sdp"
  ? Omit<InputOf<R>, "body"> & TextBody
  : R["carries"] extends "multipart"
    ? Omit<InputOf<R>, "body"> & NoBody
    : InputOf<R>;

export type Handler<R extends Route> = (
  input: HandlerInput<R>,
  context: ContextFor<R>,
) => Promise<AnswerOf<R>>;

/** One handler for each route, no more and no fewer. */
export type Handlers<R extends Routes> = {
  readonly [K in keyof R]: R[K] extends Route ? Handler<R[K]> : never;
};
