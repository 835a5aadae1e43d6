/**
 * The mathematics of repurchase: pure functions on typed arrays. No input or output, no clock, no hidden randomness;
 * what needs time or chance takes it as an argument. See README.md.
 */
export * from "./customer-base/index.ts";
export * from "./experiment/index.ts";
export * from "./habits/index.ts";
export * from "./next-basket/index.ts";
export * from "./optimise/index.ts";
export * from "./random/index.ts";
export * from "./replenishment/index.ts";
export * from "./special/index.ts";
export * from "./uplift/index.ts";
