import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** `db/migrations` of the project. */
export const migrationsDir = fileURLToPath(new URL("../../../db/migrations", import.meta.url));

export type MigrationFile = {
  /** `0001_shop_orders.sql`: also the order. */
  readonly name: string;
  readonly text: string;
  /** SHA-256 over the text with line ends made `\n`. */
  readonly checksum: string;
};

const namePattern = /^\d{4}_[a-z0-9]+(?:[_-][a-z0-9]+)*\.sql$/u;

/**
 * Reads the migrations of a folder in the order of their names; a folder that is not there has none.
 * @throws Error on an SQL file whose name has another shape
 */
export async function readMigrations(dir: string): Promise<MigrationFile[]> {
  const names = (await readFolder(dir)).filter((name) => name.endsWith(".sql")).toSorted();
  const wrong = names.find((name) => !namePattern.test(name));
  if (wrong !== undefined) {
    throw new Error(
      `Name the migration ${wrong} like 0001_shop_orders.sql: four digits, then small letters.`,
    );
  }
  return Promise.all(names.map((name) => readMigration(dir, name)));
}

/** One hash over all names and contents: the same hash builds the same tables. */
export function hashOfMigrations(files: readonly MigrationFile[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(`${file.name} ${file.checksum}\n`);
  return hash.digest("hex").slice(0, 16);
}

async function readMigration(dir: string, name: string): Promise<MigrationFile> {
  const text = await readFile(join(dir, name), "utf8");
  const checksum = createHash("sha256").update(text.replaceAll("\r\n", "\n")).digest("hex");
  return { name, text, checksum };
}

async function readFolder(dir: string): Promise<string[]> {
  try {
    return await readdir(dir);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
