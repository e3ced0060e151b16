"""The weights of a linear layer after two requests, as scikit-learn's weighted ridge regression on features centred within their list."""
import json
import platform

import numpy as np
import sklearn
from sklearn.linear_model import Ridge

random = np.random.default_rng(3)
items, strength, prior, most = 12, 5.0, 3.0, 2.0
scores = random.normal(size=items).round(2)
ages = random.integers(1, 400, items)                                        # days at both requests, which come at one moment
department = np.array([0, 1, 2] * 4)
requests = [([2, 5], [1, 5, 7]), ([0, 4], [3, 8, 0, 5])]                         # history, taken
z = (scores - scores.mean()) / scores.std()
taken_so_far, expected = np.zeros(items), np.zeros(items)
rows, works, weights = [], [], []
for history, taken in requests:
    shelf = lambda sums: np.array([sums[department == own].sum() for own in department])
    went = np.log((taken_so_far + prior) / (expected + prior))
    shelves = np.log((shelf(taken_so_far) + prior) / (shelf(expected) + prior))
    x = np.column_stack([z, np.log1p(ages), went, shelves])
    for kept in (np.array([item not in history for item in range(items)]), np.full(items, True)):
        y = np.isin(np.arange(items), taken)[kept].astype(float)
        p = np.exp(z[kept]) / np.exp(z[kept]).sum()
        k = y.sum()
        rows.append(x[kept] - p @ x[kept])
        works.append((y - k * p) / (k * p))
        weights.append(k * p / np.sqrt(k))
    share = min(1, most / len(taken))
    taken_so_far += share * np.isin(np.arange(items), taken)
    expected += share * len(taken) * p
ridge = Ridge(alpha=strength, fit_intercept=False, solver="cholesky").fit(np.vstack(rows), np.concatenate(works), sample_weight=np.concatenate(weights))
print(json.dumps({
    "version": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}, Python {platform.python_version()}",
    "strength": strength, "prior": prior, "most": most, "scores": scores.tolist(), "ages": ages.tolist(), "departments": department.tolist(),
    "requests": [{"history": history, "taken": taken} for history, taken in requests], "weights": ridge.coef_.tolist()}))
