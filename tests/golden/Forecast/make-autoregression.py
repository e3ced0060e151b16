# /usr/bin/python3 make-autoregression.py > autoregression.csv
# Python 3.11, numpy 1.24.2. The seasonal autoregression of made series by numpy.linalg.lstsq on rows augmented by the ridge.
# Columns: series, field (seasons, logarithmic, value, lags, forecast), step, value.
import numpy as np

def made(n, seasons, level, trend):
    t = np.arange(1, n + 1)
    y = level + trend * t + 4 * np.sin(1.7 * t * t)
    for i, m in enumerate(seasons):
        y = y + 20 / (i + 1) * np.sin(2 * np.pi * t / m) + 5 * np.cos(4 * np.pi * t / m)
    return y

cases = {
    "plain": (made(60, [], 50, 0.3), [1], True), "weekly": (made(120, [7], 100, 0.1), [7], True),
    "negative": (made(150, [12], -20, 0.2), [12], True), "two": (made(500, [24, 60], 200, 0.05), [24, 60], True),
    "levels": (made(300, [5, 30], 90, 0.05), [30, 5], False)}
ridge, horizon = 1e-5, 70
print("series,field,step,value")
for name, (y, seasons, logarithmic) in cases.items():
    real = sorted(m for m in seasons if m > 1)
    lags = {1, 2, 3}
    for i, m in enumerate(real):
        lags |= set(range(m - 1, m + 3))
        for other in real[:i]:
            lags |= set(range(m + other - 1, m + other + 2))
    lags = np.array(sorted(lags))
    log = logarithmic and y.min() > 0
    z = np.log(y) if log else y
    mean, scale = z.mean(), z.std()
    z = (z - mean) / scale
    n, longest = len(z), lags.max()
    x = np.column_stack([z[longest - l:n - l] for l in lags] + [np.ones(n - longest)])
    penalty = np.column_stack([np.sqrt(ridge * len(x)) * np.eye(len(lags)), np.zeros(len(lags))])
    b = np.linalg.lstsq(np.vstack([x, penalty]), np.concatenate([z[longest:], np.zeros(len(lags))]), rcond=None)[0]
    low, high = z.min() - (z.max() - z.min()) / 2, z.max() + (z.max() - z.min()) / 2
    path = list(z)
    for h in range(horizon):
        path.append(min(max(b[-1] + sum(b[i] * path[n + h - l] for i, l in enumerate(lags)), low), high))
    forecast = np.array(path[n:]) * scale + mean
    forecast = np.exp(forecast) if log else forecast
    for field, values in [("seasons", seasons), ("logarithmic", [logarithmic]), ("value", y), ("lags", lags), ("forecast", forecast)]:
        for step, value in enumerate(values, 1):
            print(f"{name},{field},{step},{float(value)!r}")
