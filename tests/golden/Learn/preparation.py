"""Prepared columns of scikit-learn. Numbers are rounded so that single precision holds them; the target encoding is written out by its formula."""
import json
import numpy as np
import sklearn
from sklearn.experimental import enable_iterative_imputer  # noqa: F401
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import KBinsDiscretizer, OneHotEncoder, OrdinalEncoder, RobustScaler, StandardScaler

r = np.random.default_rng(11)
n = 120
X = np.stack([np.round(r.standard_normal(n) * 8) / 8, np.round(np.exp(r.standard_normal(n)) * 16) / 16 + 1024,
              r.integers(0, 5, n).astype(float), np.full(n, 3.), np.round(r.standard_cauchy(n) * 4) / 4], 1)
G = X.copy()
for j, share in ((0, .2), (1, .1), (2, .3), (4, .05)):
    G[r.random(n) < share, j] = np.nan
colour = np.array(['red', 'green', 'blue', 'violet', 'grey', 'black'], dtype=object)[r.choice(6, n, p=[.34, .25, .18, .12, .07, .04])]
w = r.integers(1, 4, n).astype(float)
y = np.round(np.array([len(c) for c in colour]) + r.standard_normal(n), 3)


def cells(a):
    return [None if np.isnan(v) else v for v in np.asarray(a, float).ravel()]


def imputed(strategy, **options):
    return cells(SimpleImputer(strategy=strategy, add_indicator=True, **options).fit_transform(G))


counts = dict(zip(*[a.tolist() for a in np.unique(colour, return_counts=True)]))
assert len(set(counts.values())) == len(counts), 'ties between categories'
one_hot = OneHotEncoder(max_categories=4, handle_unknown='infrequent_if_exist', sparse_output=False).fit(colour[:, None])
bins = KBinsDiscretizer(6, encode='ordinal', strategy='quantile', subsample=None).fit(X[:, [0, 1]])
mean = np.average(y, weights=w)
m = 7.
target = {c: (np.sum((w * y)[colour == c]) + m * mean) / (np.sum(w[colour == c]) + m) for c in np.unique(colour)}
print(json.dumps(dict(
    tool=f'scikit-learn {sklearn.__version__}, NumPy {np.__version__}',
    rows=cells(X), gaps=cells(G), colour=colour.tolist(), weights=w.tolist(), number=y.tolist(),
    standard=cells(StandardScaler().fit_transform(G)), standard_weighted=cells(StandardScaler().fit(X, sample_weight=w).transform(X)),
    robust=cells(RobustScaler().fit_transform(G)),
    mean=imputed('mean'), median=imputed('median'), most_frequent=imputed('most_frequent'), constant=imputed('constant', fill_value=-2),
    one_hot=cells(one_hot.transform(colour[:, None])), one_hot_unseen=cells(one_hot.transform(np.array([['pink']], dtype=object))),
    ordinal=cells(OrdinalEncoder().fit_transform(colour[:, None])), bins=cells(bins.transform(X[:, [0, 1]])),
    target=[target[c] for c in colour], target_unseen=mean)))
