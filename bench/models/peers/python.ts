import { spawnSync } from "node:child_process";
import path from "node:path";
import type { CustomerSummary } from "../../../models/index.ts";

/** What the Python peer found. */
export interface PeerFit {
  readonly params: Readonly<Record<string, number>>;
  readonly log_likelihood: number;
  /** CPU seconds of the fastest fit. */
  readonly seconds: number;
  readonly method: string;
}

/** One thread for the peer as for us, else its CPU time would count waiting threads. */
const env = { ...process.env, OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1" };

/** A Python with scipy: $PYTHON, python3 of the path, or the system's. Undefined when there is none. */
export function findPython(): string | undefined {
  const asked = process.env["PYTHON"];
  const candidates = asked === undefined ? ["python3", "/usr/bin/python3"] : [asked];
  return candidates.find(
    (python) => spawnSync(python, ["-c", "import scipy.optimize"], { env }).status === 0,
  );
}

/** Fits the three customer-base models in Python, on the same rows and in the same run. */
export function fitInPython(
  python: string,
  summary: CustomerSummary,
): Readonly<Record<string, PeerFit>> | undefined {
  const input = JSON.stringify({
    x: Array.from(summary.x),
    tx: Array.from(summary.tx),
    T: Array.from(summary.T),
  });
  const script = path.join(import.meta.dirname, "customer_base.py");
  const run = spawnSync(python, [script], { input, env, encoding: "utf8", maxBuffer: 1 << 24 });
  if (run.status !== 0) {
    console.log(`The Python peer failed: ${run.stderr.trim().split("\n").at(-1) ?? "no message"}`);
    return undefined;
  }
  return JSON.parse(run.stdout) as Record<string, PeerFit>;
}
