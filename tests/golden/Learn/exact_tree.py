"""Writes exact-tree.json: exact trees and pruning paths of scikit-learn on small tables without ties.

Run: /usr/bin/python3 exact_tree.py > exact-tree.json
"""
import json

import numpy as np
import sklearn
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

rng = np.random.default_rng(7)
X = rng.standard_normal((300, 4)).astype(np.float32)
number = X[:, 0] * X[:, 1] + np.abs(X[:, 2]) + 0.3 * rng.standard_normal(300)
labels = np.digitize(number, [0.2, 1.2])
# Whole counts would tie: scikit-learn then draws lots.
counts = (rng.poisson(np.exp(np.clip(0.5 * number, -2, 2))) + 0.05 * rng.random(300)).astype(np.float32)


def entry(name, model, y):
    model.fit(X, y)
    t = model.tree_
    path = model.cost_complexity_pruning_path(X, y)
    alpha = float(path.ccp_alphas[len(path.ccp_alphas) // 2])
    model.set_params(ccp_alpha=alpha * (1 + 1e-9)).fit(X, y)
    predictions = model.predict_proba(X).tolist() if hasattr(model, "predict_proba") else model.predict(X)[:, None].tolist()
    return dict(
        name=name, target=[float(v) for v in y],
        nodes=sorted([int(f), round(float(h), 7), int(n), round(float(i), 9)] for f, h, n, i in zip(t.feature, t.threshold, t.n_node_samples, t.impurity) if f >= 0),
        alphas=path.ccp_alphas.tolist(), risks=path.impurities.tolist(),
        pruned=dict(alpha=alpha, leaves=int(model.get_n_leaves()), predictions=predictions))


print(json.dumps(dict(
    tool="scikit-learn", version=sklearn.__version__, rows=X.astype(float).ravel().tolist(),
    trees=[
        entry("squared", DecisionTreeRegressor(min_samples_leaf=9, random_state=1), number.astype(np.float32)),
        entry("gini", DecisionTreeClassifier(min_samples_leaf=9, random_state=1), labels),
        entry("entropy", DecisionTreeClassifier(criterion="entropy", min_samples_leaf=9, random_state=1), labels),
        entry("absolute", DecisionTreeRegressor(criterion="absolute_error", min_samples_leaf=9, random_state=1), number.astype(np.float32)),
        entry("poisson", DecisionTreeRegressor(criterion="poisson", min_samples_leaf=9, random_state=1), counts),
    ])))
