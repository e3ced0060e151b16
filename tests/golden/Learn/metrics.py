"""Writes metrics.json: figures of scikit-learn and SciPy on rows with ties and weights, for tests/Foundation/Learn/Metrics and Calibration.

Usage: python3 metrics.py > metrics.json   (made with scikit-learn 1.2.1, NumPy 1.24.2, SciPy 1.10.1)
"""
import json
import numpy as np
import sklearn
from scipy.optimize import minimize
from sklearn import metrics as m
from sklearn.calibration import _sigmoid_calibration, calibration_curve
from sklearn.isotonic import IsotonicRegression

r = np.random.default_rng(11)
n = 240
y = (r.random(n) < .4).astype(int)
p = np.clip(np.round(.4 + .2 * r.standard_normal(n) + .25 * (y - .4), 2), 0.01, .99)  # rounded: many ties
w = np.round(r.gamma(2, 1, n), 2).astype(np.float32).astype(float)
w[::17] = 0
called = (p >= .5).astype(int)

classes = r.integers(0, 4, n)
proba = r.dirichlet([1.2] * 4, n)
proba[np.arange(n), classes] += .5
proba /= proba.sum(1, keepdims=True)
said = proba.argmax(1)

t = np.round(np.exp(r.standard_normal(n)), 3)
f = np.round(t * np.exp(.3 * r.standard_normal(n)), 3)
counts = np.where(r.random(n) < .3, 0, t)


def both(call):
    return [float(call(None)), float(call(w))]


def deviance(truth, power):
    return both(lambda s: m.mean_tweedie_deviance(truth, f, power=power, sample_weight=s))


def log_loss_exact(values, x, weights):
    def value(c):
        s = x @ c[:-1] + c[-1]
        q = 1 / (1 + np.exp(-s))
        return np.sum(weights * (np.logaddexp(0, s) - values * s)), np.append(x.T @ (weights * (q - values)), np.sum(weights * (q - values)))
    start = np.zeros(x.shape[1] + 1)
    for _ in range(5):
        start = minimize(value, start, jac=True, method='BFGS', options=dict(gtol=1e-11, maxiter=1000)).x
    return start.tolist()


def lists():
    out = []
    for size in (1, 3, 8, 12):
        relevance = r.integers(0, 4, size)
        score = np.round(r.standard_normal(size), 3)
        exp_gain = (2.0 ** relevance - 1)
        out.append(dict(relevances=relevance.tolist(), scores=score.tolist(), ndcg5=float(m.ndcg_score([exp_gain], [score], k=5)) if size > 1 and exp_gain.any() else None,
                        average_precision=float(m.average_precision_score(relevance > 0, score)) if (relevance > 0).any() else 0.0))
    return out


fpr, tpr, thr = m.roc_curve(y, p, drop_intermediate=False, sample_weight=w)
precision, recall, _ = m.precision_recall_curve(y, p, sample_weight=w)
came, meant = calibration_curve(y, p, n_bins=10)
iso = IsotonicRegression(y_min=0, y_max=1, out_of_bounds='clip').fit(p, y, sample_weight=w)
grid = np.linspace(0, 1, 41)
platt = _sigmoid_calibration(p, y)
beta_x = np.column_stack([np.log(p), -np.log(1 - p)])
json.dump(dict(
    tool=f'scikit-learn {sklearn.__version__}', truths=y.tolist(), scores=p.tolist(), weights=w.tolist(),
    roc_auc=both(lambda s: m.roc_auc_score(y, p, sample_weight=s)),
    average_precision=both(lambda s: m.average_precision_score(y, p, sample_weight=s)),
    log_loss=both(lambda s: m.log_loss(y, p, sample_weight=s)), brier=both(lambda s: m.brier_score_loss(y, p, sample_weight=s)),
    f2=both(lambda s: m.fbeta_score(y, called, beta=2, sample_weight=s)), precision=both(lambda s: m.precision_score(y, called, sample_weight=s)),
    recall=both(lambda s: m.recall_score(y, called, sample_weight=s)), matthews=both(lambda s: m.matthews_corrcoef(y, called, sample_weight=s)),
    balanced=both(lambda s: m.balanced_accuracy_score(y, called, sample_weight=s)), kappa=both(lambda s: m.cohen_kappa_score(y, called, sample_weight=s)),
    fpr=fpr.tolist(), tpr=tpr.tolist(), pr_precision=precision.tolist(), pr_recall=recall.tolist(),
    calibration_came=came.tolist(), calibration_said=meant.tolist(),
    classes=classes.tolist(), called=said.tolist(), class_probabilities=proba.ravel().tolist(),
    class_log_loss=both(lambda s: m.log_loss(classes, proba, sample_weight=s)), class_matthews=both(lambda s: m.matthews_corrcoef(classes, said, sample_weight=s)),
    class_macro_f1=both(lambda s: m.f1_score(classes, said, average='macro', sample_weight=s)),
    numbers=t.tolist(), predictions=f.tolist(), counts=counts.tolist(),
    rmse=both(lambda s: m.mean_squared_error(t, f, sample_weight=s, squared=False)), mae=both(lambda s: m.mean_absolute_error(t, f, sample_weight=s)),
    r2=both(lambda s: m.r2_score(t, f, sample_weight=s)), pinball9=both(lambda s: m.mean_pinball_loss(t, f, alpha=.9, sample_weight=s)),
    poisson=deviance(counts, 1), gamma=deviance(t, 2), tweedie15=deviance(counts, 1.5),
    lists=lists(), grid=grid.tolist(), isotonic=iso.predict(grid).tolist(),
    platt=[float(-platt[0]), float(-platt[1])], beta=log_loss_exact(y.astype(float), beta_x, w)), __import__('sys').stdout, indent=None, separators=(',', ':'))
