"""usage: forest.py FOLDER ROWS TREES SEED,SEED,…: a line of CPU seconds and AUC for a random forest of each seed, one for an exact tree, one for an
exact tree of the first 20,000 rows with its pruning path. One thread, the library's defaults."""
import json, os, sys, time
import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score
from sklearn.tree import DecisionTreeClassifier

folder, rows, trees, seeds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), [int(s) for s in sys.argv[4].split(',')]
columns = json.load(open(os.path.join(folder, 'meta.json')))['cols']


def read(name, width, count=-1):
    values = np.fromfile(os.path.join(folder, name + '.f32'), '<f4', count * width if count > 0 else -1)
    return values.reshape(-1, width) if width > 1 else values


x, y, x_test, y_test = read('X_train', columns, rows), read('y_train', 1, rows), read('X_test', columns), read('y_test', 1)


def timed(work):
    start = time.process_time()
    result = work()
    return result, round(time.process_time() - start, 4)


for seed in seeds:
    forest, cpu = timed(lambda: RandomForestClassifier(trees, max_features='sqrt', n_jobs=1, random_state=seed).fit(x, y))
    print(json.dumps({'train_cpu': cpu, 'auc': roc_auc_score(y_test, forest.predict_proba(x_test)[:, 1])}), flush=True)
print(json.dumps({'train_cpu': timed(lambda: DecisionTreeClassifier(random_state=seeds[0]).fit(x, y))[1]}))
print(json.dumps({'train_cpu': timed(lambda: DecisionTreeClassifier(random_state=seeds[0]).cost_complexity_pruning_path(x[:20000], y[:20000]))[1]}))
