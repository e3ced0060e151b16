"""Writes linear-machines.json: optima of LIBLINEAR as scikit-learn runs it, at a tight tolerance, for tests/Foundation/Learn/SupportVectors.

Usage: python3 linear_machines.py > linear-machines.json   (made with scikit-learn 1.2.1)
"""
import json
import warnings
import numpy as np
import sklearn
from sklearn.svm import LinearSVC, LinearSVR

warnings.filterwarnings('ignore')
r = np.random.default_rng(23)
n, p = 120, 5
X = np.round(r.standard_normal((n, p)), 4)
z = X[:, 0] - .5 * X[:, 1] + .3 + .7 * r.standard_normal(n)
two, three, number = (z > 0).astype(int), np.digitize(z, [-.6, .7]), np.round(z, 4)
w = np.round(r.gamma(2, .5, n), 2)
w[::13] = 0
tight = dict(tol=1e-10, max_iter=3000000, random_state=0)


def entry(name, model, target, weights=None):
    model.fit(X, target, sample_weight=weights)
    return dict(name=name, coefficients=model.coef_.ravel().tolist(), intercept=np.asarray(model.intercept_, float).ravel().tolist())


print(json.dumps(dict(
    tool=f'scikit-learn {sklearn.__version__} (LIBLINEAR)', rows=X.ravel().tolist(), two=two.tolist(), three=three.tolist(), number=number.tolist(), weights=w.tolist(),
    machines=[
        entry('squared', LinearSVC(C=.7, **tight), two),
        entry('hinge', LinearSVC(loss='hinge', C=.7, intercept_scaling=2, **tight), two),
        entry('hinge weighted', LinearSVC(loss='hinge', C=.7, class_weight={0: .5, 1: 3}, **tight), two, w),
        entry('squared without bias', LinearSVC(C=.7, fit_intercept=False, **tight), two),
        entry('three', LinearSVC(C=.7, **tight), three),
        entry('regression', LinearSVR(loss='squared_epsilon_insensitive', epsilon=.2, C=1.5, dual=True, **tight), number),
        entry('regression absolute', LinearSVR(epsilon=.2, C=1.5, **tight), number),
        entry('regression weighted', LinearSVR(epsilon=.2, C=1.5, **tight), number, w),
    ])))
