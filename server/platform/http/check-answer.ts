import type { z } from "zod";

/**
 * Why an answer is not what the contract promises, or nothing. A field that the contract does not know counts: it would
 * leave the house unnoticed.
 */
export function answerProblems(schema: z.ZodType, answer: unknown): readonly string[] {
  const parsed = schema.safeParse(answer);
  if (!parsed.success) {
    return parsed.error.issues.map(
      (issue) => `${issue.path.map(String).join(".") || "answer"}: ${issue.message}`,
    );
  }
  return strayFields(answer, parsed.data, []);
}

function strayFields(answer: unknown, parsed: unknown, path: readonly string[]): string[] {
  if (!isPlain(answer) || !isPlain(parsed)) return [];
  return Object.entries(answer).flatMap(([name, value]) => {
    const here = [...path, name];
    if (value === undefined) return [];
    if (!Object.hasOwn(parsed, name)) return [`${here.join(".")}: not in the contract`];
    return strayFields(value, (parsed as Record<string, unknown>)[name], here);
  });
}

function isPlain(value: unknown): value is object {
  return typeof value === "object" && value !== null && !(value instanceof Date);
}
