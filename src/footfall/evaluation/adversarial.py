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
    features = pd.DataFrame({str(name): as_numbers(dataset.features[name]) for name in dataset.features})
    time = dataset.ids["cut_off_us"].to_numpy(np.float64)
    in_time = bool(dataset.borders_us)
    clocks = tuple(str(name) for name in features if in_time and follows(features[name].to_numpy()[train], time[train]))
    features = features.drop(columns=list(clocks))
    told = told_apart(features, train, test, dataset.group, seed) if features.shape[1] else None
    if told is None:
        return None
    auc, error, rows = told
    expected = 0.5
    if in_time:
        expected = inside(features, train, test, time, dataset.group, seed)
    columns: tuple[tuple[str, float], ...] = ()
    if auc - 1.96 * error > max(BAR, expected):
        alone = single(dataset.features.loc[rows, list(features.columns)].reset_index(drop=True), test[rows].astype(np.float64), seed=seed)
        columns = tuple((each.column, each.alone) for each in alone[:NAMED] if each.alone >= TELLING)
    return Difference(auc, auc - 1.96 * error, min(1.0, auc + 1.96 * error), expected, columns, clocks)


def follows(values: Floats, time: Floats) -> bool:
    """Return whether a feature is a clock."""
    known = ~np.isnan(values)
    if known.sum() < FEWEST_ROWS or np.ptp(values[known]) == 0 or np.ptp(time[known]) == 0:
        return False
    return bool(abs(np.corrcoef(rankdata(values[known]), rankdata(time[known]))[0, 1]) >= CLOCK)


def inside(features: pd.DataFrame, train: Bools, test: Bools, time: Floats, group: Ints, seed: int) -> float:
    """Return the AUC that the drift between the halves of the training part leads one to expect."""
    start = pd.Series(time).groupby(group).transform("min").to_numpy()
    middle = np.median(start[train])
    early, late = train & (start < middle), train & (start >= middle)
    told = told_apart(features, early, late, group, seed)
    if told is None:
        return 0.5
    auc, error, _ = told
    apart = time[late].mean() - time[early].mean()
    ratio = (time[test].mean() - time[train].mean()) / apart if apart > 0 else 1.0
    upper = min(auc + 1.96 * error, 1 - 1e-6)
    return max(0.5, float(norm.cdf(norm.ppf(upper) * max(ratio, 1.0))))


def told_apart(features: pd.DataFrame, one: Bools, two: Bools, group: Ints, seed: int) -> tuple[float, float, Bools] | None:
    """Return the out-of-fold AUC by which rows of `two` are told from rows of `one`, its standard error, and the rows that were drawn."""
    rng = np.random.default_rng(seed)
    drawn = drawn_of(one, group, rng) | drawn_of(two, group, rng)
    groups = [len(np.unique(group[drawn & side])) for side in (one, two)]
    if min(int((drawn & one).sum()), int((drawn & two).sum())) < FEWEST_ROWS or min(groups) < FEWEST_GROUPS:
        return None
    matrix, label = np.nan_to_num(features.to_numpy(np.float64)[drawn], nan=MISSING), two[drawn].astype(np.float64)
    _, place = np.unique(group[drawn], return_inverse=True)
    fold = (rng.permutation(int(place.max()) + 1) % FOLDS)[place]
    score = np.zeros(len(label))
    with threadpool_limits(limits=1):
        for held in range(FOLDS):
            model = HistGradientBoostingClassifier(
                max_iter=30, learning_rate=0.15, max_leaf_nodes=8, min_samples_leaf=20, max_bins=63, early_stopping=False, random_state=seed
            )
            model.fit(matrix[fold != held], label[fold != held])
            score[fold == held] = model.predict_proba(matrix[fold == held])[:, 1]
    auc = max(auc_of(label, score), 0.5)
    return auc, standard_error(auc, groups[1], groups[0]), drawn


def drawn_of(side: Bools, group: Ints, rng: np.random.Generator) -> Bools:
    """Return whole groups of one side, at random, until `ROWS` rows are reached."""
    names, place, sizes = np.unique(group[side], return_inverse=True, return_counts=True)
    order = rng.permutation(len(names))
    kept = np.zeros(len(names), dtype=np.bool_)
    kept[order[np.cumsum(sizes[order]) <= ROWS]] = True
    drawn = np.zeros(len(side), dtype=np.bool_)
    drawn[np.flatnonzero(side)[kept[place]]] = True
    return drawn
