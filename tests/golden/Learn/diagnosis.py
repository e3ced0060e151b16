"""Correlations of SciPy over the rows that have both values, and variance inflation factors by regressions of NumPy."""
import json
import numpy as np
import scipy
from scipy import stats

r = np.random.default_rng(5)
n = 90
X = np.round(r.standard_normal((n, 5)), 2)
X[:, 1] = np.round(X[:, 0] + .3 * X[:, 1], 2)
X[:, 3] = r.integers(0, 4, n)
X[:, 4] = np.round(X[:, 2] - X[:, 3] + .1 * X[:, 4], 3)
y = np.round(X[:, 0] - X[:, 2] + r.standard_normal(n), 1)
b = (y > 0).astype(int)
G = X.copy()
G[r.random(X.shape) < .15] = np.nan


def both(j, t):
    keep = ~np.isnan(G[:, j])
    return G[keep, j], t[keep]


def inflation(j):
    others = np.delete(X, j, 1)
    A = np.column_stack([np.ones(n), others])
    residual = X[:, j] - A @ np.linalg.lstsq(A, X[:, j], rcond=None)[0]
    return float(np.sum((X[:, j] - X[:, j].mean()) ** 2) / np.sum(residual ** 2))


print(json.dumps(dict(
    tool=f'SciPy {scipy.__version__}, NumPy {np.__version__}',
    rows=X.ravel().tolist(), gaps=[None if np.isnan(v) else v for v in G.ravel()], number=y.tolist(), two=b.tolist(),
    pearson=[float(stats.pearsonr(*both(j, y))[0]) for j in range(5)], spearman=[float(stats.spearmanr(*both(j, y))[0]) for j in range(5)],
    point_biserial=[float(stats.pointbiserialr(*both(j, b)[::-1])[0]) for j in range(5)], inflation=[inflation(j) for j in range(5)])))
