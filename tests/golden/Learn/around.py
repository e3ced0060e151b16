"""Writes around.json: neighbours, naive Bayes, clusters, mixtures, components and isotonic curves, for tests/Foundation/Learn.

Usage: python3 around.py > around.json   (made with scikit-learn 1.2.1, NumPy 1.24.2)
"""
import json
import warnings
import numpy as np
import sklearn
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA, TruncatedSVD
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import silhouette_samples
from sklearn.mixture import GaussianMixture
from sklearn.naive_bayes import BernoulliNB, CategoricalNB, GaussianNB, MultinomialNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

warnings.filterwarnings('ignore')
r = np.random.default_rng(31)
n, p = 150, 4
C = np.array([[0, 0, 0, 0], [6, 0, 2, -3], [0, 7, -2, 3.]])
k = r.integers(0, 3, n)
X = np.round(C[k] + r.standard_normal((n, p)) @ np.array([[1, .5, 0, 0], [0, 1, .3, 0], [0, 0, .8, .2], [0, 0, 0, 1.2]]), 3).astype(np.float32).astype(float)
T = np.round(r.standard_normal((25, p)) * 4, 3).astype(np.float32).astype(float)
y = np.where(r.random(n) < .15, r.integers(0, 3, n), k)
number = np.round(X[:, 0] - X[:, 1] ** 2 + r.standard_normal(n), 3).astype(np.float32).astype(float)
w = np.round(r.gamma(2, .5, n), 2).astype(np.float32).astype(float)
counts = r.poisson(np.exp(.4 + .2 * C[k])).astype(float)
codes = np.clip(np.round(X), -2, 5).astype(int) + 2
codes[:8] = np.arange(8)[:, None]
flat = lambda a: np.asarray(a, float).ravel().tolist()


def shares(model, A, B, weights=None):
    model.fit(A, y) if weights is None else model.fit(A, y, sample_weight=weights)
    return flat(model.predict_proba(B))


def gm(kind):
    m = GaussianMixture(3, covariance_type=kind, tol=1e-12, max_iter=10000, n_init=5, random_state=0).fit(X)
    o = np.argsort(m.means_[:, 0] + 10 * m.means_[:, 1])
    return dict(shares=flat(m.weights_[o]), means=flat(m.means_[o]), covariances=flat(m.covariances_[o]), likelihood=float(m.score(X)), bic=float(m.bic(X)), aic=float(m.aic(X)), density=flat(m.score_samples(T)), test=flat(m.predict_proba(T)[:, o]))


km = KMeans(3, n_init=20, tol=0, random_state=0).fit(X)
kw = KMeans(3, n_init=20, tol=0, random_state=0).fit(X, sample_weight=w)
pca, svd, wide = PCA().fit(X), TruncatedSVD(2, algorithm='arpack').fit(X), PCA(3).fit(X[:6, :].T.copy())
up, down = IsotonicRegression(out_of_bounds='clip').fit(X[:, 0], number, sample_weight=w), IsotonicRegression(increasing=False, out_of_bounds='clip').fit(X[:, 1], number)
print(json.dumps(dict(
    tool=f'scikit-learn {sklearn.__version__}, NumPy {np.__version__}',
    rows=flat(X), test=flat(T), classes=flat(y), number=flat(number), weights=flat(w), counts=flat(counts), codes=flat(codes),
    neighbors=dict(
        uniform=shares(KNeighborsClassifier(7), X, T), distance=shares(KNeighborsClassifier(7, weights='distance'), X, T), manhattan=shares(KNeighborsClassifier(4, metric='manhattan', weights='distance'), X, T),
        number=flat(KNeighborsRegressor(6).fit(X, number).predict(T)), number_distance=flat(KNeighborsRegressor(6, weights='distance').fit(X, number).predict(T)), same=flat(KNeighborsRegressor(6, weights='distance').fit(X, number).predict(X[:20]))),
    bayes=dict(
        gaussian=shares(GaussianNB(), X, T), gaussian_weighted=shares(GaussianNB(), X, T, w), multinomial=shares(MultinomialNB(alpha=.7), counts, counts[:25]), multinomial_weighted=shares(MultinomialNB(), counts, counts[:25], w),
        bernoulli=shares(BernoulliNB(binarize=.5), X, T), bernoulli_weighted=shares(BernoulliNB(fit_prior=False), X, T, w), categorical=shares(CategoricalNB(alpha=.5), codes, codes[:25]), categorical_weighted=shares(CategoricalNB(), codes, codes[:25], w)),
    clusters=dict(inertia=float(km.inertia_), centers=flat(km.cluster_centers_[np.argsort(km.cluster_centers_[:, 0] + 10 * km.cluster_centers_[:, 1])]), weighted_inertia=float(kw.inertia_),
        labels=flat(km.labels_), silhouette=flat(silhouette_samples(X, km.labels_))),
    mixtures=dict(full=gm('full'), diagonal=gm('diag')),
    components=dict(vectors=flat(pca.components_), variances=flat(pca.explained_variance_), ratios=flat(pca.explained_variance_ratio_), singular=flat(pca.singular_values_), test=flat(pca.transform(T)),
        svd=flat(svd.components_), svd_singular=flat(svd.singular_values_), svd_test=flat(svd.transform(T)), wide=flat(X[:6, :].T), wide_vectors=flat(wide.components_), wide_variances=flat(wide.explained_variance_)),
    isotonic=dict(rising=flat(up.predict(T[:, 0])), falling=flat(down.predict(T[:, 1]))))))
