/**
 * Smooth unconstrained minimisation with analytic gradients. Pure and deterministic. A result always says whether it
 * converged and why it stopped; nothing is thrown for hard functions.
 */
export { minimiseBfgs, minimiseLbfgs } from "./bfgs.ts";
export { hessianAt, invertPositive } from "./curvature.ts";
export type { MinimiseOptions, MinimiseResult, Objective } from "./objective.ts";
