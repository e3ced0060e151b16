"""Writes support-vectors.json: optima of LIBSVM as scikit-learn runs it, at a tight tolerance, for tests/Foundation/Learn/SupportVectors.

Usage: python3 support_vectors.py > support-vectors.json   (made with scikit-learn 1.2.1)
"""
import json
import sys
import numpy as np
import sklearn
from sklearn.svm import SVC, SVR, NuSVC, OneClassSVM

r = np.random.default_rng(5)
n, p = 150, 4
X = np.round(r.standard_normal((n, p)), 3).astype(np.float32)
z = X[:, 0] * X[:, 1] + np.abs(X[:, 2]) - .6 + .4 * r.standard_normal(n)
y = (z > 0).astype(int)
three = np.digitize(z, [-.5, .4])
number = np.round(z, 3).astype(np.float32)
w = np.round(r.gamma(2, .5, n), 2).astype(np.float32)
w[::13] = 0
T = np.round(r.standard_normal((30, p)), 3).astype(np.float32)
tight = dict(tol=1e-9, cache_size=100)
K = lambda A, B: (1 + A @ B.T) ** 2


def entry(name, model, target, weights=None, train=X, test=T):
    model.fit(train, target, sample_weight=weights) if target is not None else model.fit(train, sample_weight=weights)
    d = model.decision_function(test) if hasattr(model, 'decision_function') else model.predict(test)
    return dict(name=name, decision=np.asarray(d, float).ravel().tolist(), support=int(len(model.support_)), intercept=np.asarray(model.intercept_, float).tolist(),
                predicted=np.asarray(model.predict(test), float).tolist())


json.dump(dict(
    tool=f'scikit-learn {sklearn.__version__}', rows=X.ravel().tolist(), truths=y.tolist(), three=three.tolist(), number=number.tolist(), weights=w.tolist(), test=T.ravel().tolist(),
    machines=[
        entry('rbf', SVC(C=2, gamma=.3, **tight), y),
        entry('scale', SVC(**tight), y),
        entry('linear', SVC(kernel='linear', C=.7, **tight), y),
        entry('polynomial', SVC(kernel='poly', degree=3, gamma=.5, coef0=1, C=.4, **tight), y),
        entry('weighted', SVC(C=2, gamma=.3, class_weight={0: .5, 1: 3}, **tight), y, w),
        entry('nu', NuSVC(nu=.4, gamma=.3, **tight), y),
        entry('three', SVC(C=2, gamma=.3, decision_function_shape='ovo', **tight), three),
        entry('regression', SVR(C=1.5, gamma=.3, epsilon=.2, **tight), number),
        entry('regression weighted', SVR(C=1.5, gamma=.3, epsilon=.2, **tight), number, w),
        entry('novelty', OneClassSVM(nu=.2, gamma=.3, **tight), None),
        entry('precomputed', SVC(kernel='precomputed', C=2, **tight), y, None, K(X.astype(float), X.astype(float)), K(T.astype(float), X.astype(float))),
    ]), sys.stdout, separators=(',', ':'))
