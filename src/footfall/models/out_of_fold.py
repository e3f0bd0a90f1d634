"""What would the champion have said of the rows it learnt from?

Its scores of the train part would flatter it. Here it is fitted again, with its own parameters, on all folds but one, and scores that one;
groups stay whole. The tune, calibrate and test parts need none of this: it has not learnt from them.
"""

from dataclasses import replace

import numpy as np
from sklearn.pipeline import Pipeline

from footfall.dataset.dataset import Bools, Dataset, Floats
from footfall.measures.splits import group_folds
from footfall.models.budget import BUDGETS
from footfall.models.classification import refittable
from footfall.models.family import Family, Machine, Rows
from footfall.models.fitted import Fit, Fitted
from footfall.models.preparation import preparation, tidy
from footfall.models.regression import regressors
from footfall.models.side_by_side import side_by_side
from footfall.models.training import is_timeless, known_in

__all__ = ["learnt_from", "out_of_fold"]

FOLDS = 3
FEW_FOLDS = 2
"""Where half of the rows are as many as a model may learn from, more folds would teach it nothing."""


def out_of_fold(fit: Fit, dataset: Dataset, *, seed: int) -> Floats:
    """Return the champion's scores of the training rows with known labels, none made by a model that learnt from the row's own group.

    Parameters
    ----------
    fit
        Of which the champion is fitted again, once for each fold, on as many rows as its effort allows.
    dataset
        The data set it was fitted on.
    seed
        Of the folds.

    Returns
    -------
    Floats
        Shape (rows of `learnt_from`,), in their order; calibrated as the champion is.
    """
    rows = np.flatnonzero(learnt_from(fit, dataset))
    folds = FEW_FOLDS if len(rows) >= FEW_FOLDS * BUDGETS[fit.effort].allowance(_family(fit, dataset).cost).rows else FOLDS
    fold = group_folds(dataset.group[rows], folds, seed=seed)

    def score(number: int) -> Floats:
        scored = rows[fold == number]
        part = dataset.part.copy()
        part[scored] = "unlabelled"
        history = None if dataset.history is None else dataset.history.where(scored)
        return _fitted_again(fit, replace(dataset, part=part), seed=seed).predict(dataset.features.iloc[scored], history)

    scores = np.full(len(rows), np.nan)
    for number, found in enumerate(side_by_side(score, range(folds), threads=fit.threads)):
        scores[fold == number] = found
    return scores


def learnt_from(fit: Fit, dataset: Dataset) -> Bools:
    """Return the mask (shape (n,)) of the rows that the champion learnt from: train, or all but test of a small table without time."""
    mask = known_in(dataset, "train")
    if fit.question.kind == "binary" and is_timeless(dataset):
        mask = mask | known_in(dataset, "tune") | known_in(dataset, "calibrate")
    return mask


def _fitted_again(fit: Fit, dataset: Dataset, *, seed: int) -> Fitted:
    """The champion, fitted on the train part of this data set."""
    family = _family(fit, dataset)
    kept = learnt_from(fit, dataset)
    most = BUDGETS[fit.effort].allowance(family.cost).rows
    rows = dataset.where(known_in(dataset, "train", most=most, seed=seed) if kept.sum() > most else kept)
    features = tidy(rows.features, fit.best.columns)
    prepare = preparation(features, family.shape).fit(features)
    known = Rows(np.asarray(prepare.transform(features), dtype=np.float64), rows.label, rows.weight, rows.history)
    estimator, _ = family.fit(fit.best.parameters, known, None, Machine(fit.seed, fit.threads))
    return replace(fit.best, pipeline=Pipeline([("prepare", prepare), ("model", estimator)]))


def _family(fit: Fit, dataset: Dataset) -> Family:
    """Return the champion's family as it was fitted."""
    budget = BUDGETS[fit.effort]
    if fit.question.kind == "binary":
        return refittable(fit.champion, budget, small=is_timeless(dataset), sequences=fit.best.reads_history)
    return next(family for family in regressors(budget, zero_heavy=True) if family.name == fit.champion)
