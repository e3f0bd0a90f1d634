"""How much of the answer does one column carry?

The out-of-fold ROC AUC of each column alone, of all together, and of all but one; and of whether a column is filled in. Small boosted trees
stand for "a model": what they find, others find.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.stats import rankdata
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import KFold, StratifiedKFold, cross_val_predict
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from footfall.dataset.dataset import Floats, Ints

__all__ = [
    "Folds", "Strength", "as_numbers", "auc_of", "binned", "explained", "folds_of", "missingness", "out_of_fold_means", "single",
    "single_of_amount", "standard_error", "strongest",
]  # fmt: skip

Folds = list[tuple[Ints, Ints]]
"""Positions of the rows that teach, and of those held out."""

ALONE, LOST, CARRIED = 0.80, 0.05, 0.25
"""A column is flagged when alone it reaches ALONE, when LOST of AUC above 0.5 goes with it, and when that is CARRIED of all of it.

On `uci-468`, `PageValues` (a value that the publisher computes from transactions) has 0.84, 0.15 and 0.35; honest columns of a shop stay
far below the last two, because what one says others say too.
"""
CANDIDATES = 3
FOLDS = 3
BINS = 40
FEWEST_KNOWN = 100


@dataclass(frozen=True, slots=True)
class Strength:
    """ROC AUCs of a column: alone, of all columns, and of all without it (0.5 where not measured)."""

    column: str
    alone: float
    everything: float = 0.5
    without: float = 0.5

    @property
    def lost(self) -> float:
        """AUC above 0.5 that goes with the column; what lies below 0.5 is chance and nothing to lose."""
        return max(self.everything - max(self.without, 0.5), 0.0)

    @property
    def carried(self) -> float:
        """Share of the AUC above 0.5 that goes with the column, 0 to 1; 0 where nothing lies above."""
        return self.lost / (self.everything - 0.5) if self.everything > 0.5 else 0.0


def single(columns: pd.DataFrame, label: Floats, *, seed: int) -> list[Strength]:
    """Return each column's out-of-fold AUC alone, strongest first.

    The score of a row is the rate of the label among the other folds' rows with the same value: a category, or one of 40 quantile bins.
    """
    folds = folds_of(label, seed=seed)
    strengths = [Strength(str(name), auc_of(label, out_of_fold_means(binned(columns[name]), label, folds))) for name in columns]
    return sorted(strengths, key=lambda each: (-each.alone, each.column))


def single_of_amount(columns: pd.DataFrame, ranks: Floats, *, seed: int) -> list[Strength]:
    """Return what each column alone explains of the ranks of an amount (shape (n,)), as `single` measures it, strongest first."""
    folds = folds_of(ranks, seed=seed)
    strengths = [Strength(str(name), explained(ranks, out_of_fold_means(binned(columns[name]), ranks, folds))) for name in columns]
    return sorted(strengths, key=lambda each: (-each.alone, each.column))


def strongest(columns: pd.DataFrame, label: Floats, alone: list[Strength], *, seed: int) -> list[Strength]:
    """Return the columns that carry most of the answer, by the rule above."""
    candidates = [each for each in alone[:CANDIDATES] if each.alone >= ALONE]
    if not candidates or columns.shape[1] < 2:
        return []
    matrix = pd.DataFrame({str(name): as_numbers(columns[name]) for name in columns})
    everything = boosted_auc(matrix, label, seed)
    measured = [
        replace(each, everything=everything, without=boosted_auc(matrix.drop(columns=[each.column]), label, seed)) for each in candidates
    ]
    return [each for each in measured if each.lost >= LOST and each.carried >= CARRIED]


def missingness(columns: pd.DataFrame, label: Floats) -> list[tuple[str, float]]:
    """Return the AUC, at least 0.5, of whether each partly filled column is filled in."""
    partly = {str(name): columns[name].isna().to_numpy(np.float64) for name in columns if 0 < columns[name].isna().mean() < 1}
    aucs = {name: float(roc_auc_score(label, missing)) for name, missing in partly.items()}
    return [(name, max(auc, 1.0 - auc)) for name, auc in aucs.items()]


def folds_of(label: Floats, *, seed: int) -> Folds:
    """Return three folds, each with its share of positives where the label is 0 or 1."""
    binary = bool(np.isin(label, (0.0, 1.0)).all())
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed) if binary else KFold(FOLDS, shuffle=True, random_state=seed)
    return list(folds.split(np.zeros(len(label)), label))


def out_of_fold_means(code: Ints, label: Floats, folds: Folds) -> Floats:
    """Return each row's mean label among the other folds' rows of its code, shrunk to the mean of all by one row."""
    score = np.zeros(len(label))
    size = int(code.max(initial=0)) + 1
    for train, held in folds:
        totals = np.bincount(code[train], weights=label[train], minlength=size)
        counts = np.bincount(code[train], minlength=size)
        score[held] = ((totals + label[train].mean()) / (counts + 1))[code[held]]
    return score


def auc_of(label: Floats, score: Floats) -> float:
    """Return the ROC AUC by ranks, ties at their mean (the Mann-Whitney statistic; Hanley and McNeil 1982)."""
    positives = float(label.sum())
    negatives = len(label) - positives
    return float((rankdata(score)[label == 1].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def explained(truth: Floats, score: Floats) -> float:
    """Return the share of the variance that a score explains: 1 - SSE / SST, 0 where nothing varies."""
    total = float(np.square(truth - truth.mean()).sum())
    return 1.0 - float(np.square(truth - score).sum()) / total if total > 0 else 0.0


def standard_error(auc: float, positives: int, negatives: int) -> float:
    """Return the standard error of a ROC AUC (Hanley and McNeil 1982, "The meaning and use of the area under a ROC curve", formula 2)."""
    q1, q2 = auc / (2 - auc), 2 * auc**2 / (1 + auc)
    variance = auc * (1 - auc) + (positives - 1) * (q1 - auc**2) + (negatives - 1) * (q2 - auc**2)
    return float(np.sqrt(variance / (positives * negatives)))


def binned(column: pd.Series) -> Ints:
    """Return the number of each value's category or quantile bin; missing values and those that many rows share have their own."""
    if pd.api.types.is_numeric_dtype(column) and column.nunique() > BINS:
        values = column.to_numpy(np.float64, na_value=np.nan)
        edges = np.unique(np.nanquantile(values, np.linspace(0, 1, BINS + 1)[1:-1]))
        filled = np.nan_to_num(values, nan=np.inf)
        below, up_to = (np.searchsorted(edges, filled, side=side).astype(np.int64) for side in ("left", "right"))
        code: Ints = below + up_to + 1
        code[np.isnan(values)] = 0
        return code
    return pd.factorize(column)[0].astype(np.int64) + 1


def as_numbers(column: pd.Series) -> Floats:
    """Return a column as boosted trees take it: numbers as they are, categories by their frequency rank."""
    if pd.api.types.is_numeric_dtype(column):
        return column.to_numpy(np.float64, na_value=np.nan)
    rank = {value: place for place, value in enumerate(column.value_counts().index)}
    return column.map(rank).to_numpy(np.float64, na_value=np.nan)


def boosted_auc(matrix: pd.DataFrame, label: Floats, seed: int) -> float:
    """Return the cross-validated AUC of small boosted trees."""
    model = HistGradientBoostingClassifier(max_iter=80, learning_rate=0.1, max_leaf_nodes=15, random_state=seed)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    rare = matrix.columns[matrix.notna().sum() < FEWEST_KNOWN]  # such a column may be empty in a fold, which the trees cannot bin
    values = matrix.assign(**{str(name): matrix[name].fillna(-1e18) for name in rare}).to_numpy(np.float64)
    with threadpool_limits(limits=1):
        score = cross_val_predict(model, values, label, cv=folds, method="predict_proba")[:, 1]
    return float(roc_auc_score(label, score))
