/**
 * Special functions, own and small: real arguments, double precision, tested to 1e-10 against values computed with
 * 40 digits. Bad arguments give NaN, never an exception.
 */
export { beta, digamma, logBeta, logGamma, trigamma } from "./gamma.ts";
export { gammaP, gammaQ, gammaQuantile } from "./incomplete-gamma.ts";
export { betaIncomplete, betaQuantile, studentCdf, studentQuantile } from "./incomplete-beta.ts";
export { logNormalCdf, normalCdf, normalDensity, normalQuantile } from "./normal.ts";
export { hyp2f1 } from "./hyp2f1.ts";
export { legendreRule, type QuadratureRule } from "./quadrature.ts";
