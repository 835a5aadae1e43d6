"""
The peer's side of the race: BG/NBD, MBG/NBD and Pareto/NBD fitted with numpy and scipy, one array entry per customer,
as a Python library of this field does it. Written from the papers: Fader, Hardie & Lee 2005 (BG/NBD), Batislam, Denizel
& Filiztekin 2007 (MBG/NBD), Schmittlein, Morrison & Colombo 1987 with Fader & Hardie 2005 (Pareto/NBD).

Reads {"x": […], "tx": […], "T": […]} from standard input and writes, per model, parameters, log-likelihood and the CPU
seconds of the fastest of three fits.
"""
import json
import sys
import time

import numpy as np
from scipy.optimize import minimize
from scipy.special import betaln, gammaln, hyp2f1


def beta_geometric(extra):
    """Mean negative log-likelihood; extra = 1 adds the chance to leave after the first purchase."""

    def loss(log_params, x, tx, T):
        r, alpha, a, b = np.exp(log_params)
        m = x + extra
        rates = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
        stays = betaln(a, b + m) - betaln(a, b) - (r + x) * np.log(alpha + T)
        leaves = betaln(a + 1, b + np.maximum(m, 1) - 1) - betaln(a, b) - (r + x) * np.log(alpha + tx)
        total = rates + np.where(m > 0, np.logaddexp(stays, leaves), stays)
        return -total.mean()

    return loss


def pareto(log_params, x, tx, T):
    """Mean negative log-likelihood, A0 as in Fader & Hardie 2005."""
    r, alpha, s, beta = np.exp(log_params)
    k = r + s + x
    high, low = max(alpha, beta), min(alpha, beta)
    gap = high - low
    second = s + 1 if alpha >= beta else r + x

    def part(t):
        return np.log(hyp2f1(k, second, k + 1, gap / (high + t))) - k * np.log(high + t)

    first, last = part(tx), part(T)
    log_a0 = first + np.log1p(-np.minimum(np.exp(last - first), 1 - 1e-15))
    rates = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + s * np.log(beta)
    stays = -(r + x) * np.log(alpha + T) - s * np.log(beta + T)
    return -(rates + np.logaddexp(stays, np.log(s) - np.log(k) + log_a0)).mean()


MODELS = {
    "bgnbd": (beta_geometric(0), "BFGS", ("r", "alpha", "a", "b")),
    "mbg": (beta_geometric(1), "BFGS", ("r", "alpha", "a", "b")),
    "pareto": (pareto, "Nelder-Mead", ("r", "alpha", "s", "beta")),
}


def main():
    data = json.load(sys.stdin)
    columns = [np.asarray(data[name], dtype=float) for name in ("x", "tx", "T")]
    runs = int(data.get("runs", 3))
    out = {}
    for name, (loss, method, params) in MODELS.items():
        # Rates start at a third of the mean time observed, as ours do; the slow fit is not repeated.
        start = np.zeros(4)
        start[[1, 3] if name == "pareto" else [1]] = np.log(columns[2].mean() / 3)
        best = None
        for _ in range(1 if name == "pareto" else runs):
            before = time.process_time()
            fit = minimize(loss, start, args=tuple(columns), method=method, options={"maxiter": 2000})
            seconds = time.process_time() - before
            best = seconds if best is None else min(best, seconds)
        out[name] = {
            "params": dict(zip(params, np.exp(fit.x).tolist())),
            "log_likelihood": float(-fit.fun * len(columns[0])),
            "seconds": best,
            "method": method,
        }
    json.dump(out, sys.stdout)


if __name__ == "__main__":
    with np.errstate(all="ignore"):
        main()
