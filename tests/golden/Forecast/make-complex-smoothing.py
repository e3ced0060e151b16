# /usr/bin/python3 make-complex-smoothing.py > complex-smoothing.csv
# Python 3.11, numpy 1.24.2, scipy 1.10.1. Complex exponential smoothing in the complex arithmetic of Svetunkov, Kourentzes and Ord (2022), equation 3:
# (level + i c) <- (a0 + i a1)(y + i e) + (1 - a0 + i - i a1)(level + i c), run with given weights and first states; and for series without a
# season the least squared error by scipy's Nelder-Mead over the weights (imaginary part up to 1.05) with first states by numpy.linalg.lstsq.
# Columns: series, field (form, phases, weights, first, value, errors, forecast, or value, sse), step, value.
import numpy as np
from scipy.optimize import minimize

def run(y, form, m, w, first, horizon):
    first = np.array(first, float)
    plain = complex(first[0], first[1]) if form != 1 else 0
    offset = 0 if form == 1 else 2
    phases = first[offset:offset + m].astype(complex) if form else np.zeros(m, complex)
    if form in (1, 3):
        phases = phases + 1j * first[offset + m:offset + 2 * m]
    errors, path = [], []
    for t in range(len(y) + horizon):
        forecast = (plain.real if form != 1 else 0) + (phases[t % m].real if form else 0)
        e = y[t] - forecast if t < len(y) else 0.0
        (errors if t < len(y) else path).append(e if t < len(y) else forecast)
        def move(z, a):
            # The observation as this part sees it: its own level and the error.
            return a * (z.real + e + 1j * e) + (1 - a.real + 1j - 1j * a.imag) * z
        if form != 1:
            plain = move(plain, complex(w[0], w[1]))
        if form == 2:
            phases[t % m] += w[2] * e
        elif form in (1, 3):
            phases[t % m] = move(phases[t % m], complex(w[-2], w[-1]))
    return np.array(errors), np.array(path)

def rows(name, field, values):
    for step, value in enumerate(np.atleast_1d(values), 1):
        print(f"{name},{field},{step},{float(value)!r}")

def stable(a, b):
    return (a - 2.5) ** 2 + b ** 2 > 1.25 and (a - .5) ** 2 + (b - 1) ** 2 > .25 and (a - 1.5) ** 2 + (b - .5) ** 2 < 1.5

print("series,field,step,value")
t = np.arange(1, 41)
y = 30 + 0.4 * t + 5 * np.sin(2 * np.pi * t / 4) + 2 * np.sin(1.7 * t * t)
given = {"none": (0, 1, [1.3, 1.01], [29, 20]), "simple": (1, 4, [1.4, 0.95], [35, 30, 26, 31, 20, 22, 21, 19]),
         "partial": (2, 4, [1.2, 1.02, 0.15], [30, 25, 5, 0, -5, 0]), "full": (3, 4, [1.25, 1.0, 1.1, 0.99], [30, 25, 5, 0, -5, 0, 4, 1, -4, 1])}
for name, (form, m, w, first) in given.items():
    errors, path = run(y, form, m, w, first, 11)
    for field, values in [("form", form), ("phases", m), ("weights", w), ("first", first), ("value", y), ("errors", errors), ("forecast", path)]:
        rows(name, field, values)

rng = np.random.default_rng(5)
sets = {"level": 20 + rng.normal(size=60), "walk": 100 + np.cumsum(rng.normal(size=90)), "trend": 10 + 0.7 * np.arange(70) + rng.normal(size=70),
        "short": np.array([3.0, 4, 4, 6, 5, 7, 8, 7, 9, 8])}
for name, y in sets.items():
    def profile(w):
        if not stable(*w) or w[1] > 1.05:
            return 1e300
        base = run(y, 0, 1, w, [0, 0], 0)[0]
        zero = np.zeros(len(y))
        x = np.column_stack([run(zero, 0, 1, w, first, 0)[0] for first in ([1, 0], [0, 1])])
        s = np.linalg.lstsq(x, -base, rcond=None)[0]
        return float(np.sum((base + x @ s) ** 2))
    best = minimize(profile, [1.3, 1.0], method="Nelder-Mead", options={"initial_simplex": [[1.3, 1], [1.4, 1], [1.3, 1.1]], "xatol": 1e-8, "fatol": 1e-12, "maxiter": 4000})
    rows(name, "value", y)
    rows(name, "sse", best.fun)
