"""Tests, mutual information and elimination orders of scikit-learn and SciPy."""
import json
import numpy as np
import scipy
import sklearn
from scipy import stats
from sklearn.feature_selection import RFE, chi2, f_classif, f_regression, mutual_info_classif, mutual_info_regression
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mutual_info_score

r = np.random.default_rng(13)
n = 150
X = r.standard_normal((n, 6))
three = r.integers(0, 3, n)
X[:, 1] += .5 * three
X[:, 2] += 1.5 * (three == 1)
y = X[:, 0] + .6 * X[:, 1] ** 2 - .3 * X[:, 3] + .5 * r.standard_normal(n)
counts = r.poisson(2 + three[:, None] * np.array([0, .3, 1.5]), (n, 3)).astype(float)
town = (three + r.integers(0, 4, n)) % 5
F = f_classif(X, three), f_regression(X, y), chi2(counts, three)
table = np.array([[np.sum((town == a) & (three == b)) for b in range(3)] for a in range(5)])
independence = stats.chi2_contingency(table, correction=False)
linear = X @ np.array([3, -2, 1, .5, .25, .1]) + .1 * r.standard_normal(n)
tails = [[float(stats.f.sf(f, a, b)) for f, a, b in ((.3, 1, 5), (4.2, 2, 147), (60, 3, 4000), (900, 1, 20), (1, 500, 500), (.01, 7, 3))],
         [float(stats.chi2.sf(x, d)) for x, d in ((.1, 1), (5, 4), (300, 20), (.5, 30), (1000, 999), (40, 1))]]
print(json.dumps(dict(
    tool=f'scikit-learn {sklearn.__version__}, SciPy {scipy.__version__}, NumPy {np.__version__}',
    rows=X.ravel().tolist(), three=three.tolist(), number=y.tolist(), counts=counts.ravel().tolist(), town=town.tolist(), linear=linear.tolist(),
    variance=[a.tolist() for a in F[0]], regression=[a.tolist() for a in F[1]], chi2=[a.tolist() for a in F[2]], independence=[float(independence[0]), float(independence[1])],
    information_numbers=mutual_info_regression(X, y, discrete_features=False, random_state=1).tolist(),
    information_classes=mutual_info_classif(X, three, discrete_features=False, random_state=1).tolist(),
    information_town=float(mutual_info_score(town, three)), information_town_number=float(mutual_info_regression(town[:, None], y, discrete_features=True, random_state=1)[0]),
    elimination=RFE(LinearRegression(), n_features_to_select=1).fit(X, linear).ranking_.tolist(), f_tails=tails[0], chi2_tails=tails[1])))
