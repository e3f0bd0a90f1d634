"""Do two columns together give the answer away, where neither does alone?

`dependence` knows pairs of values; this knows pairs that need a threshold: a price that means another thing in every category, two amounts
whose difference is the answer, two times that differ only where something happened. A pair is screened by the out-of-fold rate of the label
(or the mean rank of an amount) in the cells of both columns' bins, and confirmed, for a yes-or-no answer, by a small decision tree.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
import pandas as pd
from scipy.stats import rankdata
from sklearn.model_selection import cross_val_predict
from sklearn.tree import DecisionTreeClassifier

from footfall.dataset.dataset import Floats, Ints
from footfall.evaluation.strength import Folds, Strength, as_numbers, auc_of, binned, explained, folds_of, out_of_fold_means

__all__ = ["How", "Pair", "pairs_of_amount", "pairs_of_label"]

COLUMNS = 24
"""Most columns that are tried in pairs, the strongest alone: 276 pairs, some two seconds at 15,000 rows."""
CELLS = 20_000
"""Most cells (values of one column times values of the other)."""
SCREENED = 0.97
"""ROC AUC of the cells from which a tree looks closer: of 40 bins a threshold cuts one in two, which costs no more than 0.02."""
TOGETHER = 0.99
"""ROC AUC (of an amount: share of the rank variance) of a pair from which it is the answer; as for one column alone."""
GAINED = 0.01
"""What a pair must add to its better column: else the column is the finding."""
GAP, GAP_GAINED = 0.90, 0.10
"""ROC AUC of the difference of two numbers that is worth a warning, and what it must add to each of them alone. Of the
100 clean tables of docs/explanation/audit.md none gives it."""

How = Literal["cells", "difference", "sum", "product", "ratio"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two columns, and what they reach together.

    Parameters
    ----------
    columns
        Their names.
    how
        ``cells`` (their values together), or what is computed of them: ``difference``, ``sum``, ``product``, ``ratio``.
    strength
        Out-of-fold ROC AUC, or share of the rank variance of an amount.
    alone
        The better of the two columns alone, on the same scale.
    """

    columns: tuple[str, str]
    how: How
    strength: float
    alone: float

    @property
    def certain(self) -> bool:
        """Whether the two are the answer, not only close to it."""
        return self.strength >= TOGETHER


def pairs_of_label(columns: pd.DataFrame, label: Floats, alone: list[Strength], *, seed: int) -> list[Pair]:
    """Return the pairs that tell a yes-or-no answer, strongest first.

    Parameters
    ----------
    columns
        n rows.
    label
        Shape (n,), 0 or 1.
    alone
        Each column's strength alone.
    seed
        Of the folds.
    """
    kept, by = _kept(columns, alone)
    folds = folds_of(label, seed=seed)
    found = []
    for one, two in combinations(kept, 2):
        best = max(by[one], by[two])
        if (gap := _gap(columns[one], columns[two], label)) >= max(GAP, best + GAP_GAINED):
            found.append(Pair((one, two), "difference", gap, best))
    for one, two, code in _cells(columns, kept):
        best = max(by[one], by[two])
        screened = auc_of(label, out_of_fold_means(code, label, folds))
        if screened < max(SCREENED, best + GAINED):
            continue
        confirmed = max(screened, _tree_auc(columns[[one, two]], label, folds))
        if confirmed >= max(TOGETHER, best + GAINED):
            found.append(Pair((one, two), "cells", confirmed, best))
    return sorted(found, key=lambda each: (-each.strength, each.columns))


def pairs_of_amount(columns: pd.DataFrame, ranks: Floats, alone: list[Strength], *, seed: int) -> list[Pair]:
    """Return the pairs that tell an amount, strongest first.

    Parameters
    ----------
    columns
        n rows.
    ranks
        Shape (n,): ranks of the amounts, ties at their mean.
    alone
        Each column's share of the rank variance.
    seed
        Of the folds.
    """
    kept, by = _kept(columns, alone)
    folds = folds_of(ranks, seed=seed)
    cells = {(one, two): explained(ranks, out_of_fold_means(code, ranks, folds)) for one, two, code in _cells(columns, kept)}
    found = []
    for one, two in combinations(kept, 2):
        least = max(TOGETHER, max(by[one], by[two]) + GAINED)
        ways = [*_computed(columns[one], columns[two], ranks), (cells.get((one, two), 0.0), "cells")]
        told = [(share, how) for share, how in ways if share >= least]
        found += [Pair((one, two), how, share, max(by[one], by[two])) for share, how in told[:1]]
    return sorted(found, key=lambda each: (-each.strength, each.columns))


def _computed(one: pd.Series, two: pd.Series, ranks: Floats) -> list[tuple[float, How]]:
    """Return, for what is computed of two numbers, its squared rank correlation with an amount's ranks; nothing of words."""
    if not (pd.api.types.is_numeric_dtype(one) and pd.api.types.is_numeric_dtype(two)):
        return []
    a, b = (each.to_numpy(np.float64, na_value=np.nan) for each in (one, two))
    with np.errstate(divide="ignore", invalid="ignore"):
        made: list[tuple[Floats, How]] = [(a + b, "sum"), (a - b, "difference"), (a * b, "product"), (a / b, "ratio")]
    return [(_rank_correlation(values, ranks) ** 2, how) for values, how in made]


def _rank_correlation(values: Floats, ranks: Floats) -> float:
    """Return Spearman's coefficient of the rows where there is a value; 0 where these are less than half, or nothing varies."""
    known = np.isfinite(values)
    if known.mean() < 0.5 or np.ptp(values[known]) == 0 or np.ptp(ranks[known]) == 0:
        return 0.0
    return float(np.corrcoef(rankdata(values[known]), ranks[known])[0, 1])


def _kept(columns: pd.DataFrame, alone: list[Strength]) -> tuple[list[str], dict[str, float]]:
    """Return the strongest columns in their own order, and the strength of every column alone."""
    by = {each.column: each.alone for each in alone}
    strongest = {each.column for each in alone[:COLUMNS]}
    return [str(name) for name in columns if str(name) in strongest], by


def _cells(columns: pd.DataFrame, kept: list[str]) -> Iterator[tuple[str, str, Ints]]:
    """Yield each pair with the number of each row's cell."""
    coded = {name: binned(columns[name]) for name in kept}
    sizes = {name: int(code.max(initial=0)) + 1 for name, code in coded.items()}
    for one, two in combinations(kept, 2):
        if sizes[one] * sizes[two] <= CELLS:
            yield one, two, coded[one] * sizes[two] + coded[two]


def _gap(one: pd.Series, two: pd.Series, label: Floats) -> float:
    """Return how well the difference of two numbers ranks the answer, with its sign or without; 0.5 where it cannot be had."""
    if not (pd.api.types.is_numeric_dtype(one) and pd.api.types.is_numeric_dtype(two)):
        return 0.5
    gap = two.to_numpy(np.float64, na_value=np.nan) - one.to_numpy(np.float64, na_value=np.nan)
    both = ~np.isnan(gap)
    if both.mean() < 0.5 or not 0 < label[both].sum() < both.sum():
        return 0.5
    return max(_either(label[both], gap[both]), _either(label[both], np.abs(gap[both])))


def _either(label: Floats, score: Floats) -> float:
    """Return the ROC AUC of a score taken in its better direction, 0.5 to 1."""
    auc = auc_of(label, rankdata(score))
    return max(auc, 1.0 - auc)


def _tree_auc(columns: pd.DataFrame, label: Floats, folds: Folds) -> float:
    """Return the out-of-fold ROC AUC of a small tree over some columns; a missing value is lower than any number."""
    matrix = np.column_stack([np.nan_to_num(as_numbers(columns[name]), nan=-1e18) for name in columns])
    tree = DecisionTreeClassifier(min_samples_leaf=3, random_state=0)
    return auc_of(label, cross_val_predict(tree, matrix, label, cv=folds, method="predict_proba")[:, 1])
