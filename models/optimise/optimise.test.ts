import { describe, expect, test } from "vitest";
import { hessianAt, invertPositive, minimiseBfgs, minimiseLbfgs, type Objective } from "./index.ts";

const rosenbrock: Objective = (x, g) => {
  const [a = 0, b = 0] = x;
  g[0] = -400 * a * (b - a * a) - 2 * (1 - a);
  g[1] = 200 * (b - a * a);
  return 100 * (b - a * a) ** 2 + (1 - a) ** 2;
};

describe.each([
  ["BFGS", minimiseBfgs],
  ["L-BFGS", minimiseLbfgs],
])("%s", (_name, minimise) => {
  test("finds the floor of Rosenbrock's valley", () => {
    const result = minimise(rosenbrock, Float64Array.of(-1.2, 1), { gradientTolerance: 1e-10 });
    expect(result.converged).toBe(true);
    expect(result.x[0]).toBeCloseTo(1, 8);
    expect(result.x[1]).toBeCloseTo(1, 8);
  });

  test("steps back from where the function is not defined", () => {
    const logBarrier: Objective = (x, g) => {
      g[0] = 1 - 3 / x[0]!;
      return x[0]! - 3 * Math.log(x[0]!);
    };
    expect(minimise(logBarrier, Float64Array.of(0.01)).x[0]).toBeCloseTo(3, 6);
  });

  test("says that it did not converge when it was not given the iterations", () => {
    const result = minimise(rosenbrock, Float64Array.of(-1.2, 1), { maxIterations: 3 });
    expect(result).toMatchObject({ converged: false, reason: "iterations", iterations: 3 });
  });

  test("says that a function without a floor has none", () => {
    const slide: Objective = (x, g) => {
      g[0] = -1;
      return -x[0]!;
    };
    expect(minimise(slide, Float64Array.of(0), { maxIterations: 20 }).converged).toBe(false);
  });

  test("refuses a start outside the domain", () => {
    const nowhere: Objective = () => Number.NaN;
    expect(minimise(nowhere, Float64Array.of(0)).reason).toBe("start-outside-domain");
  });
});

test("the curvature of a quadratic is its matrix, and its inverse undoes it", () => {
  const quadratic: Objective = (x, g) => {
    const [a = 0, b = 0] = x;
    g[0] = 4 * a + b;
    g[1] = a + 3 * b;
    return 2 * a * a + a * b + 1.5 * b * b;
  };
  const hessian = hessianAt(quadratic, Float64Array.of(0.3, -2));
  [4, 1, 1, 3].forEach((value, i) => expect(hessian[i]).toBeCloseTo(value, 8));
  const inverse = invertPositive(hessian, 2)!;
  [3 / 11, -1 / 11, -1 / 11, 4 / 11].forEach((value, i) => expect(inverse[i]).toBeCloseTo(value, 8));
});

test("a saddle has no inverse, so no standard errors are invented", () => {
  expect(invertPositive(Float64Array.of(1, 2, 2, 1), 2)).toBeUndefined();
});
