"""How are boosted trees fitted, and when do they stop?

XGBoost's histogram trees, stopped early on the tune part and cut to the best round, so that what is kept is exactly what predicts. Always
on one thread: `side_by_side` says why.
"""

from typing import Any

import numpy as np
import xgboost

from footfall.dataset.dataset import Bools
from footfall.models.family import Choices, Machine, Parameters, Rows
from footfall.models.stages import STAGES, Grown, joined, stage_of, worth_stages

__all__ = ["CHOICES", "LARGE_CHOICES", "SMALL_CHOICES", "boost_classifier", "boost_regressor", "booster_bytes", "from_booster"]

CHOICES: Choices = {
    "max_depth": (5, 3, 4, 6, 8),
    "learning_rate": (0.08, 0.05, 0.12),
    "min_child_weight": (5, 1, 20, 60),
    "subsample": (0.8, 0.6, 1.0),
    "colsample_bytree": (0.6, 0.3, 0.9),
    "reg_lambda": (2.0, 0.5, 10.0),
}
"""Ranges after the tuning studies of Probst et al. (JMLR 20, 2019) and Gorishniy et al. (NeurIPS 2021), narrowed."""
SMALL_CHOICES: Choices = {**CHOICES, "learning_rate": (0.05, 0.08), "colsample_bytree": (0.9, 0.6)}
"""Of small tables, which have few columns to choose among, and time for more rounds."""
LARGE_CHOICES: Choices = {
    "max_depth": (4, 3, 5, 6, 8),
    "learning_rate": (0.06, 0.04, 0.1),
    "min_child_weight": (20, 5, 60),
    "subsample": (0.6, 0.8, 1.0),
    "colsample_bytree": (0.3, 0.6, 0.9),
    "reg_lambda": (2.0, 0.5, 10.0),
}
"""Where rows are the clicks of sessions: those of one session are alike and features say much the same, so that shallower trees that each
see fewer of both err less. Found on the tune and calibrate parts of uci-553."""
PATIENCE = 25
"""Rounds without a gain after which boosting stops."""


def boost_classifier(parameters: Parameters, train: Rows, tune: Rows | None, machine: Machine, *, rounds: int) -> tuple[Any, Parameters]:
    """Fit probabilities by log loss; returns the model and its parameters, the number of rounds among them.

    Where there are rows enough, each stage of a visit gets trees of its own (`stages`); the rounds of each then stand in ``stage_rounds``.
    """
    asked = parameters.get("stage_rounds")
    column = train.click_column
    if column is not None and (_can_grow(train, column) if asked is not None else _worth_stages(train, tune, column)):
        return _boost_stages(parameters, train, tune, machine, rounds, column)
    plain = {name: value for name, value in parameters.items() if name != "stage_rounds"}
    if asked is not None:  # of rows without a stage: as many trees as the largest stage had, not as all of them together
        plain["n_estimators"] = max(int(count) for count in str(asked).split())
    return _boost(xgboost.XGBClassifier, "binary:logistic", "logloss", plain, train, tune, machine, rounds)


def boost_regressor(
    parameters: Parameters,
    train: Rows,
    tune: Rows | None,
    machine: Machine,
    *,
    rounds: int,
    objective: str = "reg:squarederror",
    metric: str = "rmse",
) -> tuple[Any, Parameters]:
    """Fit amounts; `objective` and `metric` are XGBoost's names, e.g. ``reg:gamma`` and ``gamma-nloglik`` for amounts above 0."""
    return _boost(xgboost.XGBRegressor, objective, metric, parameters, train, tune, machine, rounds)


def booster_bytes(model: Any) -> bytes:
    """Return the trees in XGBoost's own binary format (UBJSON), which holds data and no code."""
    return bytes(model.get_booster().save_raw("ubj"))


def from_booster(kind: type[Any], data: bytes) -> Any:
    """Return a model of class `kind` around the trees in `data`."""
    model = kind(n_jobs=1)
    model.load_model(bytearray(data))
    return model


def _boost_stages(
    parameters: Parameters, train: Rows, tune: Rows | None, machine: Machine, rounds: int, column: int
) -> tuple[Any, Parameters]:
    """Fit each stage apart, stopped by its own tune rows, and join them."""
    given = {name: value for name, value in parameters.items() if name not in ("n_estimators", "stage_rounds")}
    before = [int(count) for count in str(parameters.get("stage_rounds") or "").split()]
    own = stage_of(train.matrix[:, column])
    grown, counts = [], []
    for stage in range(len(STAGES) + 1):
        rows = _some(train, own == stage)
        watched = None if tune is None else _some(tune, stage_of(tune.matrix[:, column]) == stage)
        start = _start(rows)
        most = before[stage] if before else rounds
        fitted, chosen = _boost(
            xgboost.XGBClassifier, "binary:logistic", "logloss", {**given, "n_estimators": most, "base_score": start}, rows, watched,
            machine, most,
        )  # fmt: skip
        counts.append(int(chosen["n_estimators"] or most))
        grown.append(Grown(fitted.get_booster(), float(np.log(start / (1 - start)))))
    share = np.bincount(own, weights=train.weight, minlength=len(STAGES) + 1) / train.weight.sum()
    model = from_booster(xgboost.XGBClassifier, joined(grown, column, share.tolist()))
    return model, {**given, "n_estimators": sum(counts), "stage_rounds": " ".join(map(str, counts))}


def _worth_stages(train: Rows, tune: Rows | None, column: int) -> bool:
    """Return whether stages are to be tried: never without tune rows of both classes in each, by which they stop."""
    return tune is not None and worth_stages(train.matrix[:, column], train.label) and _can_grow(tune, column)


def _can_grow(rows: Rows, column: int) -> bool:
    """Return whether every stage has rows of both classes."""
    stage = stage_of(rows.matrix[:, column])
    count = np.bincount(stage, minlength=len(STAGES) + 1)
    positives = np.bincount(stage, weights=rows.label, minlength=len(STAGES) + 1)
    return bool(np.minimum(positives, count - positives).min() >= 1)


def _some(rows: Rows, mask: Bools) -> Rows:
    return Rows(rows.matrix[mask], rows.label[mask], rows.weight[mask])


def _start(rows: Rows) -> float:
    """Return the chance from which a stage starts: its own base rate."""
    return float(np.clip(np.average(rows.label, weights=rows.weight), 1e-6, 1 - 1e-6))


def _boost(
    kind: type[Any], objective: str, metric: str, parameters: Parameters, train: Rows, tune: Rows | None, machine: Machine, rounds: int
) -> tuple[Any, Parameters]:
    chosen = {"n_estimators": rounds, **parameters}
    model = kind(
        **chosen,
        objective=objective,
        eval_metric=metric,
        tree_method="hist",
        early_stopping_rounds=None if tune is None else PATIENCE,
        n_jobs=1,
        random_state=machine.seed,
    )
    watched = None if tune is None else [(tune.matrix, tune.label)]
    model.fit(train.matrix, train.label, sample_weight=train.weight, eval_set=watched, verbose=False)
    if tune is None:
        return model, chosen
    best = int(model.best_iteration) + 1
    trees = model.get_booster()[:best]
    trees.set_attr(best_iteration=str(best - 1))
    return from_booster(kind, bytes(trees.save_raw("ubj"))), {**chosen, "n_estimators": best}
