"""Do the catalogue's features know anything that the truth does not, and how close to it does a model come?

Simulates a shop, computes the catalogue at every event, and compares on visitors of their own: the truth; the truth corrected by boosted
trees that see the truth and every feature (the gain must be under 0.001 AUC: more would prove the truth wrong); and boosted trees that
see the features alone (the loss is what the features or the fit leave unused). ``python -m benchmarks.simulator_catalogue``
"""

import argparse
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
import xgboost as xgb
from benchmarks.simulator_record import record
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from footfall.engines.duckdb import Engine
from footfall.events.log import EventLog
from footfall.events.read import read
from footfall.features.batch import build
from footfall.features.catalog import catalogue
from footfall.sessions.batch import cut
from footfall.settings import Settings
from footfall.simulate.shop import simulate

HEADLINE = (
    ("ROC AUC of the truth", "auc/truth"),
    ("of a model on the features", "auc/features"),
    ("gain of features over the truth", "gain_of_features_over_truth"),
    ("test rows", "rows/test"),
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SEED = 97
CLICKS = range(1, 21)
THREADS = 2
NOT_A_FEATURE = ("p", "label", "click", "visitor_no")
LEFT_OUT = ("page_now",)
"""One value an item: too many for a tree and nothing that the price and category do not tell."""

SHARED = {"objective": "binary:logistic", "eval_metric": "logloss", "nthread": THREADS, "seed": SEED, "min_child_weight": 50}
CORRECTING = SHARED | {"max_depth": 2, "eta": 0.02, "subsample": 0.7, "colsample_bytree": 0.5, "lambda": 50.0}
LEARNING = SHARED | {"max_depth": 5, "eta": 0.04, "subsample": 0.6, "colsample_bytree": 0.3, "lambda": 10.0, "max_cat_to_onehot": 16}


def main(visitors: int) -> None:
    clock = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, Engine() as engine:
        frame = table(engine, Path(folder) / "shop.parquet", visitors)
    print(f"features of {len(frame):,} rows after {time.perf_counter() - clock:.0f} s")
    record("simulator_catalogue", compared(frame) | {"visitors": visitors, "seconds": round(time.perf_counter() - clock)})


def table(engine: Engine, path: Path, visitors: int) -> pd.DataFrame:
    """Return truth, label, click and every feature at the first twenty clicks of all sessions."""
    info = simulate(visitors=visitors, days=90, seed=SEED, out=path)
    log = read(path, engine=engine, settings=Settings())
    assert isinstance(log, EventLog)
    visits = cut(log, Settings())
    features = catalogue(list(engine.columns(visits.table)))
    build(visits, features)
    names = [name for name in features.names if name not in LEFT_OUT]
    frame = engine.frame(
        f"SELECT t.p, CAST(t.purchase_ahead AS INTEGER) AS label, v.click, v.visitor_no, {', '.join(f'f.{name}' for name in names)} "
        f"FROM visits v JOIN features f USING (ord) JOIN '{info.truth_path}' t USING (event_id) "
        f"WHERE v.click <= {max(CLICKS)} ORDER BY v.ord"
    )
    for name in names:
        frame[name] = frame[name].astype("float32" if pd.api.types.is_numeric_dtype(frame[name]) else "category")
    return frame


def compared(frame: pd.DataFrame) -> dict[str, object]:
    """Return the truth's AUC and those of the two models on the visitors kept apart, all clicks together and click by click."""
    u = np.random.default_rng(SEED).random(int(frame.visitor_no.max()) + 1)[frame.visitor_no]
    some = np.random.default_rng(SEED).random(len(frame)) < 0.5
    train, stop, test = (u < 0.6) & some, (u >= 0.6) & (u < 0.7) & some, u >= 0.7
    label, p, click = (frame[name].to_numpy() for name in ("label", "p", "click"))
    features = frame.drop(columns=list(NOT_A_FEATURE))
    margin = np.log(p / (1 - p))
    corrected = fitted(features.assign(truth=margin), label, margin, (train, stop, test), CORRECTING)
    learnt = fitted(features, label, np.full(len(p), margin.mean()), (train, stop, test), LEARNING)
    scores = {"truth": p[test], "truth_and_features": corrected, "features": learnt}
    auc = {name: {str(k): area(label[test], score, click[test] == k) for k in CLICKS} for name, score in scores.items()}
    overall = {name: area(label[test], score, np.ones(len(score), dtype=bool)) for name, score in scores.items()}
    return {
        "features": len(features.columns),
        "rows": {"train": int(train.sum()), "stop": int(stop.sum()), "test": int(test.sum())},
        "auc": overall,
        "gain_of_features_over_truth": round(overall["truth_and_features"] - overall["truth"], 5),
        "loss_of_features_to_truth": round(overall["truth"] - overall["features"], 5),
        "loss_by_click": {k: round(auc["truth"][k] - auc["features"][k], 4) for k in auc["truth"]},
        "auc_by_click": auc,
    }


def fitted(
    features: pd.DataFrame,
    label: Ints,
    margin: Floats,
    parts: tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]],
    parameters: dict[str, object],
) -> Floats:
    """Return the scores on the last part of trees fitted on the first and stopped by the second, starting from `margin`."""
    train, stop, test = (xgb.DMatrix(features[part], label[part], base_margin=margin[part], enable_categorical=True) for part in parts)
    model = xgb.train(parameters, train, 1_500, evals=[(stop, "stop")], early_stopping_rounds=50, verbose_eval=False)
    return np.asarray(model.predict(test, iteration_range=(0, model.best_iteration + 1)))


def area(label: Ints, score: Floats, mask: NDArray[np.bool_]) -> float:
    return round(float(roc_auc_score(label[mask], score[mask])), 5)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=100_000)
    main(parser.parse_args().visitors)
