"""Vectors at length 1 and their whitened forms by scikit-learn's PCA, as inner products, which know no signs.

Run: python3 vector_whitening.py > vector-whitening.json
"""
import json

import numpy as np
import sklearn
from sklearn.decomposition import PCA

random = np.random.RandomState(7)
rows, width, kept = 14, 6, 4
vectors = (random.randn(rows, width) * [3, 2, 1.5, 1, 0.7, 0.4] + [4, 1, 0, 0, -1, 0]).astype(np.float32)
unit = vectors.astype(np.float64)
unit /= np.linalg.norm(unit, axis=1, keepdims=True)
pca = PCA(n_components=kept, svd_solver="full").fit(unit)
made = {}
for power in (0.0, 0.5, 1.0):
    y = pca.transform(unit) * pca.explained_variance_ ** (-power / 2)
    y /= np.linalg.norm(y, axis=1, keepdims=True)
    made[str(power)] = (y @ y.T).ravel().tolist()
white = PCA(n_components=kept, svd_solver="full", whiten=True).fit_transform(unit)
white /= np.linalg.norm(white, axis=1, keepdims=True)
assert np.allclose((white @ white.T).ravel(), made["1.0"])
print(json.dumps({
    "tool": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}", "rows": rows, "width": width, "kept": kept,
    "vectors": vectors.ravel().tolist(), "products": made,
}))
