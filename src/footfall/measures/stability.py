"""Would the same groups come out again?

Groups are found anew on bootstrap samples and compared with the groups found first: the adjusted Rand index (Hubert and Arabie 1985, J.
Classification 2) of the whole, and the Jaccard overlap of each group with its best match (Hennig 2007, Comput. Stat. Data Anal. 52: below
0.6 a group should not be trusted, above 0.75 it is a pattern).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import adjusted_rand_score

from footfall.dataset.dataset import Floats, Ints
from footfall.measures.clustering import NOISE

__all__ = ["Regroup", "Stability", "stability"]

Regroup = Callable[[Floats, int], Callable[[Floats], Ints]]
"""Given rows and a seed, find groups; the answer tells the group of any rows."""


@dataclass(frozen=True, slots=True)
class Stability:
    """Mean adjusted Rand index over the resamples, and the mean Jaccard overlap of each group by its label."""

    rand: float
    jaccard: dict[int, float]


def stability(points: Floats, labels: Ints, regroup: Regroup, *, resamples: int, seed: int) -> Stability:
    """Return how well groups come out again.

    Parameters
    ----------
    points
        Shape (n, d): the sample on which groups were found.
    labels
        Shape (n,): the groups found first.
    regroup
        How groups are found.
    resamples
        Number of bootstrap samples of n rows.
    seed
        Of the samples.
    """
    draw = np.random.default_rng(seed)
    rands: list[float] = []
    overlaps: dict[int, list[float]] = {int(label): [] for label in np.unique(labels) if label != NOISE}
    for number in range(resamples):
        again = regroup(points[draw.integers(0, len(points), len(points))], seed + number)(points)
        rands.append(float(adjusted_rand_score(labels, again)))
        for label, found in overlaps.items():
            found.append(best_overlap(labels == label, again))
    return Stability(float(np.mean(rands)), {label: float(np.mean(found)) for label, found in overlaps.items()})


def best_overlap(own: np.ndarray[tuple[int], np.dtype[np.bool_]], again: Ints) -> float:
    """Return the greatest Jaccard overlap of one group with any of the new ones."""
    best = 0.0
    for label in np.unique(again[own]):
        if label != NOISE:
            other = again == label
            best = max(best, float((own & other).sum() / (own | other).sum()))
    return best
