"""Writes linear.json: coefficients of linear models at tight tolerances, for tests/Foundation/Learn/Linear.

Usage: python3 linear.py > linear.json   (made with scikit-learn 1.2.1, NumPy 1.24.2)
"""
import json
import warnings
import numpy as np
import sklearn
from sklearn.linear_model import ElasticNet, LinearRegression, LogisticRegression, PoissonRegressor, Ridge, enet_path

warnings.filterwarnings('ignore')
r = np.random.default_rng(11)
n, p = 120, 6
X = r.standard_normal((n, p))
X[:, 1] = .9 * X[:, 0] + .3 * X[:, 1]
X[:, 2] = 50 + 10 * X[:, 2]
X[:, 4] = .001 * X[:, 4]
X = np.round(X, 6)
y = np.round(3 + 2 * X[:, 0] - X[:, 1] + .1 * X[:, 2] + 300 * X[:, 4] + r.standard_normal(n), 6)
w = np.round(r.gamma(2, .5, n), 3)
w[::11] = 0
score = X[:, 0] - .5 * X[:, 1] + .05 * (X[:, 2] - 50) + .3 * r.standard_normal(n)
two = (score + .8 * r.standard_normal(n) > 0).astype(int)
three = np.digitize(score + .5 * r.standard_normal(n), [-.5, .6])
count = r.poisson(np.exp(np.clip(.5 + .4 * score, -3, 2)))
S = (X - X.mean(0)) / X.std(0)
W = r.standard_normal((40, 90))
v = np.round(2 * W[:, 3] - W[:, 40] + .5 * W[:, 77] + .5 * r.standard_normal(40), 6)
W = np.round(W, 6)


def entry(name, model, A, t, weights=None):
    model.fit(A, t, sample_weight=weights)
    return dict(name=name, coefficients=np.asarray(model.coef_, float).ravel().tolist(), intercept=np.asarray(model.intercept_, float).ravel().tolist())


def logistic(**options):
    return LogisticRegression(**{**dict(solver='newton-cg', tol=1e-13, max_iter=100000), **options})


def path(A, t, share):
    B, u = A - A.mean(0), t - t.mean()
    lambdas, coefficients, _ = enet_path(B, u, l1_ratio=share, eps=1e-3, n_alphas=12, tol=1e-14, max_iter=1000000)
    return dict(share=share, lambdas=lambdas.tolist(), coefficients=coefficients.T.ravel().tolist())


tight = dict(tol=1e-15, max_iter=10000000)
print(json.dumps(dict(
    tool=f'scikit-learn {sklearn.__version__}, NumPy {np.__version__}',
    rows=X.ravel().tolist(), standardised=S.ravel().tolist(), number=y.tolist(), weights=w.tolist(), two=two.tolist(), three=three.tolist(), count=count.tolist(), wide=W.ravel().tolist(), wide_number=v.tolist(),
    models=[
        entry('least squares', LinearRegression(), X, y),
        entry('least squares weighted', LinearRegression(), X, y, w),
        entry('least squares through the origin', LinearRegression(fit_intercept=False), X, y),
        entry('ridge', Ridge(alpha=2.5, solver='svd'), X, y),
        entry('ridge weighted', Ridge(alpha=2.5, solver='svd'), X, y, w),
        entry('lasso', ElasticNet(alpha=.1, l1_ratio=1, **tight), X, y),
        entry('elastic net', ElasticNet(alpha=.1, l1_ratio=.4, **tight), X, y),
        entry('elastic net weighted', ElasticNet(alpha=.1, l1_ratio=.4, **tight), X, y, w),
        entry('elastic net wide', ElasticNet(alpha=.2, l1_ratio=.7, **tight), W, v),
        entry('logistic', logistic(C=.5), S, two),
        entry('logistic weighted', logistic(C=.5), S, two, w),
        entry('logistic free', logistic(penalty='none'), S, two),
        entry('logistic lasso', logistic(penalty='l1', C=.2, solver='saga'), S, two),
        entry('logistic elastic net', logistic(penalty='elasticnet', l1_ratio=.5, C=.2, solver='saga'), S, two),
        entry('multinomial', logistic(C=.5, multi_class='multinomial'), S, three),
        entry('multinomial elastic net', logistic(penalty='elasticnet', l1_ratio=.5, C=.2, solver='saga', multi_class='multinomial'), S, three),
        entry('poisson', PoissonRegressor(alpha=.01, tol=1e-12, max_iter=100000), S, count),
    ],
    paths=[path(X, y, 1.), path(X, y, .5), path(W, v, 1.)])))
