/** Three nodes with weights (adding up to 1) that integrate polynomials up to degree 5 exactly under Beta(a, b). */
export interface BetaRule {
  readonly nodes: readonly [number, number, number];
  readonly weights: readonly [number, number, number];
}

/**
 * Gauss–Jacobi rule of three nodes: the zeros of the third orthogonal polynomial by its three-term recurrence
 * (Gautschi 2004, "Orthogonal Polynomials", table 1.1, Jacobi on [0, 1]), each bracketed by those of the second.
 */
export function betaRule(a: number, b: number): BetaRule {
  const s = a + b;
  const centre = (k: number): number => {
    if (k === 0) return a / s;
    const t = 2 * k + s - 2;
    return 0.5 * (1 + ((a - b) * (s - 2)) / (t * (t + 2)));
  };
  const spread = (k: number): number => {
    if (k === 1) return (a * b) / (s * s * (s + 1));
    const t = 2 * k + s - 2;
    return (k * (k + b - 1) * (k + a - 1) * (k + s - 2)) / (t * t * (t + 1) * (t - 1));
  };
  const [c0, c1, c2] = [centre(0), centre(1), centre(2)];
  const [d1, d2] = [spread(1), spread(2)];
  const second = (x: number): number => (x - c1) * (x - c0) - d1;
  const third = (x: number): number => (x - c2) * second(x) - d2 * (x - c0);
  const middle = (c0 + c1) / 2;
  const half = Math.hypot((c0 - c1) / 2, Math.sqrt(d1));
  const zero = (from: number, to: number): number => {
    let [low, high] = [from, to];
    const rises = third(high) > 0 || third(low) < 0;
    for (let step = 0; step < 48; step++) {
      const x = (low + high) / 2;
      if (third(x) > 0 === rises) high = x;
      else low = x;
    }
    return (low + high) / 2;
  };
  const nodes = [zero(0, middle - half), zero(middle - half, middle + half), zero(middle + half, 1)] as const;
  const weight = (x: number): number => 1 / (1 + (x - c0) ** 2 / d1 + second(x) ** 2 / (d1 * d2));
  return { nodes, weights: [weight(nodes[0]), weight(nodes[1]), weight(nodes[2])] };
}
