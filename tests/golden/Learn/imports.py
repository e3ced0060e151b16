"""Writes imports/: small models of LightGBM and XGBoost, the rows they are asked for, and the margins they answer.

Run: LGBM_SO=.../lib_lightgbm.so /usr/bin/python3 imports.py
LightGBM 4.7.0 is the native library in the NuGet package of that name; XGBoost 1.7.4 is python3-xgboost of Debian 12.
"""
import ctypes as C
import json
import os

import numpy as np
import xgboost as xgb

rng = np.random.default_rng(3)
X = rng.standard_normal((400, 5)).astype(np.float32)
X[:, 4] = rng.integers(0, 9, 400)
X[:, 3] = np.round(X[:, 3])
number = X[:, 0] * X[:, 1] + np.abs(X[:, 2]) + 0.5 * (X[:, 4] % 3) + 30 + 0.2 * rng.standard_normal(400)
X[rng.random(400) < 0.15, 0] = np.nan
X[rng.random(400) < 0.1, 3] = np.nan
binary = (number > 31).astype(np.float32)
classes = np.digitize(number, [30.7, 31.6]).astype(np.float32)
counts = rng.poisson(np.exp(0.4 * (number - 31))).astype(np.float32)
asked = X[:60].copy()
asked[:, 4] = np.where(np.arange(60) % 11 == 0, 40, asked[:, 4])  # a category the models never saw
answers = []
out = "imports"
os.makedirs(out, exist_ok=True)


def answer(name, margins):
    answers.append(dict(name=name, margins=np.asarray(margins, np.float64).reshape(60, -1).ravel().tolist()))


L = C.CDLL(os.environ["LGBM_SO"])
L.LGBM_GetLastError.restype = C.c_char_p


def check(code):
    if code:
        raise RuntimeError(L.LGBM_GetLastError().decode())


def pointer(a):
    return a.ctypes.data_as(C.c_void_p)


# kind 1 asks for raw scores; of a forest those are sums, so it is asked for predictions, kind 0.
def lightgbm(name, y, rounds, parameters, outputs=1, kind=1):
    p = f"num_leaves=7 min_data_in_leaf=10 num_threads=1 verbosity=-1 seed=7 deterministic=true {parameters}".encode()
    data, booster, done, n = C.c_void_p(), C.c_void_p(), C.c_int(), C.c_int64()
    check(L.LGBM_DatasetCreateFromMat(pointer(X), 0, C.c_int32(400), C.c_int32(5), 1, p, None, C.byref(data)))
    check(L.LGBM_DatasetSetField(data, b"label", pointer(y), C.c_int(400), 0))
    check(L.LGBM_BoosterCreate(data, p, C.byref(booster)))
    for _ in range(rounds):
        check(L.LGBM_BoosterUpdateOneIter(booster, C.byref(done)))
    check(L.LGBM_BoosterSaveModel(booster, 0, -1, 0, f"{out}/{name}.txt".encode()))
    margins = np.zeros(60 * outputs)
    check(L.LGBM_BoosterPredictForMat(booster, pointer(asked), 0, C.c_int32(60), C.c_int32(5), 1, kind, 0, -1, b"num_threads=1", C.byref(n), pointer(margins)))
    answer(name, margins)


def xgboost(name, y, rounds, **parameters):
    booster = xgb.train(dict(max_depth=3, seed=7, nthread=1, **parameters), xgb.DMatrix(X, y), rounds)
    booster.save_model(f"{out}/{name}.json")
    answer(name, booster.predict(xgb.DMatrix(asked), output_margin=True, training=False))


def xgboost_categories(name, y, rounds):
    types = ["float"] * 4 + ["c"]
    booster = xgb.train(
        dict(max_depth=3, seed=7, nthread=1, tree_method="hist", max_cat_to_onehot=3, base_score=30), xgb.DMatrix(X, y, feature_types=types, enable_categorical=True), rounds)
    booster.save_model(f"{out}/{name}.json")
    answer(name, booster.predict(xgb.DMatrix(asked, feature_types=types, enable_categorical=True), output_margin=True))


lightgbm("lightgbm-binary", binary, 6, "objective=binary")
lightgbm("lightgbm-regression-categories", number.astype(np.float32), 6, "objective=regression categorical_feature=4 cat_smooth=1 min_data_per_group=5 max_cat_to_onehot=1")
lightgbm("lightgbm-classes", classes, 3, "objective=multiclass num_class=3", 3)
lightgbm("lightgbm-counts-without-missing-type", counts, 4, "objective=poisson use_missing=false")
lightgbm("lightgbm-forest", number.astype(np.float32), 4, "objective=regression boosting=rf bagging_freq=1 bagging_fraction=0.6", kind=0)
xgboost("xgboost-binary", binary, 6, objective="binary:logistic", base_score=0.3)
xgboost("xgboost-regression", number, 6, objective="reg:squarederror", base_score=30)
xgboost("xgboost-classes", classes, 3, objective="multi:softprob", num_class=3)
xgboost("xgboost-counts", counts, 4, objective="count:poisson")
xgboost("xgboost-dart", number, 6, objective="reg:squarederror", base_score=30, booster="dart", rate_drop=0.5)
xgboost("xgboost-parallel", binary, 3, objective="binary:logistic", num_parallel_tree=2, subsample=0.7)
xgboost_categories("xgboost-categories", number, 6)
json.dump(dict(rows=[None if np.isnan(v) else float(v) for v in asked.ravel()], answers=answers), open(f"{out}/margins.json", "w"))
