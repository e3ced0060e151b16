"""Writes robust.json: Huber, quantile and Poisson regressions at tight tolerances, for tests/Foundation/Learn/Linear.

Usage: python3 robust.py > robust.json   (made with scikit-learn 1.2.1, NumPy 1.24.2, SciPy 1.10.1)

Quantiles are linear programs for the simplex method (SciPy's HiGHS), which ends in a corner and so is exact.
"""
import json
import numpy as np
import scipy
import sklearn
from scipy.optimize import linprog
from sklearn.linear_model._huber import _huber_loss_and_gradient
from sklearn.linear_model import HuberRegressor, PoissonRegressor

r = np.random.default_rng(17)
n, p = 91, 4
X = r.standard_normal((n, p))
X[:, 1] = .8 * X[:, 0] + .5 * X[:, 1]
X[:, 2] = 20 + 5 * X[:, 2]
X = np.round(X, 6)
y = np.round(1 + 2 * X[:, 0] - X[:, 1] + .2 * X[:, 2] + r.standard_t(2, n), 6)
w = np.round(r.gamma(2, .5, n), 3)
w[::11] = 0
count = r.poisson(np.exp(.5 + .4 * X[:, 0])).astype(float)


def quantile(q, weights):
    m = np.hstack([X, np.ones((n, 1))])
    c = np.r_[np.zeros(2 * (p + 1)), q * weights, (1 - q) * weights]
    a = np.hstack([m, -m, np.eye(n), -np.eye(n)])
    s = linprog(c, A_eq=a, b_eq=y, method='highs-ds', options=dict(dual_feasibility_tolerance=1e-10, primal_feasibility_tolerance=1e-10)).x
    b = s[:p + 1] - s[p + 1:2 * (p + 1)]
    # The corner by its p + 1 rows without an error, which takes the solver's tolerance away.
    used = np.where(weights > 0)[0]
    rows = used[np.argsort(np.abs(y - m @ b)[used])[:p + 1]]
    b = np.linalg.solve(m[rows], y[rows])
    return dict(coefficients=b[:p].tolist(), intercept=[b[p]])


def entry(model, t, weights=None):
    model.fit(X, t, sample_weight=weights)
    return dict(coefficients=model.coef_.tolist(), intercept=[float(model.intercept_)])


def huber(alpha, epsilon, weights=None):
    m = HuberRegressor(epsilon=epsilon, alpha=alpha, tol=1e-13, max_iter=1000000).fit(X, y, sample_weight=weights)
    # Its search ends at the seventh digit; Newton's method takes the same loss on to the last.
    loss = lambda b: _huber_loss_and_gradient(b, X, y, epsilon, alpha, np.ones(n) if weights is None else weights)
    b = np.r_[m.coef_, m.intercept_, m.scale_]
    for _ in range(20):
        h = np.array([(loss(b + e)[1] - loss(b - e)[1]) / 2e-6 for e in 1e-6 * np.eye(p + 2)])
        b = b - np.linalg.solve(h, loss(b)[1])
    assert np.abs(loss(b)[1]).max() < 1e-9
    return dict(coefficients=b[:p].tolist(), intercept=[b[p]])


print(json.dumps(dict(
    tool=f'scikit-learn {sklearn.__version__}, NumPy {np.__version__}, SciPy {scipy.__version__}',
    rows=X.ravel().tolist(), number=y.tolist(), weights=w.tolist(), count=count.tolist(),
    models=[
        dict(name='huber', **huber(1e-4, 1.35)),
        dict(name='huber ridge', **huber(2., 1.6)),
        dict(name='huber weighted', **huber(1e-4, 1.35, w)),
        dict(name='median', **quantile(.5, np.ones(n))),
        dict(name='upper', **quantile(.9, np.ones(n))),
        dict(name='lower weighted', **quantile(.2, w)),
        dict(name='poisson', **entry(PoissonRegressor(alpha=.3, tol=1e-13, max_iter=100000), count)),
        dict(name='poisson free', **entry(PoissonRegressor(alpha=0, tol=1e-13, max_iter=100000), count)),
        dict(name='poisson weighted', **entry(PoissonRegressor(alpha=.3, tol=1e-13, max_iter=100000), count, w)),
    ])))
