"""Would the same groups come out again?

Groups are found anew on bootstrap samples and compared with the groups found first: the adjusted Rand index (Hubert and Arabie 1985, J.
Classification 2) of the whole, and the Jaccard overlap of each group with its best match (Hennig 2007, Comput. Stat. Data Anal. 52, who
would not trust a group below 0.6 and calls it a pattern above 0.75). It finds no groups itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np

from footfall.dataset.dataset import Floats, Ints
from footfall.measures.clustering import NOISE

__all__ = ["DOUBTFUL", "PATTERN", "Assign", "Regroup", "Stability", "Trust", "stability", "trust"]

DOUBTFUL, PATTERN = 0.6, 0.75
"""Below the first a group should not be trusted; above the second it is a pattern (Hennig 2007)."""

Trust = Literal["stable", "doubtful", "unstable"]


class Assign(Protocol):
    """Something that tells the group of any rows."""

    def __call__(self, points: Floats, /) -> Ints:
        """Return the group of each row, shape (n,)."""


Regroup = Callable[[Floats, int], Mapping[int, Assign]]
"""Given rows and a seed, find the groups of each option (each number of groups)."""


@dataclass(frozen=True, slots=True)
class Stability:
    """Mean adjusted Rand index over the resamples, and the mean Jaccard overlap of each group by its label."""

    rand: float
    jaccard: Mapping[int, float]

    @property
    def weakest(self) -> float:
        """The stability of the least stable group; 0 where there is none."""
        return min(self.jaccard.values(), default=0.0)


def stability(points: Floats, labels: Mapping[int, Ints], regroup: Regroup, *, resamples: int, seed: int) -> dict[int, Stability]:
    """Return how well the groups of each option come out again; all options share the resamples.

    Parameters
    ----------
    points
        Shape (n, d): the sample on which groups were found.
    labels
        Of each option, shape (n,): the groups found first.
    regroup
        How groups are found.
    resamples
        Number of bootstrap samples of n rows.
    seed
        Of the samples.
    """
    draw = np.random.default_rng(seed)
    rands: dict[int, list[float]] = {option: [] for option in labels}
    overlaps: dict[int, list[dict[int, float]]] = {option: [] for option in labels}
    for number in range(resamples):
        found = regroup(points[draw.integers(0, len(points), len(points))], seed + number)
        for option, first in labels.items():
            again = found[option](points) if option in found else np.full(len(points), NOISE, dtype=np.int64)
            rands[option].append(adjusted_rand(first, again))
            overlaps[option].append(best_overlaps(first, again))
    return {option: Stability(float(np.mean(rands[option])), averaged(overlaps[option])) for option in labels}


def trust(jaccard: float) -> Trust:
    """Return how far a group can be trusted, by its mean Jaccard overlap (Hennig 2007).

    >>> trust(0.9), trust(0.7), trust(0.5)
    ('stable', 'doubtful', 'unstable')
    """
    return "stable" if jaccard >= PATTERN else "doubtful" if jaccard >= DOUBTFUL else "unstable"


def adjusted_rand(first: Ints, again: Ints) -> float:
    """Return how well two groupings of the same rows agree, noise being a group: 1 for the same, about 0 for chance.

    With n_ij rows in group i of the first and j of the second, a_i and b_j their sums, and C(x) = x (x - 1) / 2 pairs among x rows:
    ``(sum C(n_ij) - e) / ((sum C(a_i) + sum C(b_j)) / 2 - e)`` with ``e = sum C(a_i) sum C(b_j) / C(n)`` (Hubert and Arabie 1985, eq. 5).

    >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([7, 7, 3, 3])), adjusted_rand(np.array([0, 0, 1, 1]), np.array([0, 0, 1, 2]))
    (1.0, 0.5714285714285715)
    """
    _, _, both = crossed(first, again)
    cells, rows, columns, every = (float((x * (x - 1) // 2).sum()) for x in (both, both.sum(axis=1), both.sum(axis=0), both.sum()))
    expected = rows * columns / every if every else 0.0
    most = (rows + columns) / 2
    return (cells - expected) / (most - expected) if most != expected else 1.0


def best_overlaps(first: Ints, again: Ints) -> dict[int, float]:
    """Return the greatest Jaccard overlap of each group with any of the new ones, by its label.

    >>> best_overlaps(np.array([0, 0, 1, 1]), np.array([5, 5, 5, 7]))
    {0: 0.6666666666666666, 1: 0.5}
    """
    own, new, both = crossed(first, again)
    either: Ints = both.sum(axis=1)[:, None] + both.sum(axis=0)[None, :] - both
    overlap = np.where(new == NOISE, 0.0, both / either)
    return {int(label): float(best) for label, best in zip(own, overlap.max(axis=1), strict=True) if label != NOISE}


def crossed(first: Ints, again: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the groups of each grouping, and how many rows are in each pair of them."""
    own, rows = np.unique(first, return_inverse=True)
    new, columns = np.unique(again, return_inverse=True)
    both = np.bincount(rows * len(new) + columns, minlength=len(own) * len(new)).reshape(len(own), len(new))
    return own, new, both


def averaged(draws: list[dict[int, float]]) -> dict[int, float]:
    """Return the mean of each group's overlaps."""
    return {label: float(np.mean([draw[label] for draw in draws])) for label in (draws[0] if draws else ())}
