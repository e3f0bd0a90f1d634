"""Which features does the champion lean on?

Permutation importance (Breiman, Machine Learning 45, 2001; Fisher, Rudin & Dominici, JMLR 20, 2019): how much worse it orders the test
rows once a feature's values are dealt out at random. Features that say the same share their importance, so a small one is no proof of
uselessness. It explains the model, not the world, and not a single score (`scoring.reasons` does that).
"""

from typing import Literal

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from footfall.dataset.dataset import Dataset, Floats
from footfall.evaluation.result import Driver
from footfall.measures.ranking import Ranking, normalised_gini
from footfall.measures.splits import sample_rows
from footfall.models.fitted import Fitted
from footfall.models.preparation import blocks, tidy

__all__ = ["drivers"]

SHUFFLES = 3
"""Times that each feature is shuffled."""
WEAK = 0.1
"""Rank correlation of feature and score below which the direction is called mixed."""
HISTORY = "history"
HISTORY_DOC = "What was seen in this session so far, in its order."
ROWS = 4_000
"""Rows that are shuffled at most: whole groups, sampled."""


def drivers(model: Fitted, test: Dataset, *, seed: int, most: int = 15, rows: int = ROWS) -> tuple[Driver, ...]:
    """Return the features that matter most, the most important first.

    Parameters
    ----------
    model
        Fitted.
    test
        Rows with known labels that it has not learnt from.
    seed
        Of the sample and the shuffles.
    most
        How many to return.
    rows
        Most rows used. Time is O(features * shuffles * rows).

    Returns
    -------
    tuple of Driver
        `importance` is the mean loss of ROC AUC (of normalised Gini for amounts) over the shuffles, `low` and `high` two of their
        standard deviations away from it.
    """
    sample = test.where(sample_rows(len(test.label), rows, seed=seed))
    tidied = tidy(sample.features, model.columns)
    matrix = model.prepared(sample.features, sample.history)
    score = model.from_matrix(matrix)
    whole = _order(sample.label, score)
    rng = np.random.default_rng(seed)
    orders = [rng.permutation(len(matrix)) for _ in range(SHUFFLES)]
    found = []
    for feature, columns in _blocks(model, matrix.shape[1]).items():
        losses = [whole - _order(sample.label, _shuffled(model, matrix, columns, order)) for order in orders]
        mean, spread = float(np.mean(losses)), 2.0 * float(np.std(losses))
        direction = "mixed" if feature == HISTORY else _direction(tidied[feature], score)
        doc = HISTORY_DOC if feature == HISTORY else sample.docs.get(feature, "")
        found.append(Driver(feature, doc, mean, mean - spread, mean + spread, direction))
    return tuple(sorted(found, key=lambda driver: (-driver.importance, driver.feature))[:most])


def _blocks(model: Fitted, width: int) -> dict[str, list[int]]:
    """The columns of the matrix that come from each feature; those beyond hold what the model makes of the history, dealt out together."""
    found = blocks(model.pipeline["prepare"])
    known = sum(map(len, found.values()))
    return {**found, HISTORY: list(range(known, width))} if width > known else found


def _shuffled(model: Fitted, matrix: Floats, columns: list[int], order: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Floats:
    """Return the scores when some columns' values are dealt out in another order; the matrix is put back as it was."""
    kept = matrix[:, columns].copy()
    matrix[:, columns] = kept[order]
    score = model.from_matrix(matrix)
    matrix[:, columns] = kept
    return score


def _order(label: Floats, score: Floats) -> float:
    """Return how well scores order labels: ROC AUC of yes and no, normalised Gini of amounts; 0 where it cannot be had."""
    ranking = Ranking.of(label, score)
    if np.isin(label, (0.0, 1.0)).all():
        return ranking.steps().roc_auc() or 0.0
    return normalised_gini(ranking, Ranking.of(label, label)) or 0.0


def _direction(column: pd.Series, score: Floats) -> Literal["raises", "lowers", "mixed"]:
    """Return which way the score goes with the values, by their rank correlation; `mixed` below `WEAK`, or where values are words."""
    if not pd.api.types.is_numeric_dtype(column):
        return "mixed"
    values = column.to_numpy(dtype=np.float64)
    known = ~np.isnan(values)
    if known.sum() < 3 or np.ptp(values[known]) == 0 or np.ptp(score[known]) == 0:
        return "mixed"
    correlation = float(np.corrcoef(rankdata(values[known]), rankdata(score[known]))[0, 1])
    if abs(correlation) < WEAK:
        return "mixed"
    return "raises" if correlation > 0 else "lowers"
