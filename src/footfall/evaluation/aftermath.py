"""Was a column written after the outcome?

Three traces that an outcome leaves in columns: a value that only those have to whom it happened (a reason for the return, a date of
payment); an aggregate that counts the row's own outcome in; and an identifier that was given out, or sorted, by the outcome.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from footfall.dataset.dataset import Bools, Floats, Ints
from footfall.evaluation.strength import auc_of, binned, folds_of, out_of_fold_means

__all__ = ["OneSided", "OwnRow", "id_order", "one_sided", "own_rows"]

FEWEST = 30
"""Fewest rows behind a value."""
PURE = 0.99
"""Share of those rows that have the rarer answer."""
VALUES = 200
"""Most different values of a column whose values are looked at one by one."""
GROUPS = 30
"""Fewest groups of an aggregate."""
BEYOND = 0.10
"""How far an aggregate may agree with the outcome beyond what chance leaves to know."""
AGREEING = 0.80
"""Squared correlation with the outcome's mean or sum of the group from which an aggregate is looked at."""


@dataclass(frozen=True, slots=True)
class OneSided:
    """A value that only rows of the rarer answer have: `column` is `what` in `rows` rows, `rarer` of which have it; `base` is its share."""

    column: str
    what: str
    rows: int
    rarer: int
    base: float


def one_sided(columns: pd.DataFrame, label: Floats) -> list[OneSided]:
    """Return, of each column, the commonest value that only rows of the rarer answer have.

    Looked at: whether it is filled in, whether it is zero, and each value where there are few. That the *commoner* answer is certain
    somewhere is ordinary (a visit of one page buys nothing) and no finding.
    """
    rarer = label if label.mean() <= 0.5 else 1.0 - label
    found = []
    for name in columns:
        sided = [each for what, rows in _sets(columns[name]) if (each := _sided(str(name), what, rows, rarer)) is not None]
        found += sorted(sided, key=lambda each: -each.rows)[:1]
    return found


def _sets(column: pd.Series) -> list[tuple[str, Bools]]:
    """Return sets of rows that a reader can name."""
    missing = column.isna().to_numpy(dtype=np.bool_)
    sets: list[tuple[str, Bools]] = [("filled in", ~missing), ("missing", missing)] if 0 < missing.mean() < 1 else []
    if pd.api.types.is_numeric_dtype(column):
        zero = (column == 0).to_numpy(dtype=np.bool_, na_value=False)
        sets += [("not zero", ~zero & ~missing)] if zero.any() else []
    counts = column.value_counts()
    if len(counts) <= VALUES:
        sets += [(f"{value!s:.40}", (column == value).to_numpy(dtype=np.bool_, na_value=False)) for value in counts.index[counts >= FEWEST]]
    return sets


def _sided(name: str, what: str, rows: Bools, rarer: Floats) -> OneSided | None:
    """Return a set of rows that hold nearly only the rarer answer (`PURE`), if they are enough and not all."""
    n, k = int(rows.sum()), int(rarer[rows].sum())
    return OneSided(name, what, n, k, float(rarer.mean())) if FEWEST <= n < len(rows) and k >= PURE * n else None


@dataclass(frozen=True, slots=True)
class OwnRow:
    """An aggregate that holds the outcome of its own rows.

    Parameters
    ----------
    column, group
        The aggregate, and the column whose groups it is constant in.
    agreement
        Squared correlation with the outcome's mean (or sum) of the group.
    knowable
        The most that anything made without these rows could reach: the share of the groups' variance that is not chance.
    """

    column: str
    group: str
    agreement: float
    knowable: float


def own_rows(columns: pd.DataFrame, answer: Floats) -> list[OwnRow]:
    """Return the columns that are aggregates of the answer over groups, each row's own answer in.

    Parameters
    ----------
    columns
        n rows.
    answer
        Shape (n,): 0/1 or amounts, without missing values.

    Notes
    -----
    The mean of a group of n rows is what is true of the group plus chance of variance s^2 / n. A column that was made without these rows
    knows nothing of that chance, so its squared correlation with the means is at most their reliability, 1 - mean(s^2 / n) / var(means)
    (Spearman 1910, the correction for attenuation; s^2 is the variance within groups). What agrees more was made of the outcome.
    """
    coded = {str(name): pd.factorize(columns[name])[0].astype(np.int64) for name in columns}
    keys = {name: code for name, code in coded.items() if (code >= 0).all() and GROUPS <= int(code.max(initial=0)) + 1 <= len(code) / 1.5}
    numbers = {str(name): columns[name].to_numpy(np.float64) for name in columns if pd.api.types.is_numeric_dtype(columns[name])}
    numbers = {name: values for name, values in numbers.items() if not np.isnan(values).any() and np.ptp(values) > 0}
    found: list[OwnRow] = []
    for group, code in keys.items():
        outcomes = _outcomes(code, answer)
        for name, values in numbers.items():
            if name != group and name not in {each.column for each in found} and _constant(code, values):
                each = np.bincount(code, weights=values) / np.bincount(code)
                agreeing = [(_squared(each, truth), knowable) for truth, knowable in outcomes]
                own = [(r, knowable) for r, knowable in agreeing if r >= max(AGREEING, knowable + BEYOND)]
                found += [OwnRow(name, group, *max(own))] if own else []
    return found


def _outcomes(code: Ints, answer: Floats) -> list[tuple[Floats, float]]:
    """Return the mean and the sum of the answer in each group, each with its reliability."""
    size = np.bincount(code).astype(np.float64)
    total: Floats = np.bincount(code, weights=answer).astype(np.float64)
    mean: Floats = total / size
    within = float(np.square(answer - mean[code]).sum()) / max(len(answer) - len(size), 1)
    return [(mean, _reliability(mean, within / size)), (total, _reliability(total, within * size))]


def _reliability(truth: Floats, chance: Floats) -> float:
    """Return the share of the variance that is not chance, 1 where nothing varies."""
    whole = float(np.var(truth))
    return max(0.0, 1.0 - float(chance.mean()) / whole) if whole > 0 else 1.0


def _constant(code: Ints, values: Floats) -> bool:
    """Return whether a column has one value in each group."""
    first = np.zeros(int(code.max()) + 1)
    first[code[::-1]] = values[::-1]
    return bool(np.allclose(first[code], values, rtol=1e-9, atol=0.0))


def _squared(one: Floats, two: Floats) -> float:
    """Return the squared correlation of two columns, 0 where one is constant."""
    if np.ptp(one) == 0 or np.ptp(two) == 0:
        return 0.0
    return float(np.corrcoef(one, two)[0, 1] ** 2)


def id_order(column: pd.Series, label: Floats, *, seed: int) -> float:
    """Return the out-of-fold ROC AUC of an identifier's place in order, by 40 bins: 0.5 where it was given out without the outcome."""
    if pd.api.types.is_numeric_dtype(column):
        place = column.to_numpy(np.float64, na_value=np.nan)
    else:
        place = rankdata(column.fillna("").to_numpy(dtype=str), method="min").astype(np.float64)
    return auc_of(label, out_of_fold_means(binned(pd.Series(place)), label, folds_of(label, seed=seed)))
