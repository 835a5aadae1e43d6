/**
 * Every error a client can receive. `status` is the HTTP status; `remedy` says what the caller can do.
 * The code is part of the contract: it never changes its meaning. Screens translate codes, not messages.
 */
export const errorCatalogue = {
  invalid_input: {
    status: 400,
    meaning: "A field is missing or has a value that cannot be used.",
    remedy: "Mend the fields named in details (path and message) and send again.",
  },
  idempotency_key_missing: {
    status: 400,
    meaning: "This write may be retried, so it needs a key that names the attempt.",
    remedy: "Send an Idempotency-Key header, the same for each retry of one attempt.",
  },
  idempotency_key_reused: {
    status: 409,
    meaning: "The same Idempotency-Key came with a different request.",
    remedy: "Use a new key for a new attempt.",
  },
  not_signed_in: {
    status: 401,
    meaning: "The request carries no valid session or key.",
    remedy: "Sign in again.",
  },
  wrong_credentials: {
    status: 401,
    meaning: "E-mail and password do not belong together.",
    remedy: "Check both and try again.",
  },
  not_allowed: {
    status: 403,
    meaning: "The signed-in person has no right to do this.",
    remedy: "Ask an owner of the shop for the right named in details.",
  },
  forbidden_origin: {
    status: 403,
    meaning: "A write came from a page of another site.",
    remedy: "Call the API from the shop's own pages, or with an API key.",
  },
  not_found: {
    status: 404,
    meaning: "There is no such thing in this shop.",
    remedy: "Check the id; it may have been deleted or belong elsewhere.",
  },
  conflict: {
    status: 409,
    meaning: "The thing has changed meanwhile and no longer allows this step.",
    remedy: "Load it again and decide anew.",
  },
  already_exists: {
    status: 409,
    meaning: "A thing with this unique name or number exists.",
    remedy: "Choose another, or change the one that exists.",
  },
  too_large: {
    status: 413,
    meaning: "The upload or request is larger than allowed.",
    remedy: "Split it; the limit is in details.",
  },
  unsupported_format: {
    status: 415,
    meaning: "The file or body is not in a format that is understood.",
    remedy: "Send one of the formats named in details.",
  },
  too_many_requests: {
    status: 429,
    meaning: "Too many requests in a short time.",
    remedy: "Wait as long as the Retry-After header says.",
  },
  out_of_stock: {
    status: 409,
    meaning: "Fewer units are left than were asked for.",
    remedy: "Take what is left (details.left) or choose something else.",
  },
  payment_refused: {
    status: 402,
    meaning: "The payment provider refused the payment.",
    remedy: "Pay another way; the order is kept until it expires.",
  },
  code_wrong: {
    status: 400,
    meaning: "The sign-in code is wrong or has expired.",
    remedy: "Ask for a new code.",
  },
  coupon_unusable: {
    status: 409,
    meaning: "The coupon cannot be used for this order.",
    remedy: "See details.reason.",
  },
  chat_muted: {
    status: 403,
    meaning: "The person may not write in this room now.",
    remedy: "Wait until the time in details, if there is one.",
  },
  chat_refused: {
    status: 422,
    meaning: "The message contains something this room does not show.",
    remedy: "Rephrase it; details.reason names what was found.",
  },
  media_token_invalid: {
    status: 401,
    meaning: "The token does not allow publishing or playing this stream.",
    remedy: "Ask the room for a new token.",
  },
  media_busy: {
    status: 409,
    meaning: "Somebody else is publishing this stream, or the relay is full.",
    remedy: "Stop the other publisher, or try again later.",
  },
  not_on_air: {
    status: 404,
    meaning: "The show has no picture at the moment.",
    remedy: "Wait; the page tries again by itself.",
  },
  sale_not_open: {
    status: 409,
    meaning: "The flash sale is not open: too early, paused or over.",
    remedy: "details.status and details.opensAt say how it stands.",
  },
  sale_not_for_you: {
    status: 403,
    meaning: "This shopper may not claim units of the flash sale.",
    remedy:
      "details.reason: join (members, joined_in_show), enter the room (not_in_room), or ask for a new token (token, token_expired).",
  },
  sale_limit_reached: {
    status: 409,
    meaning: "The shopper has as many units of the flash sale as one person may have.",
    remedy: "Pay for what was claimed, or leave it to others.",
  },
  import_unreadable: {
    status: 422,
    meaning: "The file is not a table that can be read.",
    remedy: "details names the line and what is wrong with it.",
  },
  internal: {
    status: 500,
    meaning: "The server made a mistake. It was logged under the request id.",
    remedy: "Try again; if it stays, tell the operator the request id.",
  },
  unavailable: {
    status: 503,
    meaning: "A part of the system is starting or out of reach.",
    remedy: "Try again shortly.",
  },
} as const satisfies Record<string, { status: number; meaning: string; remedy: string }>;

export type ErrorCode = keyof typeof errorCatalogue;

/** The body of every 4xx and 5xx answer. */
export type ErrorBody = {
  readonly error: {
    readonly code: ErrorCode;
    readonly message: string;
    readonly details?: unknown;
    readonly requestId?: string;
  };
};
