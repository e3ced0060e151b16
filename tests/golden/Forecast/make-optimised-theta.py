# /usr/bin/python3 make-optimised-theta.py > optimised-theta.csv
# Python 3.11, numpy 1.24.2, scipy 1.10.1. The optimised (static) and dynamic theta models of Fiorucci and others (2016), written down from
# the paper's equations and fitted by scipy's differential evolution, polished by L-BFGS-B: alpha in [0.1, 0.99], theta in [1, 1e10].
# Columns: series, field (value; for static and dynamic: alpha, level, weight = 1 - 1/theta, sse, forecast), step, value. No series is adjusted for a season.
import numpy as np
from scipy.optimize import differential_evolution

def run(y, level, alpha, theta, dynamic, horizon=0):
    n = len(y)
    y = list(y)
    if not dynamic:
        t = np.arange(1, n + 1)
        slope, intercept = np.polyfit(t, y, 1)
    mean = a = b = 0.0
    errors = []
    path = []
    for t in range(1, n + horizon + 1):
        line_a, line_b = (a, b) if dynamic else (intercept, slope)
        mu = level + (1 - 1 / theta) * ((1 - alpha) ** (t - 1) * line_a + (1 - (1 - alpha) ** t) / alpha * line_b)
        if t > n:
            path.append(mu)
            y.append(mu)
        else:
            errors.append(y[t - 1] - mu)
        value = y[t - 1]
        level = alpha * value + (1 - alpha) * level
        if t == 1:
            mean, b = value, 0.0
        else:
            b = ((t - 2) * b + 6 / t * (value - mean)) / (t + 1)
            mean = ((t - 1) * mean + value) / t
        a = mean - (t + 1) / 2 * b
    return np.array(errors), np.array(path)

def wave(n, rise, noise):
    t = np.arange(1, n + 1)
    return 50 + rise * t + noise * np.sin(1.7 * t * t) + 6 * np.sin(t / 9)

nile = [1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140, 1100, 1210, 1150, 1250,
        1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969]
sets = {"nile": np.array(nile, float), "rising": wave(60, 0.8, 4), "falling": wave(45, -0.9, 3), "curved": 20 + 0.05 * np.arange(1, 41) ** 2 + 2 * np.sin(np.arange(1, 41) ** 2),
        "short": np.array([7.0, 9, 8, 12, 11, 15, 14]), "noise": wave(80, 0, 10)}
print("series,field,step,value")

def rows(name, field, values):
    for step, value in enumerate(np.atleast_1d(values), 1):
        print(f"{name},{field},{step},{float(value)!r}")

for name, y in sets.items():
    rows(name, "value", y)
    for kind in ("static", "dynamic"):
        def sse(p):
            return float(np.sum(run(y, p[0], p[1], 1 / max(1 - p[2], 1e-10), kind == "dynamic")[0] ** 2))
        spread = y.max() - y.min()
        low = y.min() - 2 * spread - abs(y).max()
        best = differential_evolution(sse, [(low, y.max() + 2 * spread), (0.1, 0.99), (0.0, 1 - 1e-10)], seed=1, maxiter=400, popsize=20, tol=1e-12)
        level, alpha, weight = best.x
        rows(name, kind + "-alpha", alpha)
        rows(name, kind + "-level", level)
        rows(name, kind + "-weight", weight)
        rows(name, kind + "-sse", best.fun)
        rows(name, kind + "-forecast", run(y, level, alpha, 1 / max(1 - weight, 1e-10), kind == "dynamic", 15)[1])
