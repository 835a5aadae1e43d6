import type { Source } from "./read-sources.ts";

/** The chapters in the order in which they are read. Each may call those before it, never those behind it. */
export const chapters = ["shop", "live", "join", "engage", "repurchase", "insight"] as const;

/** The wiring at the end of the house: it knows every chapter, and nobody but itself knows it. */
const wiring =
  /^server\/(?:(?:house|main|listener|first-shop|say|shutdown|deliver-codes|[a-z-]+)\.ts|demo\/)/u;

/** Tests and measurements look inside a room; nobody depends on them. */
const isTest = (path: string) =>
  /\.test\.tsx?$|\/testing[-/]|\/testing\.ts$|-for-tests\.ts$|^test\/|^bench\//u.test(path);
const isOurs = (path: string) => /^(?:contract|server|models|sim|bench|test|web|db)\//u.test(path);
const isCode = (path: string) => /^(?:contract|server|models|sim|web)\//u.test(path);

function chapterOf(path: string): (typeof chapters)[number] | undefined {
  const name = /^server\/([a-z]+)\//u.exec(path)?.[1];
  return chapters.find((chapter) => chapter === name);
}

function isLater(from: string, to: string): boolean {
  const [caller, called] = [chapterOf(from), chapterOf(to)];
  return Boolean(caller && called) && chapters.indexOf(called!) > chapters.indexOf(caller!);
}

/** A rule about whom a file asks. */
type ImportRule = {
  readonly says: string;
  readonly instead: string;
  readonly breaks: (from: string, to: string) => boolean;
};

/** A rule about a file itself. */
type FileRule = {
  readonly says: string;
  readonly instead: string;
  readonly breaks: (source: Source) => boolean;
};

export const importRules: readonly ImportRule[] = [
  {
    says: "A chapter calls only earlier chapters: shop → live → join → engage → repurchase → insight.",
    instead:
      "tell it forward as a fact (contract/events.ts), or declare a port in this chapter that server/house.ts fills",
    breaks: isLater,
  },
  {
    says: "A chapter is called only through its index.ts.",
    instead:
      "import the chapter's own index.ts, and export there what is missing, as a function or a plain type",
    breaks: (from, to) => {
      const called = chapterOf(to);
      if (!called || chapterOf(from) === called) return false;
      const isDoor = to === `server/${called}/index.ts`;
      return !isDoor && !/^(?:bench|test)\//u.test(from) && !(isTest(from) && isTest(to));
    },
  },
  {
    says: "The platform knows no chapter and no wiring.",
    instead: "pass what it needs as an argument from server/house.ts",
    breaks: (from, to) =>
      from.startsWith("server/platform/") &&
      isOurs(to) &&
      !to.startsWith("server/platform/") &&
      !to.startsWith("contract/") &&
      !isTest(from),
  },
  {
    says: "A room of the platform is called only through its index.ts.",
    instead: "import the room's index.ts, and export there what is missing",
    breaks: (from, to) => {
      const room = /^server\/platform\/([a-z-]+)\/(.+)$/u.exec(to);
      if (!room || from.startsWith(`server/platform/${room[1]!}/`)) return false;
      return room[2] !== "index.ts" && !isTest(from);
    },
  },
  {
    says: "The contract knows nothing but zod.",
    instead: "move what is not a shape of the wire behind the contract, into server/",
    breaks: (from, to) =>
      from.startsWith("contract/") &&
      !isTest(from) &&
      !to.startsWith("contract/") &&
      !["zod", "zod-openapi"].includes(to),
  },
  {
    says: "Models are pure: they ask for nothing but models.",
    instead: "hand in data, clock and random source as arguments",
    breaks: (from, to) => from.startsWith("models/") && !isTest(from) && !to.startsWith("models/"),
  },
  {
    says: "Only repurchase, insight, sim and bench use models.",
    instead: "ask the chapter that owns the forecast through its index.ts",
    breaks: (from, to) =>
      to.startsWith("models/") &&
      !/^(?:models|sim|bench|test|server\/repurchase|server\/insight)\//u.test(from),
  },
  {
    says: "The web imports only contract and web.",
    instead: "call the server over the contract (web/client)",
    breaks: (from, to) =>
      from.startsWith("web/") &&
      !isTest(from) &&
      isOurs(to) &&
      !to.startsWith("web/") &&
      !to.startsWith("contract/"),
  },
  {
    says: "The server does not reach into the web, but for the build of its pages at the start.",
    instead: "put what both need into contract/",
    breaks: (from, to) => from.startsWith("server/") && to.startsWith("web/") && to !== "web/build.ts",
  },
  {
    says: "Nobody but the wiring knows the wiring.",
    instead: "turn the dependency round: let server/house.ts hand it in",
    breaks: (from, to) =>
      wiring.test(to) &&
      !wiring.test(from) &&
      !from.startsWith("sim/") &&
      !from.startsWith("bench/") &&
      !isTest(from),
  },
];

/** Files that hand the environment on and read nothing out of it for the product. */
const environmentCarriers = ["server/platform/clickhouse/door-process.ts"];

export const fileRules: readonly FileRule[] = [
  {
    says: "Only server/platform/settings.ts reads the environment.",
    instead: "add the setting to server/platform/settings.ts and pass its value on",
    breaks: ({ path, readsEnvironment }) =>
      readsEnvironment &&
      path !== "server/platform/settings.ts" &&
      isCode(path) &&
      !isTest(path) &&
      !environmentCarriers.includes(path),
  },
  {
    says: "No file or folder is called utils, helpers or common.",
    instead: "name it after what it does",
    breaks: ({ path }) => /(?:^|\/)(?:utils?|helpers?|common)(?:[-./]|$)/u.test(path),
  },
  {
    says: "No file is longer than 500 lines.",
    instead: "divide it where its subject changes",
    breaks: ({ lines }) => lines > 500,
  },
  {
    says: "The door of a chapter or room of the server opens with what it is for.",
    instead: "begin index.ts with a comment: purpose, invariants, failure, shutdown",
    breaks: ({ path, opensWithComment }) =>
      path.startsWith("server/") && path.endsWith("/index.ts") && !opensWithComment,
  },
];

/** Every broken rule in words, with where, and what to do instead. */
export function findViolations(sources: readonly Source[]): string[] {
  const found: string[] = [];
  for (const source of sources) {
    for (const { says, instead, breaks } of fileRules)
      if (breaks(source)) found.push(`${source.path}\n    ${says}\n    Instead: ${instead}.`);
    for (const to of source.imports) {
      for (const { says, instead, breaks } of importRules)
        if (breaks(source.path, to))
          found.push(`${source.path} imports ${to}\n    ${says}\n    Instead: ${instead}.`);
    }
  }
  return found;
}
