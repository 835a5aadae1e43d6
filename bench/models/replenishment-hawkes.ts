import * as models from "../../models/index.ts";
import type { Forecast, Method } from "./replenishment-baselines.ts";
import type { Case } from "./replenishment.ts";

/** What one pair contributes at a decay: Σ ln λ₀(tᵢ) of its repeats, ∫λ₀ until now, and the excitement left now. */
interface Part {
  readonly k: number;
  readonly logs: number;
  readonly exposure: number;
  readonly left: number;
}

function partOf(days: ArrayLike<number>, now: number, jump: number, decay: number): Part {
  let [logs, excited] = [0, 0];
  let integral = now - days[0]!;
  for (let i = 0; i < days.length; i++) {
    if (i > 0) {
      excited *= Math.exp(-decay * (days[i]! - days[i - 1]!));
      logs += Math.log(1 + jump * excited);
    }
    excited += 1;
    integral += (jump / decay) * -Math.expm1(-decay * (now - days[i]!));
  }
  return {
    k: days.length - 1,
    logs,
    exposure: integral,
    left: excited * Math.exp(-decay * (now - days[days.length - 1]!)),
  };
}

/**
 * A self-exciting intensity with frailty: a pair is bought at rate θ·ρ_product·(1 + j·Σ e^{−d(t − tᵢ)}) (Hawkes 1971, with
 * exponential decay), θ ~ Gamma(a, a), so that the likelihood and the forecast are closed forms. j, d and a by maximum
 * likelihood, ρ by product with twenty years of the shop's exposure as prior.
 */
export function frailtyHawkes(cases: readonly Case[], now: number): Method {
  const rates = (jump: number, decay: number): Map<number, number> => {
    const bought = new Map<number, number>();
    const exposed = new Map<number, number>();
    let [repeats, exposure] = [0, 0];
    for (const { history } of cases) {
      const part = partOf(history.day, now, jump, decay);
      bought.set(history.product, (bought.get(history.product) ?? 0) + part.k);
      exposed.set(history.product, (exposed.get(history.product) ?? 0) + part.exposure);
      repeats += part.k;
      exposure += part.exposure;
    }
    const prior = 365 * 20;
    return new Map(
      [...bought].map(([p, k]) => [p, (k + (prior * repeats) / exposure) / (exposed.get(p)! + prior)]),
    );
  };
  // Every fifth pair is enough for three parameters.
  const some = cases.filter((_, i) => i % 5 === 0);
  const loss = (log: Float64Array): number => {
    const [jump = 0, decay = 0, a = 0] = log.map((value) => Math.exp(value));
    const rate = rates(jump, decay);
    let value = 0;
    for (const { history } of some) {
      const { k, logs, exposure } = partOf(history.day, now, jump, decay);
      const rho = rate.get(history.product)!;
      value += logs + k * Math.log(rho) + models.logGamma(a + k) - models.logGamma(a) + a * Math.log(a);
      value -= (a + k) * Math.log(a + rho * exposure);
    }
    return -value / some.length;
  };
  const fit = models.minimiseBfgs(
    (log, gradient) => {
      for (let i = 0; i < 3; i++) {
        const [up, down] = [log.slice(), log.slice()];
        up[i]! += 1e-3;
        down[i]! -= 1e-3;
        gradient[i] = (loss(up) - loss(down)) / 2e-3;
      }
      return loss(log);
    },
    Float64Array.of(0, Math.log(1 / 60), -0.5),
    { gradientTolerance: 1e-4, maxIterations: 15 },
  );
  const [jump = 0, decay = 0, a = 0] = fit.x.map((value) => Math.exp(value));
  const rate = rates(jump, decay);
  return (history): Forecast => {
    const { k, exposure, left } = partOf(history.day, now, jump, decay);
    const rho = rate.get(history.product)!;
    const base = a + rho * exposure;
    const within = (h: number): number => {
      if (h <= 0) return 0;
      const ahead = rho * (h + (jump / decay) * left * -Math.expm1(-decay * h));
      return -Math.expm1(-(a + k) * Math.log1p(ahead / base));
    };
    return { within, middle: models.quantileWithin(within, 0.5, 365) };
  };
}
