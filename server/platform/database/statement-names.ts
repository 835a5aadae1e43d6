import { createHash } from "node:crypto";

/**
 * Which statements are prepared under a name. A statement earns its name when it comes a second time, and at
 * most `limit` do: texts built at run time (a list of n places) would otherwise pile up in every connection.
 */
export type StatementNames = {
  /** The name to prepare under, or undefined to send the statement without one. */
  nameOf(text: string): string | undefined;
  /** Never name this text again: its result columns changed under a prepared plan. */
  forget(text: string): void;
};

const unnamed: StatementNames = { nameOf: () => undefined, forget: () => undefined };

/** For PgBouncer before 1.21 in transaction mode, which loses prepared statements between transactions. */
export function withoutStatementNames(): StatementNames {
  return unnamed;
}

export function createStatementNames(limit = 500): StatementNames {
  const names = new Map<string, string | undefined>();
  let seenOnce = new Set<string>();
  return {
    nameOf: (text) => {
      if (names.has(text)) return names.get(text);
      if (names.size >= limit) return undefined;
      if (seenOnce.has(text)) {
        const name = createHash("sha256").update(text).digest("base64url").slice(0, 16);
        names.set(text, name);
        seenOnce.delete(text);
        return name;
      }
      if (seenOnce.size >= limit * 4) seenOnce = new Set();
      seenOnce.add(text);
      return undefined;
    },
    forget: (text) => {
      names.set(text, undefined);
    },
  };
}
