import { readFileSync } from "node:fs";

/** What vitest's JSON report says of each file. A file that cannot be loaded has no tests and a failure of its own. */
type Report = {
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
};

const { passed, failed } = sumResults(process.argv[2] ?? "");
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

/** A report that is missing counts as one failure: the run ended before it could write it. */
function sumResults(path: string): { passed: number; failed: number } {
  const report = readReport(path);
  if (!report) return { passed: 0, failed: 1 };
  const count = (status: string) =>
    report.testResults.flatMap((file) => file.assertionResults).filter((test) => test.status === status)
      .length;
  const brokenFiles = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
  );
  return { passed: count("passed"), failed: count("failed") + brokenFiles.length };
}

function readReport(path: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Report;
  } catch {
    return undefined;
  }
}
