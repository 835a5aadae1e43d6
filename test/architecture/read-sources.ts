import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { parseSync, Visitor } from "oxc-parser";

/** One source file as the rules of the house see it: where it lies, whom it asks, and how long it is. */
export type Source = {
  /** Path from the root of the project, with forward slashes. */
  readonly path: string;
  readonly lines: number;
  /** Whom it imports: a path from the root for files of ours, else the package's name as written. */
  readonly imports: readonly string[];
  readonly readsEnvironment: boolean;
  /** Before the first thing it gives out stands a comment that says what it is for. */
  readonly opensWithComment: boolean;
};

export const root = join(import.meta.dirname, "../..");

/** Every file the project keeps or is about to keep, new ones included. */
export function listFiles(): string[] {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return listed.split("\n").filter((path) => path !== "");
}

export function readSources(paths: readonly string[]): Source[] {
  return paths
    .filter((path) => /\.tsx?$/u.test(path))
    .flatMap((path) => {
      // A file that was deleted and not yet committed is still listed.
      const text = readIfThere(join(root, path));
      return text === undefined ? [] : [readSource(path, text)];
    });
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** Throws when the file cannot be parsed: a rule that silently sees nothing would pass for ever. */
export function readSource(path: string, text: string): Source {
  const { program, errors, comments } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]!.message}`);
  const wanted: string[] = [];
  let readsEnvironment = false;
  const note = (source: { value: unknown } | null) => {
    if (typeof source?.value === "string") wanted.push(source.value);
  };
  new Visitor({
    ImportDeclaration: (node) => note(node.source),
    ExportNamedDeclaration: (node) => note(node.source),
    ExportAllDeclaration: (node) => note(node.source),
    ImportExpression: (node) => note(node.source as { value: unknown }),
    TSImportType: (node) => note(node.source),
    MemberExpression: ({ object, property }) => {
      const ofProcess = object.type === "Identifier" && object.name === "process";
      if (ofProcess && property.type === "Identifier" && property.name === "env") readsEnvironment = true;
    },
  }).visit(program);
  const first = comments.find((comment) => comment.type === "Block");
  const firstGift = program.body.find(
    (statement) =>
      (statement.type === "ExportNamedDeclaration" && statement.exportKind === "value") ||
      statement.type === "ExportAllDeclaration",
  );
  return {
    path,
    lines: text.split("\n").length,
    imports: [...new Set(wanted.map((name) => resolve(path, name)))],
    readsEnvironment,
    opensWithComment: first !== undefined && first.start < (firstGift?.start ?? text.length),
  };
}

function resolve(from: string, name: string): string {
  const plain = name.split("?")[0]!;
  return plain.startsWith(".") ? posix.join(posix.dirname(from), plain) : plain;
}
