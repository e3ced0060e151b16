"""Writes validation.json: tails of distributions, corrected t intervals and paired tests, for tests/Foundation/Learn/Validation.

Usage: python3 validation.py > validation.json
(made with SciPy 1.10.1, NumPy 1.24.2, scikit-learn 1.2.1, and R 4.2.2 with pROC 1.18.0 for DeLong's test, Holm's correction and quantiles)
"""
import json
import subprocess
import numpy as np
from scipy import stats
from scipy.optimize import nnls

r = np.random.default_rng(5)


def corrected(figures, held_share):
    """Nadeau and Bengio (2003), equation 14, with the interval and the two-sided test."""
    j = len(figures)
    error = np.sqrt((1 / j + held_share) * np.var(figures, ddof=1))
    half = stats.t.ppf(.975, j - 1) * error
    mean = np.mean(figures)
    return [mean, mean - half, mean + half, 2 * stats.t.sf(abs(mean / error), j - 1)]


figures = np.round(r.normal(.02, .03, 10), 4)

n = 150
y = (r.random(n) < .4).astype(int)
first = np.round(.5 * y + r.standard_normal(n), 1)    # rounded: ties
second = np.round(.9 * y + .4 * first + r.standard_normal(n), 1)
quantiles = [[p, nu] for p in (.025, .4, .6, .9, .975, .9995) for nu in (1, 2, 4, 9, 49, 999)]
script = f"""
library(pROC)
y <- c({','.join(map(str, y))})
a <- roc(y, c({','.join(map(str, first))}), direction='<', quiet=TRUE)
b <- roc(y, c({','.join(map(str, second))}), direction='<', quiet=TRUE)
test <- roc.test(a, b, method='delong', paired=TRUE)
cat(sprintf('%.17g ', c(auc(a), auc(b), test$conf.int, test$p.value)))
cat(sprintf('%.17g ', p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.5, 0.04), 'holm')))
cat(sprintf('%.17g ', sapply(list(c(5, 19), c(30, 12), c(3, 3)), function(d) c(binom.test(d[1], sum(d))$p.value))))
cat(sprintf('%.17g ', qt(c({','.join(str(q[0]) for q in quantiles)}), c({','.join(str(q[1]) for q in quantiles)}))))
"""
of_r = [float(x) for x in subprocess.run(["Rscript", "-e", script], capture_output=True, text=True, check=True).stdout.split()]

z = r.random((40, 4)).round(3)
target = (z @ [.7, 0, .3, 0] - .2 * z[:, 3] + .1 * r.standard_normal(40)).round(3)

print(json.dumps({
    "normal": [[x, stats.norm.sf(x)] for x in (-4., -1.5, 0., .3, 1.959963984540054, 2.9, 3.1, 6., 12.)],
    "student": [[t, nu, stats.t.sf(t, nu)] for t in (-2., 0., .5, 1., 2.5, 8., 40.) for nu in (1, 2, 3, 4, 9, 24, 99, 1000)],
    "student_quantile": [[*pair, x] for pair, x in zip(quantiles, of_r[14:])],    # R's: SciPy's are good to 1e-10 only
    "figures": figures.tolist(), "corrected": corrected(figures, .25),
    "truths": y.tolist(), "first": first.tolist(), "second": second.tolist(), "delong": of_r[:5],
    "p_values": [.01, .04, .03, .005, .5, .04], "holm": of_r[5:11],
    "mcnemar": [[5, 19, of_r[11]], [30, 12, of_r[12]], [3, 3, of_r[13]]],
    "z": z.ravel().tolist(), "target": target.tolist(), "nonnegative": nnls(z, target)[0].tolist(),
}))
