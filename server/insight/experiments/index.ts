/**
 * Experiments: what touches caused, read from the universal control group.
 *
 * Invariants: members stay in the group they were drawn into; a comparison is of all who were drawn, never of those who
 * got a touch. Failure: `unavailable` while the behaviour store is out of reach.
 */
export { liftReport } from "./lift-report.ts";
