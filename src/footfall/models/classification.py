"""Will it happen? Which models answer yes-or-no questions, and which answers best?

Fits logistic regression, a decision tree, a random forest and XGBoost beside two baselines, chooses their parameters and the champion on
the tune part, fits the champion again on both and calibrates it on the calibrate part, which comes after them. A small table without time
is used to the full (`cross_fit`), with a blend of its tree models beside them. It never looks at the test part: `evaluation` does, once.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.tree import DecisionTreeClassifier

from footfall.dataset.dataset import Dataset, Floats, Part
from footfall.measures.decision import best_threshold
from footfall.measures.probability import log_loss
from footfall.measures.ranking import Ranking
from footfall.models import boosting
from footfall.models.budget import BUDGETS, Budget
from footfall.models.calibration import FEWEST, calibrator
from footfall.models.cross_fit import BLEND, Crossed, blended, cross_fit
from footfall.models.family import Choices, Family, Machine, Parameters, Rows
from footfall.models.fitted import Fit, Fitted
from footfall.models.one_rule import fit_one_rule, in_words
from footfall.models.sequence import SequenceModel
from footfall.models.sequence_families import sequence_families
from footfall.models.side_by_side import side_by_side
from footfall.models.training import Trained, Training, known_in
from footfall.progress import SILENT, Progress
from footfall.settings import Effort
from footfall.threads import thread_count

__all__ = ["classifiers", "fit_classifiers", "refittable"]

FOREST: Choices = {"min_samples_leaf": (30, 10, 5), "max_features": ("sqrt", 0.3)}
"""Leaves of 30 rows order better than smaller ones where rows of one session are alike, and grow in half the time."""
SMALL_FOREST: Choices = {"min_samples_leaf": (5,), "max_features": (0.3,)}
HISTOGRAM: Choices = {"max_leaf_nodes": (31,), "learning_rate": (0.05,), "min_samples_leaf": (20,), "max_features": (0.5,)}
"""Of small tables. Trees that grow by leaves where XGBoost's grow by levels, each split choosing among half of the columns, err in other
places than the others do, which is what makes a blend better than its members. Large data does without: XGBoost is as good there."""
FOLDS = 3
"""Folds of `cross_fit`."""
ALIKE = 0.002
"""ROC AUC by which two models that learnt from the same rows differ by chance: about the standard error of their difference at some 1,500
positives.
"""
CROSSED = (
    "The rows have no time, so each model was fitted again on all of them but the test part, with the parameters that the tune part chose; "
    "calibration, thresholds and champion rest on what was said of each row by a fit that had not seen it."
)
AGAIN = "{} was chosen on the tune part and then fitted again on train and tune together; it is calibrated on rows that it has not seen."


def fit_classifiers(
    dataset: Dataset, *, effort: Effort = "standard", seed: int, threads: int | None = None, progress: Progress = SILENT
) -> Fit:
    """Fit every classifier on the train part; choose on tune, fit the champion again on both, calibrate on calibrate.

    Every choice is made by unweighted rows, as the test part will be read; training itself respects `dataset.weight`. Parameters and early
    stopping by log loss, the champion by ROC AUC, thresholds by F1 of the rarer class.

    Parameters
    ----------
    dataset
        Of a ``binary`` question; ask `training.learnable` first.
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
        Four models and two baselines; two sequence models besides, where the data set has histories; for a small table without time,
        histogram gradient boosting and a blend besides.

    Raises
    ------
    DataError
        When the target cannot be learnt.
    """
    training = Training.of(dataset, effort=effort, seed=seed, threads=thread_count(threads))
    families = classifiers(BUDGETS[effort], small=training.timeless, sequences=dataset.history is not None)
    with progress.stage(f"{dataset.question.name}: models", len(families)) as stage:
        found = training.fit(families, loss=_loss, advance=stage.advance)
        judged = _crossed(found, training) if training.timeless else [_judged(trained, training) for trained in found]
        order = {one.trained.family.name: one.auc for one in judged if not one.trained.family.baseline}
        champion = _champion(order)
        winner = next(one for one in judged if one.trained.family.name == champion)
        again = [winner.trained.family.label] if training.teaches_again(winner.trained.family) else []
        judged = [_again(one, training) if again and one is winner else one for one in judged]
    finished = [_finished(one, training) for one in judged]
    models = tuple(model for model, _ in finished)
    threshold = next(model.threshold for model in models if model.name == champion)
    notes = (
        *training.notes,
        *([CROSSED] if training.timeless else []),
        *map(AGAIN.format, again),
        *(remark for _, remarks in finished for remark in remarks),
    )
    usual = training.background(next(one.trained.family for one in judged if one.trained.family.name == champion))
    held_out = _held_out(judged, models, dataset) if training.timeless else {}
    return Fit(dataset.question, models, champion, threshold, notes, effort, seed, training.machine.threads, usual, held_out)


def _held_out(judged: Sequence["_Judged"], models: Sequence[Fitted], dataset: Dataset) -> dict[str, Floats]:
    """Return each model's out-of-fold scores, calibrated, in the order of the data set's rows and no longer in that of its parts."""
    learnt: tuple[Part, ...] = ("train", "tune", "calibrate")
    order = np.argsort(np.concatenate([np.flatnonzero(known_in(dataset, part)) for part in learnt]))
    raw = {one.trained.family.name: one.score[order] for one in judged}
    return {each.name: raw[each.name] if each.calibrator is None else each.calibrator(raw[each.name]) for each in models}


def _champion(order: Mapping[str, float]) -> str:
    """Return the model that orders best; the blend where no other is better by more than `ALIKE`, since it varies least."""
    best = max(order, key=lambda name: order[name])
    return BLEND if BLEND in order and order[BLEND] >= order[best] - ALIKE else best


@dataclass(frozen=True, slots=True)
class _Judged:
    """A family's best, what it says of rows that it has not learnt from (to calibrate on), and how well it orders those that choose."""

    trained: Trained
    label: Floats
    score: Floats
    auc: float


def _judged(trained: Trained, training: Training) -> _Judged:
    """Judge a family by what it says of the calibrate part, and by its order of the tune part."""
    held_out = training.calibrate(trained.family)
    return _Judged(trained, held_out.label, _probability(trained.estimator, held_out), _auc(training, trained))


def _again(judged: _Judged, training: Training) -> _Judged:
    """Fit the champion on train and tune, with what tuning chose; how well it orders is what it was before it knew the tune part."""
    trained, held_out = judged.trained, training.calibrate(judged.trained.family)
    clock = time.perf_counter()
    fit = partial(trained.family.fit, trained.parameters, training.taught_again(trained.family), None)
    ((estimator, _),) = side_by_side(fit, [training.machine], threads=1)
    seconds = trained.seconds + time.perf_counter() - clock
    again = replace(trained, estimator=estimator, seconds=seconds)
    return _Judged(again, held_out.label, _probability(estimator, held_out), judged.auc)


def _crossed(found: Sequence[Trained], training: Training) -> list[_Judged]:
    """Fit again on all rows that are not the test part, and judge by what was said of each out of fold; the blend goes before baselines."""
    rows = {one.family.name: training.everything(one.family) for one in found}
    crossed = cross_fit(found, rows, training.folds(FOLDS), training.machine)
    blend = blended(crossed)
    models = [one for one in crossed if not one.trained.family.baseline]
    baselines = [one for one in crossed if one.trained.family.baseline]
    return [_of(one, training.label) for one in (*models, *([blend] if blend is not None else []), *baselines)]


def _of(crossed: Crossed, label: Floats) -> _Judged:
    """Judge a family by what it says of each row out of fold."""
    return _Judged(crossed.trained, label, crossed.score, Ranking.of(label, crossed.score).steps().roc_auc() or 0.0)


def classifiers(budget: Budget, *, small: bool = False, sequences: bool = False) -> tuple[Family, ...]:
    """Return the families of classifiers, simplest first, baselines last.

    `small` adds histogram gradient boosting, for a small table; `sequences` the models that read histories (needs PyTorch).
    """
    forest = partial(_random_forest, trees=budget.forest_trees)
    histogram = partial(_histogram_boosting, rounds=budget.boosted_trees)
    boost = partial(boosting.boost_classifier, rounds=budget.boosted_trees)
    return (
        Family("logistic_regression", "Logistic regression", "scaled", _logistic_regression, {"C": (0.1, 0.01, 1.0, 10.0)}),
        Family(
            "decision_tree",
            "Decision tree",
            "raw",
            _decision_tree,
            {"max_leaf_nodes": (32, 12, 64, 128), "min_samples_leaf": (50, 20, 100)},
        ),
        Family("random_forest", "Random forest", "raw", forest, SMALL_FOREST if small else FOREST, cost="heavy", blends=0.5),
        *((Family("gradient_boosting", "Gradient boosting", "raw", histogram, HISTOGRAM, cost="heavy", blends=1.0),) if small else ()),
        Family("xgboost", "XGBoost", "raw", boost, boosting.SMALL_CHOICES if small else boosting.LARGE_CHOICES, cost="boosted", blends=1.0),
        *(sequence_families(budget) if sequences else ()),
        Family("baseline", "Base rate", "raw", _prevalence, baseline=True),
        Family("one_rule", "One rule", "raw", fit_one_rule, baseline=True),
    )


def refittable(name: str, budget: Budget, *, sequences: bool = False) -> Family:
    """Return the family of this name, with which its model can be fitted again on other rows; of a small table none has to be.

    Raises
    ------
    KeyError
        When there is none.
    """
    return {family.name: family for family in classifiers(budget, sequences=sequences)}[name]


def _finished(judged: _Judged, training: Training) -> tuple[Fitted, list[str]]:
    """Calibrate and set the threshold, both on rows that were not learnt from."""
    trained, family, raw = judged.trained, judged.trained.family, judged.score
    calibrate = None if family.name == "baseline" else calibrator(judged.label, raw)
    few = f"{family.label} is not calibrated: fewer than {FEWEST} rows of a class to do it on, or scores that do not rise with the label."
    remarks = [few] if calibrate is None and family.name != "baseline" else []
    threshold = 0.5 if family.name == "baseline" else best_threshold(judged.label, raw if calibrate is None else calibrate(raw))
    rule = family.name == "one_rule"
    label = (
        f"One rule: {in_words(trained.estimator, training.prepare(family.shape), training.train(family).matrix)}" if rule else family.label
    )
    pipeline = training.pipeline(family, trained.estimator)
    return (
        Fitted(family.name, label, "binary", pipeline, calibrate, threshold, trained.seconds, trained.parameters, family.baseline),
        remarks,
    )


def _loss(estimator: Any, rows: Rows) -> float:
    """Return the mean log loss of rows."""
    return log_loss(rows.label, _probability(estimator, rows))


def _auc(training: Training, trained: Trained) -> float:
    """Return the ROC AUC on the tune part, 0 where it holds one class only."""
    rows = training.tune(trained.family)
    return Ranking.of(rows.label, _probability(trained.estimator, rows)).steps().roc_auc() or 0.0


def _probability(estimator: Any, rows: Rows) -> Floats:
    """Return the probability of yes of each row, uncalibrated."""
    read = isinstance(estimator, SequenceModel) and rows.history is not None
    matrix = estimator.joined(rows.matrix, rows.history) if read else rows.matrix
    return np.asarray(estimator.predict_proba(matrix)[:, 1], dtype=np.float64)


def _logistic_regression(parameters: Parameters, train: Rows, tune: Rows | None, machine: Machine) -> tuple[Any, Parameters]:
    model = LogisticRegression(**parameters, max_iter=1_000, tol=1e-3)
    return model.fit(train.matrix, train.label, sample_weight=train.weight), parameters


def _decision_tree(parameters: Parameters, train: Rows, tune: Rows | None, machine: Machine) -> tuple[Any, Parameters]:
    model = DecisionTreeClassifier(**parameters, criterion="log_loss", random_state=machine.seed)
    return model.fit(train.matrix, train.label, sample_weight=train.weight), parameters


def _random_forest(parameters: Parameters, train: Rows, tune: Rows | None, machine: Machine, *, trees: int) -> tuple[Any, Parameters]:
    model = RandomForestClassifier(**parameters, n_estimators=trees, max_samples=0.5, n_jobs=1, random_state=machine.seed)
    return model.fit(train.matrix, train.label, sample_weight=train.weight), parameters


def _histogram_boosting(parameters: Parameters, train: Rows, tune: Rows | None, machine: Machine, *, rounds: int) -> tuple[Any, Parameters]:
    chosen = {"max_iter": rounds, **parameters}
    model = HistGradientBoostingClassifier(
        **chosen, early_stopping=tune is not None, n_iter_no_change=boosting.PATIENCE, random_state=machine.seed
    )
    watched = {} if tune is None else {"X_val": tune.matrix, "y_val": tune.label}
    model.fit(train.matrix, train.label, sample_weight=train.weight, **watched)
    if tune is None:
        return model, chosen
    return model, {**chosen, "max_iter": max(1, int(np.argmax(model.validation_score_)))}  # the first score is that of no tree


def _prevalence(parameters: Parameters, train: Rows, tune: Rows | None, machine: Machine) -> tuple[Any, Parameters]:
    return DummyClassifier(strategy="prior").fit(train.matrix, train.label), parameters
