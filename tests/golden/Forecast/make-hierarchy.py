"""Reconciled forecasts of small hierarchies by dense algebra.

Python 3.11, numpy 1.24. Writes hierarchy.csv: case,field,row,column,value. The formulas are those of the papers, with full matrices:
G = (S'W^-1 S)^-1 S'W^-1; Schaefer-Strimmer lambda by loops over all pairs; non-negative solutions by trying every active set.
"""
import csv, itertools
import numpy as np

CASES = {
    # name: (bottom count, groups as lists of bottom places; coarse first)
    "tree": (6, [[0, 1, 2, 3, 4, 5], [0, 1, 2], [3, 4, 5]]),
    "deep": (7, [[0, 1, 2, 3, 4, 5, 6], [0, 1, 2, 3], [4, 5, 6], [0, 1], [2, 3], [4, 5, 6]]),
    "crossed": (6, [[0, 1, 2, 3, 4, 5], [0, 1, 2], [3, 4, 5], [0, 3], [1, 4], [2, 5]]),
}
T, H = 15, 3
rng = np.random.default_rng(5)


def shrinkage(e):
    t, n = e.shape
    x = e / np.sqrt((e ** 2).mean(axis=0))
    variance = square = 0.0
    for i in range(n):
        for j in range(n):
            if i != j:
                w = x[:, i] * x[:, j]
                variance += ((w - w.mean()) ** 2).sum() / (t * (t - 1))
                square += w.mean() ** 2
    return min(1.0, max(0.0, variance / square))


def nearest(s, w, y, nonnegative):
    inverse = np.linalg.inv(w)
    m = s.shape[1]
    best = None
    for free in itertools.product([True, False], repeat=m) if nonnegative else [(True,) * m]:
        f = np.array(free)
        b = np.zeros(m)
        if f.any():
            sf = s[:, f]
            b[f] = np.linalg.solve(sf.T @ inverse @ sf, sf.T @ inverse @ y)
        if nonnegative and (b < 0).any():
            continue
        r = s @ b - y
        loss = r @ inverse @ r
        if best is None or loss < best[0]:
            best = (loss, s @ b)
    return best[1]


rows = []


def put(case, field, matrix):
    for i, row in enumerate(np.atleast_2d(matrix)):
        for j, value in enumerate(row):
            rows.append([case, field, i, j, repr(float(value))])


for name, (m, groups) in CASES.items():
    s = np.vstack([[1.0 if j in g else 0.0 for j in range(m)] for g in groups] + [np.eye(m)])
    n = len(s)
    common = rng.normal(size=(T, 2))
    bottom = common @ rng.normal(size=(2, m)) + rng.normal(size=(T, m)) * rng.uniform(0.5, 3, size=m)
    e = bottom @ s.T + rng.normal(size=(T, n)) * 0.7
    base = s @ rng.uniform(0.2, 3, size=(m, H)) + rng.normal(size=(n, H)) * 2
    lam = shrinkage(e)
    d = np.diag((e ** 2).mean(axis=0))
    metrics = {
        "Ordinary": np.eye(n), "Structural": np.diag(s.sum(axis=1)), "Variance": d,
        "Shrinkage": lam * d + (1 - lam) * e.T @ e / T,
    }
    put(name, "residuals", e.T)
    put(name, "base", base)
    put(name, "lambda", [[lam]])
    for kind, w in metrics.items():
        put(name, kind, np.column_stack([nearest(s, w, base[:, h], False) for h in range(H)]))
        put(name, kind + "NonNegative", np.column_stack([nearest(s, w, base[:, h], True) for h in range(H)]))

with open("hierarchy.csv", "w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["case", "field", "row", "column", "value"])
    writer.writerows(rows)
