/**
 * Work that is not done at once: jobs (once, later, tried again) and the ticker (every so often).
 *
 * Purpose: a job is enqueued in the transaction that makes it necessary and is done even if the process dies. What is
 * due in masses (touches, journey steps, unpaid orders) is not a job each: let the ticker claim it set-wise from its
 * own table.
 *
 * Invariants: a job runs at least once; of jobs with one key only the last waits; a periodic task never overlaps with
 * itself.
 *
 * Failure: a job that throws is tried again with growing pauses up to its attempts, then kept with its error; jobs
 * of a killed process are given back when a process starts. A periodic task that throws is logged and comes again.
 *
 * Shutdown: `ticker.stop()` and `jobs.stop()` wait for what is under way; close the database afterwards.
 */
export { type EnqueueOptions, type Job, type Jobs, type JobsOptions, createJobs } from "./create-jobs.ts";
export { type Ticker, createTicker } from "./ticker.ts";
