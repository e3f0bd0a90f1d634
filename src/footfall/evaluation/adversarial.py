"""Can the test rows be told from the training rows?

Adversarial validation: a small boosted model learns, from the features alone, which rows are of the train part and which of the test part
(a classifier two-sample test: Lopez-Paz and Oquab 2017, ICLR; for drift between training and test: Pan et al. 2020, arXiv:2004.03045). Its
out-of-fold ROC AUC is 0.5 where the two are alike. Whole groups (sessions, visitors) are held out, so that none is known by its own rows.

In a split in time some drift is ordinary: visitors gather a history, prices change. So the drift *inside* the training part, between its
first and second half, is measured too and carried forward to the distance of the test part; only what goes beyond it is worth a warning.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import norm, rankdata
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from footfall.dataset.dataset import Bools, Dataset, Floats, Ints
from footfall.evaluation.strength import as_numbers, auc_of, single, standard_error

__all__ = ["BAR", "Difference", "parts_apart"]

BAR = 0.70
"""ROC AUC that the lower end must pass. At 0.70 two normal distributions lie 0.74 standard deviations apart (d' = sqrt(2) z(AUC)), between
Cohen's (1988) medium effect of 0.5 and large one of 0.8."""
ROWS = 2_500
"""Most rows of either side, drawn by whole groups."""
FEWEST_ROWS, FEWEST_GROUPS = 200, 50
"""Of either side; fewer tell nothing."""
CLOCK = 0.95
"""Rank correlation with the time of the cut-off, within the train part, from which a feature is a clock: it differs by construction."""
MISSING = -1e18
"""Stands for a missing value, below every other: the trees cannot bin a column that is empty in a fold."""
FOLDS = 3
NAMED = 3
TELLING = 0.60
"""ROC AUC of one column alone from which it is named."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How far train and test can be told apart.

    Parameters
    ----------
    auc, low, high
        Out-of-fold ROC AUC, and its 95 % interval by the number of groups.
    expected
        The AUC that the drift inside the training part leads one to expect; 0.5 where the split is at random.
    columns
        The columns that tell most, with the AUC of each alone.
    clocks
        Features left out, since they follow the time of the cut-off.
    """

    auc: float
    low: float
    high: float
    expected: float
    columns: tuple[tuple[str, float], ...]
    clocks: tuple[str, ...]

    @property
    def unusual(self) -> bool:
        """Whether it passes the bar, and what was to be expected."""
        return self.low > max(BAR, self.expected)


def parts_apart(dataset: Dataset, *, seed: int) -> Difference | None:
    """Measure how far the test rows can be told from the training rows.

    Returns
    -------
    Difference or None
        None where either part has too few rows or groups.

    Notes
    -----
    The drift that the training part leads one to expect is d' (the distance in standard deviations, ``sqrt(2) z(AUC)``) between its
    halves, at the upper end of its interval, times the ratio of the distances in time. Cost: two small models on at most 5,000 rows.
    """
    labelled = ~np.isnan(dataset.label)
    train, test = labelled & (dataset.part == "train"), labelled & (dataset.part == "test")
    time, in_time, rng = dataset.ids["cut_off_us"].to_numpy(np.float64), bool(dataset.borders_us), np.random.default_rng(seed)
    one, two = drawn_of(train, dataset.group, rng), drawn_of(test, dataset.group, rng)
    clocks = clocks_of(dataset, one, time) if in_time else ()
    names = [str(name) for name in dataset.features if str(name) not in clocks]
    told = told_apart(dataset, names, one, two, rng)
    if told is None:
        return None
    auc, error = told
    expected = inside(dataset, names, train, test, time, rng) if in_time else 0.5
    columns: tuple[tuple[str, float], ...] = ()
    if auc - 1.96 * error > max(BAR, expected):
        alone = single(dataset.features.loc[one | two, names].reset_index(drop=True), two[one | two].astype(np.float64), seed=seed)
        columns = tuple((each.column, each.alone) for each in alone[:NAMED] if each.alone >= TELLING)
    return Difference(auc, auc - 1.96 * error, min(1.0, auc + 1.96 * error), expected, columns, clocks)


def clocks_of(dataset: Dataset, rows: Bools, time: Floats) -> tuple[str, ...]:
    """Return the features that follow the time of the cut-off."""
    drawn = dataset.features.loc[rows]
    return tuple(name for name in dataset.numeric if follows(drawn[name].to_numpy(np.float64), time[rows]))


def follows(values: Floats, time: Floats) -> bool:
    """Return whether a feature is a clock."""
    known = ~np.isnan(values)
    if known.sum() < FEWEST_ROWS or np.ptp(values[known]) == 0 or np.ptp(time[known]) == 0:
        return False
    return bool(abs(np.corrcoef(rankdata(values[known]), rankdata(time[known]))[0, 1]) >= CLOCK)


def inside(dataset: Dataset, names: list[str], train: Bools, test: Bools, time: Floats, rng: np.random.Generator) -> float:
    """Return the AUC that the drift between the halves of the training part leads one to expect."""
    start = pd.Series(time[train]).groupby(dataset.group[train]).transform("min").to_numpy()
    early, late = np.zeros(len(train), dtype=np.bool_), np.zeros(len(train), dtype=np.bool_)
    early[train], late[train] = start < np.median(start), start >= np.median(start)
    told = told_apart(dataset, names, drawn_of(early, dataset.group, rng), drawn_of(late, dataset.group, rng), rng)
    if told is None:
        return 0.5
    auc, error = told
    apart = time[late].mean() - time[early].mean()
    ratio = (time[test].mean() - time[train].mean()) / apart if apart > 0 else 1.0
    upper = min(auc + 1.96 * error, 1 - 1e-6)
    return max(0.5, float(norm.cdf(norm.ppf(upper) * max(ratio, 1.0))))


def told_apart(dataset: Dataset, names: list[str], one: Bools, two: Bools, rng: np.random.Generator) -> tuple[float, float] | None:
    """Return the out-of-fold AUC by which rows of `two` are told from rows of `one`, and its standard error by the number of groups."""
    drawn, group = one | two, dataset.group
    groups = [len(np.unique(group[side])) for side in (one, two)]
    if not names or min(int(one.sum()), int(two.sum())) < FEWEST_ROWS or min(groups) < FEWEST_GROUPS:
        return None
    rows = dataset.features.loc[drawn, names]
    matrix = np.nan_to_num(np.column_stack([as_numbers(rows[name]) for name in names]), nan=MISSING)
    label = two[drawn].astype(np.float64)
    _, place = np.unique(group[drawn], return_inverse=True)
    fold = (rng.permutation(int(place.max()) + 1) % FOLDS)[place]
    score = np.zeros(len(label))
    with threadpool_limits(limits=1):
        for held in range(FOLDS):
            model = HistGradientBoostingClassifier(
                max_iter=30, learning_rate=0.15, max_leaf_nodes=8, max_bins=63, early_stopping=False, random_state=0
            )
            model.fit(matrix[fold != held], label[fold != held])
            score[fold == held] = model.predict_proba(matrix[fold == held])[:, 1]
    auc = max(auc_of(label, score), 0.5)
    return auc, standard_error(auc, groups[1], groups[0])


def drawn_of(side: Bools, group: Ints, rng: np.random.Generator) -> Bools:
    """Return whole groups of one side, at random, until `ROWS` rows are reached."""
    names, place, sizes = np.unique(group[side], return_inverse=True, return_counts=True)
    order = rng.permutation(len(names))
    kept = np.zeros(len(names), dtype=np.bool_)
    kept[order[np.cumsum(sizes[order]) <= ROWS]] = True
    drawn = np.zeros(len(side), dtype=np.bool_)
    drawn[np.flatnonzero(side)[kept[place]]] = True
    return drawn
