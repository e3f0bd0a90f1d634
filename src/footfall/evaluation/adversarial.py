"""Can the test rows be told from the training rows?

Adversarial validation: a small boosted model learns, from the features alone, which rows are of the train part and which of the test part
(a classifier two-sample test: Lopez-Paz and Oquab 2017, ICLR; for drift between training and test: Pan et al. 2020, arXiv:2004.03045). Its
out-of-fold ROC AUC is 0.5 where the two are alike. Whole groups (sessions, visitors) are held out, so that none is known by its own rows.

In a split in time some drift is ordinary: visitors gather a history, prices change. So the drift *inside* the training part, between its
first and second half, is measured too and carried forward to the distance of the test part. A feature that drifts there by itself, and in
the test part no more than that leads one to expect, is left out; what the others reach together must go beyond what they reach inside.
"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import norm
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
AGAIN = 2.0
"""How many times the drift that is expected of a feature it may drift: a shop's growth is not even."""
MISSING = -1e18
"""Stands for a missing value, below every other: the trees cannot bin a column that is empty in a fold."""
FOLDS = 3
NAMED = 3
TELLING = 0.60
"""ROC AUC of one column alone from which it is named, or drifts."""


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
    drifting
        Features left out, since they drift all the time.
    """

    auc: float
    low: float
    high: float
    expected: float
    columns: tuple[tuple[str, float], ...]
    drifting: tuple[str, ...]

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
    Distances are d' = sqrt(2) z(AUC), in standard deviations, so that they can be carried forward in proportion to time. Cost: two small
    models on at most 5,000 rows, and two rankings a feature.
    """
    labelled = ~np.isnan(dataset.label)
    train, test = labelled & (dataset.part == "train"), labelled & (dataset.part == "test")
    rng = np.random.default_rng(seed)
    one, two = drawn_of(train, dataset.group, rng), drawn_of(test, dataset.group, rng)
    halves = halves_of(dataset, train, test, rng) if dataset.borders_us else None
    drifting = drifting_of(dataset, halves, one, two) if halves is not None else ()
    names = [str(name) for name in dataset.features if str(name) not in drifting]
    told = told_apart(dataset, names, one, two, rng)
    if told is None:
        return None
    auc, error = told
    expected = expected_of(told_apart(dataset, names, halves.early, halves.late, rng), halves.ratio) if halves is not None else 0.5
    columns: tuple[tuple[str, float], ...] = ()
    if auc - 1.96 * error > max(BAR, expected):
        alone = single(dataset.features.loc[one | two, names].reset_index(drop=True), two[one | two].astype(np.float64), seed=seed)
        columns = tuple((each.column, each.alone) for each in alone[:NAMED] if each.alone >= TELLING)
    return Difference(auc, auc - 1.96 * error, min(1.0, auc + 1.96 * error), expected, columns, drifting)


@dataclass(frozen=True, slots=True)
class Halves:
    """Rows drawn of the first and the second half of the training part, and the distance in time of the test part to it, in theirs."""

    early: Bools
    late: Bools
    ratio: float


def halves_of(dataset: Dataset, train: Bools, test: Bools, rng: np.random.Generator) -> Halves | None:
    """Return the halves of the training part by the time of the cut-off, None where there is no time between them."""
    time = dataset.ids["cut_off_us"].to_numpy(np.float64)
    middle = np.median(time[train]) if train.any() else 0.0
    early, late = train & (time < middle), train & (time >= middle)
    if not early.any() or not late.any() or not test.any():
        return None
    apart = time[late].mean() - time[early].mean()
    ratio = (time[test].mean() - time[train].mean()) / apart if apart > 0 else 1.0
    return Halves(drawn_of(early, dataset.group, rng), drawn_of(late, dataset.group, rng), max(float(ratio), 1.0))


def drifting_of(dataset: Dataset, halves: Halves, one: Bools, two: Bools) -> tuple[str, ...]:
    """Return the numbers that drift inside training, and in the test part no more than `AGAIN` times what that leads one to expect."""
    found = []
    for name in dataset.numeric:
        values = np.nan_to_num(dataset.features[name].to_numpy(np.float64), nan=MISSING)
        inside = alone(values, halves.early, halves.late)
        if inside >= TELLING and distance(alone(values, one, two)) <= AGAIN * halves.ratio * distance(inside):
            found.append(name)
    return tuple(found)


def alone(values: Floats, one: Bools, two: Bools) -> float:
    """Return the ROC AUC, at least 0.5, by which one number tells rows of `two` from rows of `one`; 0.5 where either is empty."""
    drawn = one | two
    if not one.any() or not two.any():
        return 0.5
    auc = auc_of(two[drawn].astype(np.float64), values[drawn])
    return max(auc, 1.0 - auc)


def distance(auc: float) -> float:
    """Return d', the distance of two normal distributions in standard deviations: sqrt(2) z(AUC)."""
    return float(np.sqrt(2.0) * norm.ppf(min(max(auc, 1e-6), 1 - 1e-6)))


def expected_of(told: tuple[float, float] | None, ratio: float) -> float:
    """Return the AUC that the drift inside training leads one to expect: its d', at the upper end of its interval, times `ratio`."""
    if told is None:
        return 0.5
    auc, error = told
    return max(0.5, float(norm.cdf(distance(auc + 1.96 * error) * ratio / np.sqrt(2.0))))


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
