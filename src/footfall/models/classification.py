"""Will it happen? Which models answer yes-or-no questions, and which answers best?

Fits logistic regression, a decision tree, a random forest and XGBoost beside two baselines, chooses their parameters and the champion on
the tune part, calibrates on the calibrate part. It never looks at the test part: `evaluation` does, once.
"""

from functools import partial
from typing import Any

import numpy as np
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.tree import DecisionTreeClassifier

from footfall.dataset.dataset import Dataset, Floats
from footfall.measures.decision import best_threshold
from footfall.measures.probability import log_loss
from footfall.measures.ranking import Ranking
from footfall.models import boosting
from footfall.models.budget import BUDGETS, Budget
from footfall.models.calibration import FEWEST, calibrator
from footfall.models.family import Choices, Family, Machine, Parameters, Rows
from footfall.models.fitted import Fit, Fitted
from footfall.models.one_rule import fit_one_rule, in_words
from footfall.models.training import Trained, Training
from footfall.progress import SILENT, Progress
from footfall.settings import Effort

__all__ = ["classifiers", "fit_classifiers"]

FOREST: Choices = {"min_samples_leaf": (30, 10, 5), "max_features": ("sqrt", 0.3)}
"""Leaves of 30 rows order better than smaller ones where rows of one session are alike, and grow in half the time."""


def fit_classifiers(dataset: Dataset, *, effort: Effort = "standard", seed: int, threads: int = 2, progress: Progress = SILENT) -> Fit:
    """Fit every classifier on the train part; choose on tune, calibrate on calibrate.

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
        How many fits may run side by side.
    progress
        Told of each model.

    Returns
    -------
    Fit
        Four models and two baselines.

    Raises
    ------
    DataError
        When the target cannot be learnt.
    """
    training = Training.of(dataset, effort=effort, seed=seed, threads=threads)
    families = classifiers(BUDGETS[effort])
    models: list[Fitted] = []
    order: dict[str, float] = {}
    notes = list(training.notes)
    with progress.stage(f"{dataset.question.name}: models", len(families)) as stage:
        for trained in training.fit(families, loss=_loss, advance=stage.advance):
            model, remarks = _finished(trained, training)
            models.append(model)
            notes += remarks
            if not trained.family.baseline:
                order[trained.family.name] = _auc(training, trained)
    champion = max(order, key=lambda name: order[name])
    threshold = next(model.threshold for model in models if model.name == champion)
    usual = training.background(next(family for family in families if family.name == champion))
    return Fit(dataset.question, tuple(models), champion, threshold, tuple(notes), effort, seed, threads, usual)


def classifiers(budget: Budget) -> tuple[Family, ...]:
    """Return the families of classifiers, simplest first, baselines last."""
    forest = partial(_random_forest, trees=budget.forest_trees)
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
        Family("random_forest", "Random forest", "raw", forest, FOREST, cost="heavy"),
        Family("xgboost", "XGBoost", "raw", boost, boosting.CHOICES, cost="boosted"),
        Family("baseline", "Base rate", "raw", _prevalence, baseline=True),
        Family("one_rule", "One rule", "raw", fit_one_rule, baseline=True),
    )


def _finished(trained: Trained, training: Training) -> tuple[Fitted, list[str]]:
    """Calibrate and set the threshold, both on the calibrate part."""
    family, held_out = trained.family, training.calibrate(trained.family)
    raw = _probability(trained.estimator, held_out)
    calibrate = None if family.name == "baseline" else calibrator(held_out.label, raw)
    few = f"{family.label} is not calibrated: fewer than {FEWEST} rows of a class to do it on, or scores that do not rise with the label."
    remarks = [few] if calibrate is None and family.name != "baseline" else []
    threshold = 0.5 if family.name == "baseline" else best_threshold(held_out.label, raw if calibrate is None else calibrate(raw))
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
    return log_loss(rows.label, _probability(estimator, rows))


def _auc(training: Training, trained: Trained) -> float:
    rows = training.tune(trained.family)
    return Ranking.of(rows.label, _probability(trained.estimator, rows)).steps().roc_auc() or 0.0


def _probability(estimator: Any, rows: Rows) -> Floats:
    return np.asarray(estimator.predict_proba(rows.matrix)[:, 1], dtype=np.float64)


def _logistic_regression(parameters: Parameters, train: Rows, tune: Rows | None, machine: Machine) -> tuple[Any, Parameters]:
    model = LogisticRegression(**parameters, max_iter=1_000, tol=1e-3)
    return model.fit(train.matrix, train.label, sample_weight=train.weight), parameters


def _decision_tree(parameters: Parameters, train: Rows, tune: Rows | None, machine: Machine) -> tuple[Any, Parameters]:
    model = DecisionTreeClassifier(**parameters, criterion="log_loss", random_state=machine.seed)
    return model.fit(train.matrix, train.label, sample_weight=train.weight), parameters


def _random_forest(parameters: Parameters, train: Rows, tune: Rows | None, machine: Machine, *, trees: int) -> tuple[Any, Parameters]:
    model = RandomForestClassifier(**parameters, n_estimators=trees, max_samples=0.5, n_jobs=1, random_state=machine.seed)
    return model.fit(train.matrix, train.label, sample_weight=train.weight), parameters


def _prevalence(parameters: Parameters, train: Rows, tune: Rows | None, machine: Machine) -> tuple[Any, Parameters]:
    return DummyClassifier(strategy="prior").fit(train.matrix, train.label), parameters
