"""How are boosted trees fitted, and when do they stop?

XGBoost's histogram trees, stopped early on the tune part and cut to the best round, so that what is kept is exactly what predicts. Always
on one thread: `side_by_side` says why.
"""

from typing import Any

import xgboost

from footfall.models.family import Choices, Machine, Parameters, Rows

__all__ = ["CHOICES", "LARGE_CHOICES", "boost_classifier", "boost_regressor", "booster_bytes", "from_booster"]

CHOICES: Choices = {
    "max_depth": (5, 3, 4, 6, 8),
    "learning_rate": (0.08, 0.05, 0.12),
    "min_child_weight": (5, 1, 20, 60),
    "subsample": (0.8, 0.6, 1.0),
    "colsample_bytree": (0.6, 0.3, 0.9),
    "reg_lambda": (2.0, 0.5, 10.0),
}
"""Ranges after the tuning studies of Probst et al. (JMLR 20, 2019) and Gorishniy et al. (NeurIPS 2021), narrowed."""
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
    """Fit probabilities by log loss; returns the model and its parameters, the number of rounds among them."""
    return _boost(xgboost.XGBClassifier, "binary:logistic", "logloss", parameters, train, tune, machine, rounds)


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
