"""Writes exact-boosting.json: margins of boosted trees that XGBoost grew with its exact greedy algorithm, on rows without ties.

Run: /usr/bin/python3 exact_boosting.py > exact-boosting.json
"""
import json

import numpy as np
import xgboost

rng = np.random.default_rng(11)
whole = rng.standard_normal((400, 4)).astype(np.float32)
X = whole.copy()
# Features 2 and 3 have no gaps: of a monotone feature XGBoost counts missing values as the least and as the greatest in turn, Kirana only as the greatest.
X[:, :2][rng.random((400, 2)) < 0.1] = np.nan
fresh = rng.standard_normal((100, 4)).astype(np.float32)
filled = np.nan_to_num(X.astype(np.float64))
number = (filled[:, 0] * filled[:, 1] + np.abs(filled[:, 2]) + 0.5 * filled[:, 3] + 0.5 * np.isnan(X[:, 0]) + 0.3 * rng.standard_normal(400)).astype(np.float32)
label = (number > 0.6).astype(np.float32)
weights = (0.5 + 2 * rng.random(400)).astype(np.float32)


def entry(name, objective, y, w=None, X=X, **more):
    mean = float(np.average(y.astype(np.float64), weights=w))
    parameters = dict(
        tree_method="exact", objective=objective, eta=0.3, max_depth=4, min_child_weight=1, reg_lambda=1, base_score=mean, nthread=1, **more)
    model = xgboost.train(parameters, xgboost.DMatrix(X, y, weight=w), 10)
    def margins(rows):
        return model.predict(xgboost.DMatrix(rows), output_margin=True).astype(float).round(6).tolist()

    # A split of missing from present values is a cut above the greatest value of its node, above which Kirana has no cut: rows unknown to
    # training are compared where nothing is missing.
    return dict(
        name=name, target=y.astype(float).tolist(), weights=[] if w is None else w.astype(float).tolist(), train=margins(X),
        fresh=margins(fresh) if X is whole else [])


xgboost.set_config(verbosity=0)
print(json.dumps(dict(
    tool="XGBoost", version=xgboost.__version__,
    rows=whole.astype(float).ravel().tolist(), gaps=np.flatnonzero(np.isnan(X)).tolist(), fresh=fresh.astype(float).ravel().tolist(),
    models=[
        entry("complete", "reg:squarederror", number, X=whole),
        entry("squared", "reg:squarederror", number),
        entry("logistic", "binary:logistic", label),
        entry("weighted", "binary:logistic", label, weights),
        entry("penalised", "reg:squarederror", number, weights, reg_alpha=0.5),
        entry("monotone", "reg:squarederror", number, monotone_constraints="(0,0,1,-1)"),
    ])))
