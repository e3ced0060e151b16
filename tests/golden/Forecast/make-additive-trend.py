# /usr/bin/python3 make-additive-trend.py > additive-trend.csv
# Python 3.11, numpy 1.24.2, scikit-learn 1.2.1. The most probable additive trend with Laplace prior on changes of slope: for a given variance
# scikit-learn's Lasso finds the changes, the other coefficients, whose priors are normal, being eliminated; then the variance is SSE / n; in turns, the variance of the series first.
# Columns: series, field (season, value, column (past and future; for one series only), forecast), step, value.
import numpy as np
from sklearn.linear_model import Lasso

def design(n, horizon, season, harmonics, column):
    t = np.arange(n + horizon) / (n - 1)
    last = int(n * 0.8) - 1
    count = min(25, last)
    places = np.array([round((i + 1) * last / count) for i in range(count)]) / (n - 1)
    changes = np.maximum(0, t[:, None] - places)
    others = [np.ones(n + horizon), t]
    for k in range(1, harmonics + 1):
        angle = 2 * np.pi * k * np.arange(n + horizon) / season
        others += [np.cos(angle), np.sin(angle)]
    scales = [5, 5] + [10] * (2 * harmonics)
    if column is not None:
        others.append(column)
        scales.append(10)
    return changes, np.column_stack(others), np.array(scales, float)

def fit(y, horizon, season, harmonics, column):
    n = len(y)
    low, span = y.min(), y.max() - y.min()
    z = (y - low) / span
    changes, others, scales = design(n, horizon, season, harmonics, column)
    c, o = changes[:n], others[:n]
    variance = np.var(z)
    for _ in range(300):
        # Rows of the normal priors join the data; then the others are projected out and the lasso is left.
        rows = np.vstack([o, np.diag(np.sqrt(variance) / scales)])
        targets = np.concatenate([z, np.zeros(len(scales))])
        wide = np.vstack([c, np.zeros((len(scales), c.shape[1]))])
        q = np.linalg.qr(rows)[0]
        free = lambda x: x - q @ (q.T @ x)
        lasso = Lasso(alpha=variance / 0.05 / len(targets), fit_intercept=False, tol=1e-14, max_iter=1000000).fit(free(wide), free(targets))
        delta = lasso.coef_
        beta = np.linalg.lstsq(rows, targets - wide @ delta, rcond=None)[0]
        error = z - o @ beta - c @ delta
        new = max(np.mean(error ** 2), 1e-10)
        done = abs(new - variance) < 1e-12 * variance
        variance = new
        if done:
            break
    return (others @ beta + changes @ delta)[n:] * span + low

def rows(name, field, values):
    for step, value in enumerate(np.atleast_1d(values), 1):
        print(f"{name},{field},{step},{float(value)!r}")

import warnings
warnings.filterwarnings("ignore")
print("series,field,step,value")
t = np.arange(1, 121)
noise = 3 * np.sin(1.7 * t * t)
holiday = ((np.arange(150) % 37) == 20).astype(float)
cases = {"bent": (100 + np.where(t < 60, t, 120 - t) + noise, 1, None), "weekly": (50 + 0.1 * t + 10 * np.sin(2 * np.pi * t / 7) + noise, 7, None),
         "holidays": (80 + 8 * np.cos(2 * np.pi * t / 7) + 40 * holiday[:120] + noise, 7, holiday), "short": (np.array([3.0, 5, 4, 6, 8, 7, 9, 8, 11, 10]), 1, None)}
for name, (y, season, column) in cases.items():
    forecast = fit(y, 30, season, season // 2, column[:len(y) + 30] if column is not None else None)
    rows(name, "season", season)
    rows(name, "value", y)
    if column is not None:
        rows(name, "column", column)
    rows(name, "forecast", forecast)
