import { resolve } from "node:path";
import { z } from "zod";

/**
 * Every setting of the server, once: name, meaning, unit, default and what is accepted. Nothing else reads the
 * environment. `npm start` needs none of them. `docs/settings.md` is written from this list.
 *
 * Each name may also be given with the prefix `REFRAIN_`, which wins: use it where a plain name is already taken.
 */
const yesOrNo = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.enum(["true", "false", "yes", "no", "on", "off", "1", "0"], "true or false"))
  .transform((word) => ["true", "yes", "on", "1"].includes(word));

function whole(from: number, to: number) {
  const words = `a whole number from ${from} to ${to}`;
  return z
    .string()
    .trim()
    .regex(/^\d+$/u, words)
    .transform(Number)
    .pipe(z.int().min(from, words).max(to, words));
}

function address(protocols: readonly string[]) {
  const words = `an address that begins with ${protocols.map((name) => `${name}://`).join(" or ")}`;
  return z
    .string()
    .trim()
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol.slice(0, -1)), words);
}

const list = z
  .string()
  .transform((text) => text.split(",").map((part) => part.trim()))
  .transform((parts) => parts.filter((part) => part !== ""));

/** `false`, `true`, a number of hops, or the proxies' addresses: what Fastify calls trustProxy. */
const proxies = z.string().transform((text): boolean | number | string[] => {
  const word = text.trim().toLowerCase();
  if (["false", "no", "off", "0", ""].includes(word)) return false;
  if (["true", "yes", "on"].includes(word)) return true;
  if (/^\d+$/u.test(word)) return Number(word);
  return word.split(",").map((part) => part.trim());
});

type Setting = {
  readonly name: string;
  readonly meaning: string;
  /** As it would be written in the environment; absent when the setting has no default. */
  readonly fallback?: string;
  /** What happens without it, for settings that have no plain default. */
  readonly without?: string;
  readonly unit?: string;
  readonly accepts: z.ZodType<unknown, string>;
};

export const settingsCatalogue = {
  mode: {
    name: "NODE_ENV",
    meaning: "`development` and `test` check every answer against the contract; `production` trusts it.",
    fallback: "production",
    accepts: z.enum(["production", "development", "test"], "production, development or test"),
  },
  port: {
    name: "PORT",
    meaning: "Port of the web pages, the API and the live socket. 0 takes any free port.",
    fallback: "3000",
    accepts: whole(0, 65_535),
  },
  host: {
    name: "HOST",
    meaning: "Address to listen on. `0.0.0.0` lets other machines in; set passwords first.",
    fallback: "localhost",
    accepts: z.string().trim().min(1),
  },
  publicUrl: {
    name: "PUBLIC_URL",
    meaning:
      "Where shoppers reach the server: used in links, QR codes and mails. With https, cookies are Secure.",
    without: "`http://localhost:PORT`",
    accepts: address(["http", "https"]).transform((text) => text.replace(/\/+$/u, "")),
  },
  trustProxy: {
    name: "TRUST_PROXY",
    meaning: "Proxies whose X-Forwarded headers are believed: `true`, a number of hops, or their addresses.",
    fallback: "false",
    accepts: proxies,
  },
  dataDir: {
    name: "DATA_DIR",
    meaning: "Folder for the embedded databases, uploads and the secret key.",
    fallback: ".refrain",
    accepts: z
      .string()
      .min(1)
      .transform((path) => resolve(path)),
  },
  pagesDir: {
    name: "PAGES_DIR",
    meaning: "Folder of the built pages (`h5/` and `console/`).",
    fallback: "dist",
    accepts: z
      .string()
      .min(1)
      .transform((path) => resolve(path)),
  },
  databaseUrl: {
    name: "DATABASE_URL",
    meaning: "An own PostgreSQL, 15 or newer.",
    without: "the embedded PostgreSQL in DATA_DIR",
    accepts: address(["postgres", "postgresql"]),
  },
  databasePool: {
    name: "DATABASE_POOL",
    meaning: "Connections to PostgreSQL that one server process holds.",
    fallback: "10",
    unit: "connections",
    accepts: whole(5, 200),
  },
  databasePrepared: {
    name: "DATABASE_PREPARED",
    meaning: "Named statements. Switch off behind a PgBouncer older than 1.21.",
    fallback: "true",
    accepts: yesOrNo,
  },
  clickhouseUrl: {
    name: "CLICKHOUSE_URL",
    meaning: "An own ClickHouse for the behaviour store.",
    without: "the embedded one in DATA_DIR",
    accepts: address(["http", "https"]),
  },
  logLevel: {
    name: "LOG_LEVEL",
    meaning: "`trace`, `debug`, `info`, `warn`, `error`, `fatal` or `silent`.",
    fallback: "info",
    accepts: z.enum(
      ["trace", "debug", "info", "warn", "error", "fatal", "silent"],
      "trace, debug, info, warn, error, fatal or silent",
    ),
  },
  demo: {
    name: "DEMO",
    meaning: "Seed a demo shop at the first start and show its outbox. Switch off where real people shop.",
    fallback: "true",
    accepts: yesOrNo,
  },
  secretKey: {
    name: "SECRET_KEY",
    meaning: "Signs media tokens and unsubscribe links. All processes of one deployment need the same.",
    without: "one is made at the first start and kept in DATA_DIR, readable by the owner alone",
    accepts: z.string().min(32, "at least 32 characters"),
  },
  sessionDays: {
    name: "SESSION_DAYS",
    meaning: "How long a shopper stays signed in after the last visit.",
    fallback: "180",
    unit: "days",
    accepts: whole(1, 400),
  },
  staffSessionHours: {
    name: "STAFF_SESSION_HOURS",
    meaning: "How long staff stay signed in after the last click.",
    fallback: "168",
    unit: "hours",
    accepts: whole(1, 2160),
  },
  unpaidMinutes: {
    name: "UNPAID_MINUTES",
    meaning: "How long an unpaid order keeps its stock.",
    fallback: "15",
    unit: "minutes",
    accepts: whole(1, 1440),
  },
  smtpUrl: {
    name: "SMTP_URL",
    meaning: "Mail server, such as `smtps://user:password@mail.example.com`.",
    without: "mails go to the outbox page only",
    accepts: address(["smtp", "smtps"]),
  },
  mailFrom: {
    name: "MAIL_FROM",
    meaning: "Sender of every mail.",
    fallback: "Refrain <hello@localhost>",
    accepts: z.string().regex(/^[^\r\n]*\S+@\S+$/u, "an address such as Shop <hello@shop.example>"),
  },
  mediaUdpPort: {
    name: "MEDIA_UDP_PORT",
    meaning: "The one UDP port of all pictures and sound. Open it in the firewall. 0 takes any free port.",
    fallback: "47800",
    accepts: whole(0, 65_535),
  },
  mediaAddresses: {
    name: "MEDIA_ADDRESSES",
    meaning:
      "Addresses that viewers can reach for MEDIA_UDP_PORT, comma-separated: the public one behind NAT.",
    fallback: "",
    without: "every address of the machine",
    accepts: list,
  },
  requestLimitKb: {
    name: "REQUEST_LIMIT_KB",
    meaning: "Largest JSON body.",
    fallback: "1024",
    unit: "KiB",
    accepts: whole(16, 65_536),
  },
  uploadLimitMb: {
    name: "UPLOAD_LIMIT_MB",
    meaning: "Largest uploaded file.",
    fallback: "512",
    unit: "MiB",
    accepts: whole(1, 16_384),
  },
  rateLimits: {
    name: "RATE_LIMITS",
    meaning: "Requests per minute are limited per caller. Switch off only for load tests.",
    fallback: "true",
    accepts: yesOrNo,
  },
  addressPerMinute: {
    name: "ADDRESS_PER_MINUTE",
    meaning: "Requests per minute from one network address, over all routes. Many viewers may share one.",
    fallback: "12000",
    unit: "requests",
    accepts: whole(60, 10_000_000),
  },
  shutdownSeconds: {
    name: "SHUTDOWN_SECONDS",
    meaning: "How long running requests may take to finish when the server stops.",
    fallback: "8",
    unit: "seconds",
    accepts: whole(0, 300),
  },
} as const satisfies Record<string, Setting>;

type Catalogue = typeof settingsCatalogue;
type ValueOf<S extends Setting> = S extends { readonly fallback: string }
  ? z.output<S["accepts"]>
  : z.output<S["accepts"]> | undefined;

/** `publicUrl` always has a value; the others without a default may be undefined. */
export type Settings = Readonly<
  { [K in Exclude<keyof Catalogue, "publicUrl">]: ValueOf<Catalogue[K]> } & { publicUrl: string }
>;

export type Environment = Readonly<Record<string, string | undefined>>;

/** Variables that cannot be used; the message names each with what would be right. The server does not start. */
export class SettingsError extends Error {
  constructor(problems: readonly string[]) {
    super(`Some settings cannot be used:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.name = "SettingsError";
  }
}

/**
 * Reads all settings. Throws a SettingsError that names every bad variable. `warnings` names `REFRAIN_*` variables
 * that do not exist, with the nearest name that does. An empty variable counts as not set.
 */
export function loadSettings(env: Environment = process.env): {
  settings: Settings;
  warnings: readonly string[];
} {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries<Setting>(settingsCatalogue)) {
    const text = env[`REFRAIN_${setting.name}`] || env[setting.name] || setting.fallback;
    if (text === undefined) continue;
    const parsed = setting.accepts.safeParse(text);
    if (parsed.success) values[key] = parsed.data;
    else problems.push(`${setting.name}: ${parsed.error.issues[0]?.message ?? "cannot be used"}`);
  }
  if (problems.length > 0) throw new SettingsError(problems);
  values["publicUrl"] ??= `http://localhost:${String(values["port"])}`;
  return { settings: values as Settings, warnings: unknownNames(env) };
}

function unknownNames(env: Environment): string[] {
  const known = Object.values<Setting>(settingsCatalogue).map((setting) => `REFRAIN_${setting.name}`);
  return Object.keys(env)
    .filter((name) => name.startsWith("REFRAIN_") && !known.includes(name))
    .map((name) => `${name} is not a setting. Did you mean ${nearest(name, known)}?`);
}

function nearest(word: string, known: readonly string[]): string {
  return known.reduce((best, name) => (editDistance(word, name) < editDistance(word, best) ? name : best));
}

/** Insertions, deletions and replacements between two words (Levenshtein). */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const replaced = row[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[right.length]!;
}
