"""What does one algorithm make of these rows, with as many groups as somebody asks for?

`regroup` groups the sample that an analysis was grouped on once more, by the same steps as `models.segmentation.segment` and with the same
figures, but by one algorithm and one k that are given. It recommends nothing.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from footfall.errors import DataError
from footfall.models.candidate import AlgorithmScore, Candidate, Sample, density, hierarchy, kmeans
from footfall.models.segmentation import Segmentation, by_size, map_of
from footfall.models.segmenter import Segmenter
from footfall.models.side_by_side import side_by_side
from footfall.models.space import finite, fit_space

__all__ = ["ALGORITHMS", "COUNTED", "Algorithm", "Grouping", "regroup"]

Algorithm = Literal["kmeans", "hierarchical", "dbscan", "hdbscan"]
ALGORITHMS: tuple[Algorithm, ...] = ("kmeans", "hierarchical", "dbscan", "hdbscan")
COUNTED: tuple[Algorithm, ...] = ("kmeans", "hierarchical")
"""Those that are told the number of groups; the others find it."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """What came of it; `segmentation` is None where there are no two groups."""

    score: AlgorithmScore
    segmentation: Segmentation | None


def regroup(features: pd.DataFrame, algorithm: Algorithm, k: int | None, *, seed: int, resamples: int) -> Grouping:
    """Group rows by one algorithm.

    Parameters
    ----------
    features
        n rows of numeric features, at most some thousands: time and memory are quadratic in n but for k-means.
    algorithm
        One of `ALGORITHMS`.
    k
        Number of groups, for those of `COUNTED`; not read by the others.
    seed
        Of the space, the starts and the bootstrap.
    resamples
        Bootstrap samples for stability.

    Raises
    ------
    DataError
        When no feature varies, or there are fewer different rows than groups asked for.
    """
    space = fit_space(features, seed=seed)
    if space is None:
        raise DataError("Every row is alike: no feature varies, so there is nothing to group by.")
    values = finite(features[list(space.names)])
    points = space.points(values)
    distinct = len(np.unique(points.round(9), axis=0))
    if k is not None and k > distinct:
        raise DataError(f"{k} groups cannot be made of {distinct} different rows.", remedy="Ask for fewer groups.")
    sample = Sample(points, len(points), resamples, seed)
    (found,) = side_by_side(lambda one: candidate(one, k, sample), [algorithm], threads=1)
    if found.stable is None:
        return Grouping(found.score, None)
    segmenter, labels, number = by_size(Segmenter(space, found.groups), values)
    jaccard = {number[label]: value for label, value in found.stable.jaccard.items() if label in number}
    drawn = np.arange(len(points), dtype=np.int64)
    coordinates = map_of(points, segmenter.anchors)
    return Grouping(found.score, Segmentation(algorithm, "", (found.score,), labels, segmenter, coordinates, jaccard, drawn))


def candidate(algorithm: Algorithm, k: int | None, sample: Sample) -> Candidate:
    """Return what the algorithm finds, with its figures."""
    if algorithm in COUNTED and k is not None:
        return kmeans(sample, (k,)) if algorithm == "kmeans" else hierarchy(sample, (k,))
    return density(sample, hdbscan=algorithm == "hdbscan")
