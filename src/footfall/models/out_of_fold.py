"""What would the champion have said of the rows it learnt from?

Its scores of the rows that taught it (`learnt_from`: train, with tune where it was fitted again on both, and all but the test part where
rows have no time) would flatter it. Here it is fitted again, with its own parameters, on all folds but one, and scores that one; groups
stay whole. The other parts need none of this, and of a small table `cross_fit` has said it already.
"""

from dataclasses import replace

import numpy as np
from sklearn.pipeline import Pipeline

from footfall.dataset.dataset import Bools, Dataset, Floats
from footfall.measures.splits import group_folds, sample_rows
from footfall.models.budget import BUDGETS
from footfall.models.classification import refittable
from footfall.models.family import Family, Machine, Rows
from footfall.models.fitted import Fit, Fitted
from footfall.models.preparation import preparation, tidy
from footfall.models.regression import regressors
from footfall.models.side_by_side import side_by_side
from footfall.models.training import click_column, is_timeless, known_in, teaches_again

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
    if fit.champion in fit.held_out:
        return fit.held_out[fit.champion]
    rows = np.flatnonzero(learnt_from(fit, dataset))
    folds = FEW_FOLDS if len(rows) >= FEW_FOLDS * BUDGETS[fit.effort].allowance(_family(fit).cost).rows else FOLDS
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
    """Return the mask (shape (n,)) of the rows that the champion learnt from.

    Train; of a yes-or-no question tune too, where it was fitted again (`training.teaches_again`), and of a small table without time all
    rows but test.
    """
    mask = known_in(dataset, "train")
    if fit.question.kind != "binary":
        return mask
    if is_timeless(dataset):
        return mask | known_in(dataset, "tune") | known_in(dataset, "calibrate")
    return mask | known_in(dataset, "tune") if teaches_again(dataset) and not fit.best.reads_history else mask


def _fitted_again(fit: Fit, dataset: Dataset, *, seed: int) -> Fitted:
    """The champion, fitted on the rows of this data set that teach it."""
    family = _family(fit)
    kept = np.flatnonzero(learnt_from(fit, dataset))
    most = BUDGETS[fit.effort].allowance(family.cost).rows
    rows = dataset.where(np.isin(np.arange(len(dataset)), kept[sample_rows(len(kept), most, seed=seed)]))
    features = tidy(rows.features, fit.best.columns)
    prepare = preparation(features, family.shape).fit(features)
    matrix = np.asarray(prepare.transform(features), dtype=np.float64)
    column = click_column(prepare, family.shape) if fit.question.kind == "binary" and rows.asked_at_clicks else None
    known = Rows(matrix, rows.label, rows.weight, rows.history, column)
    estimator, _ = family.fit(fit.best.parameters, known, None, Machine(fit.seed, fit.threads))
    return replace(fit.best, pipeline=Pipeline([("prepare", prepare), ("model", estimator)]))


def _family(fit: Fit) -> Family:
    """Return the champion's family as it was fitted."""
    budget = BUDGETS[fit.effort]
    if fit.question.kind == "binary":
        return refittable(fit.champion, budget, sequences=fit.best.reads_history)
    return next(family for family in regressors(budget, zero_heavy=True) if family.name == fit.champion)
