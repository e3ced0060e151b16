"""AUC of each case by scikit-learn's roc_auc_score, and the log loss of each by log_loss of chances that isotonic regression on the rank learns from the other half of the cases."""
import json
import platform

import numpy as np
import sklearn
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import log_loss, roc_auc_score

random = np.random.default_rng(11)
items, cases = 40, 12
ends = list(range(1, 9)) + [10, 12, 14, 16, 20, 24, 28, 32, 40]
half = [((row * 2654435769) % 2 ** 32) >> 31 for row in range(cases)]
scores = [random.permutation(items).tolist() for _ in range(cases)]           # no two equal
targets = [sorted(random.choice(items, 1 + case % 4, replace=False, p=np.exp(np.array(scores[case]) / 12) / np.exp(np.array(scores[case]) / 12).sum()).tolist())
           for case in range(cases)]
right = [np.isin(np.arange(items), own).astype(int) for own in targets]
cells = [np.searchsorted(ends, items - np.array(own)) for own in scores]      # rank 1 is the highest score, 39

auc = [roc_auc_score(right[case], scores[case]) for case in range(cases)]
chances = {}
for fold in (0, 1):
    own = [case for case in range(cases) if half[case] == fold]
    x, y = np.concatenate([cells[case] for case in own]), np.concatenate([right[case] for case in own])
    fitted = IsotonicRegression(increasing=False).fit_transform(x, y)
    pooled = {}
    for value in np.unique(fitted):
        inside = np.isclose(fitted, value)
        for cell in np.unique(x[inside]):
            pooled[cell] = (y[inside].sum() + y.mean()) / (inside.sum() + 1)
    chances[fold] = pooled
loss = [log_loss(right[case], [chances[1 - half[case]][cell] for cell in cells[case]], labels=[0, 1]) for case in range(cases)]
print(json.dumps({
    "version": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}, Python {platform.python_version()}",
    "scores": scores, "targets": targets, "auc": auc, "loss": loss}))
