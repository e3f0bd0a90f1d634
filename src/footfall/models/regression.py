"""How much will it be? Which models answer questions about amounts, and which answers best?

Fits linear, ridge and lasso regression, histogram gradient boosting and XGBoost beside the mean as baseline, and, where zeros are common,
the two-part model. Parameters and champion are chosen on the tune part: by normalised Gini where zeros are common (an error in money then
rewards saying zero to everybody), by RMSE elsewhere; the level of their amounts and the intervals around them are those of the tune and
calibrate parts. It never looks at the test part.
"""

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from sklearn.dummy import DummyRegressor
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import Lasso, LinearRegression, Ridge

from footfall.dataset.dataset import Dataset, Floats
from footfall.measures.amount import rmse
from footfall.measures.ranking import Ranking, normalised_gini
from footfall.models import boosting
from footfall.models.budget import BUDGETS, Budget
from footfall.models.calibration import level
from footfall.models.conformal import Held, intervals, typical
from footfall.models.family import Family, Machine, Parameters, Rows
from footfall.models.fitted import Fit, Fitted
from footfall.models.training import Trained, Training
from footfall.models.two_part import fit_two_part
from footfall.progress import SILENT, Progress
from footfall.settings import Effort
from footfall.threads import thread_count

__all__ = ["ZERO_HEAVY", "fit_regressors", "regressors"]

ZERO_HEAVY = 0.2
"""Share of zeros from which they are called common."""
OBJECTIVES = ("reg:squarederror", "reg:tweedie")
"""Squared error, and the deviance of amounts that are often zero (Jorgensen 1987; power 1.5)."""


def fit_regressors(
    dataset: Dataset, *, effort: Effort = "standard", seed: int, threads: int | None = None, progress: Progress = SILENT
) -> Fit:
    """Fit every regressor on the train part and choose on the tune part.

    Parameters
    ----------
    dataset
        Of an ``amount`` question: labels of zero or more; ask `training.learnable` first.
    effort
        How many rows and candidates (`budget.BUDGETS`).
    seed
        The same one gives the same models, whatever the number of threads.
    threads
        How many fits may run side by side; default: one per processor.
    progress
        Told of each model.

    Returns
    -------
    Fit
        Five models or, where over a fifth of the training amounts are zero, six; and the mean.

    Raises
    ------
    DataError
        When the target cannot be learnt.
    """
    training = Training.of(dataset, effort=effort, seed=seed, threads=thread_count(threads))
    zeros = training.share_of_zeros
    families = regressors(BUDGETS[effort], zero_heavy=zeros > ZERO_HEAVY)
    loss = _disorder if zeros > ZERO_HEAVY else _error
    models: list[Fitted] = []
    missed: dict[str, float] = {}
    with progress.stage(f"{dataset.question.name}: models", len(families)) as stage:
        for trained in training.fit(families, loss=loss, advance=stage.advance):
            models.append(_finished(trained, training))
            if not trained.family.baseline:
                missed[trained.family.name] = trained.loss
    champion = min(missed, key=lambda name: missed[name])
    usual = training.background(next(family for family in families if family.name == champion))
    return Fit(
        dataset.question, tuple(models), champion, None, (*training.notes, *_notes(zeros)), effort, seed, training.machine.threads, usual
    )


def regressors(budget: Budget, *, zero_heavy: bool) -> tuple[Family, ...]:
    """Return the families of regressors, simplest first, the baseline last; the two-part model only where zeros are common."""
    trees: dict[str, tuple[str | int | float | bool | None, ...]] = {**boosting.CHOICES, "objective": OBJECTIVES}
    two_part = Family(
        "two_part", "Two-part model", "raw", partial(fit_two_part, rounds=budget.boosted_trees), boosting.CHOICES, cost="boosted"
    )
    return (
        Family("linear", "Linear regression", "scaled", _linear),
        Family("ridge", "Ridge regression", "scaled", _ridge, {"alpha": (10.0, 100.0, 1.0, 1_000.0)}),
        Family("lasso", "Lasso regression", "scaled", _lasso, {"alpha_of_spread": (0.003, 0.01, 0.001, 0.03)}),
        Family(
            "gradient_boosting",
            "Gradient boosting",
            "raw",
            partial(_gradient_boosting, rounds=budget.boosted_trees),
            {"max_leaf_nodes": (15, 31, 8), "learning_rate": (0.06, 0.1, 0.03), "min_samples_leaf": (40, 20, 100)},
            cost="heavy",
        ),
        Family("xgboost", "XGBoost", "raw", partial(_xgboost, rounds=budget.boosted_trees), trees, cost="boosted"),
        *((two_part,) if zero_heavy else ()),
        Family("baseline", "Mean amount", "raw", _mean, baseline=True),
    )


def _finished(trained: Trained, training: Training) -> Fitted:
    """Bring a model's amounts to the level of the tune and calibrate parts, and find their intervals there.

    No model was fitted on either; but tune rows chose its parameters and stopped its boosting, so they are not quite untouched. A mean
    stays as it is.
    """
    family = trained.family
    pipeline = training.pipeline(family, trained.estimator)
    model = Fitted(family.name, family.label, "amount", pipeline, None, None, trained.seconds, trained.parameters, family.baseline)
    if family.baseline:
        return model
    held_out = (training.tune(family), training.calibrate(family))
    label = np.concatenate([rows.label for rows in held_out])
    amount = np.concatenate([_predicted(trained.estimator, rows) for rows in held_out])
    scale = level(label, amount)
    factor = 1.0 if scale is None else scale.factor
    train = training.train(family)
    shape = typical(train.label, factor * _predicted(trained.estimator, train))
    ends = None if shape is None else intervals(Held(label, factor * amount, training.held_out_groups()), shape)
    return replace(model, calibrator=scale, intervals=ends)


def _predicted(estimator: Any, rows: Rows) -> Floats:
    return np.maximum(np.asarray(estimator.predict(rows.matrix), dtype=np.float64), 0.0)


def _error(estimator: Any, rows: Rows) -> float:
    return rmse(rows.label, _predicted(estimator, rows))


def _disorder(estimator: Any, rows: Rows) -> float:
    reached = normalised_gini(Ranking.of(rows.label, _predicted(estimator, rows)), Ranking.of(rows.label, rows.label))
    return 0.0 if reached is None else -reached


def _notes(zeros: float) -> tuple[str, ...]:
    if zeros <= ZERO_HEAVY:
        return ()
    reason = "since R2 and errors in money say little about amounts that are mostly zero"
    return (f"{zeros:.0%} of the training amounts are zero: models are chosen by normalised Gini (who is worth more), {reason}.",)


def _linear(parameters: Parameters, train: Rows, tune: Rows | None, machine: Machine) -> tuple[Any, Parameters]:
    return LinearRegression().fit(train.matrix, train.label, sample_weight=train.weight), parameters


def _ridge(parameters: Parameters, train: Rows, tune: Rows | None, machine: Machine) -> tuple[Any, Parameters]:
    return Ridge(**parameters).fit(train.matrix, train.label, sample_weight=train.weight), parameters


def _lasso(parameters: Parameters, train: Rows, tune: Rows | None, machine: Machine) -> tuple[Any, Parameters]:
    """The penalty is given as a share of the spread of the amounts, so that it means the same in every currency."""
    alpha = float(parameters["alpha_of_spread"] or 0.0) * float(train.label.std())
    return Lasso(alpha=alpha, tol=1e-3, max_iter=2_000).fit(train.matrix, train.label, sample_weight=train.weight), parameters


def _gradient_boosting(parameters: Parameters, train: Rows, tune: Rows | None, machine: Machine, *, rounds: int) -> tuple[Any, Parameters]:
    chosen = {"max_iter": rounds, **parameters}
    model = HistGradientBoostingRegressor(
        **chosen, early_stopping=tune is not None, n_iter_no_change=boosting.PATIENCE, random_state=machine.seed
    )
    watched = {} if tune is None else {"X_val": tune.matrix, "y_val": tune.label}
    model.fit(train.matrix, train.label, sample_weight=train.weight, **watched)
    return model, {**chosen, "max_iter": int(model.n_iter_)}


def _xgboost(parameters: Parameters, train: Rows, tune: Rows | None, machine: Machine, *, rounds: int) -> tuple[Any, Parameters]:
    objective = str(parameters["objective"])
    metric = "tweedie-nloglik@1.5" if objective == "reg:tweedie" else "rmse"
    rest = {name: value for name, value in parameters.items() if name != "objective"}
    model, chosen = boosting.boost_regressor(rest, train, tune, machine, rounds=rounds, objective=objective, metric=metric)
    return model, {**chosen, "objective": objective}


def _mean(parameters: Parameters, train: Rows, tune: Rows | None, machine: Machine) -> tuple[Any, Parameters]:
    return DummyRegressor(strategy="mean").fit(train.matrix, train.label), parameters
