"""How far may a sum of predicted amounts be off?

Intervals of single amounts must not be added up: what is too high for one row is too low for another. `SumErrors` draws what the real sum
of a group may lie above its predicted sum, from rows that no choice has seen; `sum_interval` takes its quantiles; `held_share` says how
often such intervals held on halves of those rows that they were not drawn from. It fits nothing.

The draw is a residual bootstrap (Efron and Tibshirani 1993, An Introduction to the Bootstrap, ch. 9) of a random sum. Residuals
r = amount - predicted fall into c cells by predicted amount, since larger predictions miss by more. With n_c rows of the group in cell c,

    error* = sum over c of ( n_c m*_c + sqrt(n_c d) s*_c z*_c )

where m*_c and s*_c are mean and standard deviation of the cell's residuals under a resample of whole clusters (visitors), and so carry the
measured bias and how uncertain it is; z*_c is a standardised sum of n_c residuals drawn from the cell (a normal number where n_c is above
`MANY`, by the central limit theorem), which keeps the skewness of small groups; and d, at least 1, is how much more the residuals of one
cluster vary together than apart (the design effect: Kish 1965, Survey Sampling, ch. 5). Where rows were asked at several moments, each draw
takes all residuals of one moment, because the rows of a sum share the weeks that come. The interval is widened to hold the predicted sum
itself, so that a measured bias makes it longer and never leaves the figure outside, and ends at 0, which no amount is below.
"""

from dataclasses import dataclass

import numpy as np

from footfall.dataset.dataset import Bools, Floats, Ints
from footfall.measures.bootstrap import Resamples

__all__ = ["FEWEST", "Held", "Pool", "SumErrors", "held_share", "sum_interval"]

CELLS = 5
CELL_CLUSTERS = 60
"""Clusters that a cell should hold at least; with fewer there are fewer cells."""
FEWEST = 100
"""Clusters without which nothing is said."""
MANY = 400
SPLITS = 20
CHECKED = 20
"""Rows without which a group's sum is not checked."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Rows whose real amounts are known and that no choice has seen.

    Parameters
    ----------
    predicted, residual
        Shape (n,): predicted amount; real less predicted.
    cluster, moment
        Shape (n,): whose row it is; when it was asked, all 0 where rows do not share moments.
    """

    predicted: Floats
    residual: Floats
    cluster: Ints
    moment: Ints

    def where(self, rows: Bools) -> "Pool":
        """Return some of the rows."""
        return Pool(self.predicted[rows], self.residual[rows], self.cluster[rows], self.moment[rows])

    @property
    def clusters(self) -> int:
        """Number of clusters."""
        return len(np.unique(self.cluster))


@dataclass(frozen=True, slots=True)
class Held:
    """How often intervals held the real sum of groups that they were not drawn from.

    `share` of `checks` sums, each over a group of one of `splits` random halves; the checks are not independent.
    """

    share: float
    checks: int
    splits: int


@dataclass(frozen=True, slots=True)
class SumErrors:
    """What the real sum of any group may exceed its predicted sum by, drawn from a pool.

    Parameters
    ----------
    pool
        Known rows.
    edges, cell
        Where cells of predicted amounts part; the cell of each known row.
    mean, spread
        Shape (draws, cells): of the residuals of each cell in each resample.
    together
        Root of the design effect.
    seed
        Of the draws.
    """

    pool: Pool
    edges: Floats
    cell: Ints
    mean: Floats
    spread: Floats
    together: float
    seed: int

    @classmethod
    def of(cls, pool: Pool, *, draws: int, seed: int) -> "SumErrors":
        """Resample the clusters of a pool `draws` times.

        Notes
        -----
        Time O(draws * clusters * cells * moments), memory O(clusters * (draws + cells * moments)).
        """
        edges = edges_of(pool)
        cell = np.searchsorted(edges, pool.predicted, side="right").astype(np.int64)
        mean, spread = levels(pool, cell, len(edges) + 1, draws, np.random.default_rng(seed))
        return cls(pool, edges, cell, mean, spread, float(np.sqrt(design_effect(pool, cell))), seed)

    def draw(self, predicted: Floats) -> Floats:
        """Return the errors of a group's sum, shape (draws,); `predicted` are its m predicted amounts. Time O(draws * cells * MANY)."""
        size = np.bincount(np.searchsorted(self.edges, predicted, side="right"), minlength=len(self.edges) + 1)
        rng, draws = np.random.default_rng(self.seed), len(self.mean)
        errors = np.zeros(draws)
        for number in np.flatnonzero(size):
            shape = standardised(self.pool.residual[self.cell == number], int(size[number]), draws, rng)
            chance = np.sqrt(size[number]) * self.together * self.spread[:, number] * shape
            errors += size[number] * self.mean[:, number] + chance
        return errors


def sum_interval(errors: SumErrors, predicted: Floats, *, level: float) -> tuple[float, float]:
    """Return the interval of a group's sum that is to hold `level` of such sums; `predicted` are its m predicted amounts.

    >>> known = Pool(np.full(400, 5.0), np.tile([-5.0, 5.0], 200), np.arange(400), np.zeros(400, dtype=np.int64))
    >>> low, high = sum_interval(SumErrors.of(known, draws=2000, seed=1), np.full(100, 5.0), level=0.9)
    >>> 400 < low < 420, 580 < high < 600
    (True, True)
    """
    total = float(predicted.sum())
    low, high = ends_of(errors.draw(predicted), level)
    return max(0.0, total + low), total + high


def held_share(pool: Pool, group: Ints, own: Bools, *, level: float, draws: int, seed: int) -> Held | None:
    """Return how often intervals drawn from half of the clusters held sums of the other half; None where nothing could be checked.

    Parameters
    ----------
    pool
        Known rows.
    group
        Shape (n,): each row's group, 0 to g - 1.
    own
        Shape (g,): whether the group's interval is drawn from its own rows alone.
    level, draws, seed
        As of `sum_interval`.
    """
    rng = np.random.default_rng(seed)
    names, moments = np.unique(pool.cluster), np.unique(pool.moment)
    held: list[bool] = []
    for split in range(SPLITS):
        known = np.isin(pool.cluster, rng.permutation(names)[: len(names) // 2])
        asked = ~known & (pool.moment == rng.choice(moments))
        whole = SumErrors.of(pool.where(known), draws=draws, seed=seed + split)
        for number, alone in enumerate(own):
            rows, others = asked & (group == number), pool.where(known & (group == number)) if alone else whole.pool
            if rows.sum() < CHECKED or others.clusters < CHECKED:
                continue
            errors = SumErrors.of(others, draws=draws, seed=seed + split) if alone else whole
            low, high = ends_of(errors.draw(pool.predicted[rows]), level)
            held.append(low <= float(pool.residual[rows].sum()) <= high)
    return Held(float(np.mean(held)), len(held), SPLITS) if held else None


def ends_of(errors: Floats, level: float) -> tuple[float, float]:
    """Return the ends of the errors, widened to hold no error at all."""
    low, high = np.quantile(errors, [(1 - level) / 2, (1 + level) / 2])
    return min(0.0, float(low)), max(0.0, float(high))


def edges_of(pool: Pool) -> Floats:
    """Return where one cell of predicted amounts ends and the next begins."""
    cells = int(np.clip(pool.clusters // CELL_CLUSTERS, 1, CELLS))
    edges: Floats = np.unique(np.quantile(pool.predicted, np.arange(1, cells) / cells)) if cells > 1 else np.empty(0)
    apart: Floats = edges[edges > pool.predicted.min()]
    return apart


def levels(pool: Pool, cell: Ints, cells: int, draws: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Return mean and standard deviation of each cell's residuals in each resample of clusters and moment, both of shape (draws, cells)."""
    moments, moment = np.unique(pool.moment, return_inverse=True)
    place = moment * cells + cell
    names, member = np.unique(pool.cluster, return_inverse=True)
    places = len(moments) * cells
    key = member * places + place
    sums = [
        np.bincount(key, weights=values, minlength=len(names) * places) for values in (np.ones(len(cell)), pool.residual, pool.residual**2)
    ]
    by_cluster = np.stack(sums, axis=-1).reshape(len(names), places * 3)
    resamples = Resamples.of(pool.cluster, resamples=draws, seed=int(rng.integers(2**31)))
    totals = (resamples.counts.astype(np.float64) @ by_cluster).reshape(draws, len(moments), cells, 3)
    whole = totals.sum(axis=1)
    one = totals[np.arange(draws), rng.integers(0, len(moments), draws)]
    count, first, second = np.moveaxis(np.where(one[..., :1] > 1, one, whole), -1, 0)
    count = np.maximum(count, 1.0)
    mean: Floats = first / count
    return mean, np.sqrt(np.maximum(second / count - mean**2, 0.0))


def design_effect(pool: Pool, cell: Ints) -> float:
    """Return how much more the residuals of one cluster at one moment vary together than apart, at least 1."""
    size = np.maximum(np.bincount(cell), 1)
    apart = pool.residual - (np.bincount(cell, weights=pool.residual) / size)[cell]
    _, key = np.unique(np.column_stack([pool.cluster, pool.moment]), axis=0, return_inverse=True)
    together = np.bincount(key.ravel(), weights=apart)
    alone = float((apart**2).sum())
    return max(1.0, float((together**2).sum()) / alone) if alone > 0 else 1.0


def standardised(residual: Floats, size: int, draws: int, rng: np.random.Generator) -> Floats:
    """Return sums of `size` residuals drawn with replacement, less their mean and over their standard deviation, shape (draws,)."""
    spread = float(residual.std()) if len(residual) else 0.0
    if size > MANY or spread == 0.0:
        return rng.standard_normal(draws)
    drawn = residual[rng.integers(0, len(residual), (draws, size))].sum(axis=1)
    shape: Floats = (drawn - size * residual.mean()) / (spread * np.sqrt(size))
    return shape
