"""Solves a shopper's system of implicit ALS densely, without any of the tricks of an implementation:
x = (Y' C Y + l I)^-1 Y' C p with C = diag(1 + alpha w) over all items, p = 1 where w > 0."""
import json
import numpy as np

random = np.random.default_rng(20)
items, factors, alpha, regularization, exponent, mean_feedback = 7, 3, 4.0, 0.7, 0.5, 2.5
y = np.round(random.normal(size=(items, factors)), 3).astype(np.float32).astype(np.float64)
w = np.zeros(items)
w[[1, 4, 5]] = [2.0, 1.0, 0.5]
confidence = np.diag(1 + alpha * w)
penalty = regularization * (w.sum() / mean_feedback) ** exponent
matrix = y.T @ confidence @ y + penalty * np.eye(factors)
x = np.linalg.solve(matrix, y.T @ confidence @ (w > 0))
contributions = [[(1 + alpha * w[j]) * float(y[i] @ np.linalg.solve(matrix, y[j])) for j in (1, 4, 5)] for i in range(items)]
print(json.dumps({
    "numpy": np.__version__, "factors": factors, "alpha": alpha, "regularization": regularization, "exponent": exponent,
    "meanFeedback": mean_feedback, "itemFactors": y.ravel().tolist(), "historyItems": [1, 4, 5], "historyWeights": [2.0, 1.0, 0.5],
    "vector": x.tolist(), "scores": (y @ x).tolist(), "contributions": contributions}, indent=1))
