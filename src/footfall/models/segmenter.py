"""In which segment is a row, from its features alone?

`Segmenter`: what a segmentation leaves behind when it has been learnt, a handful of arrays that put rows into its space and give each the
group of the nearest anchor. It needs numpy and nothing else, so that an answer can be had while a visit is still running; one row and a
million go the same way, element by element, and so come out the same to the last bit. It learns nothing: `models.segmentation` does.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["NO_GROUP", "NO_SEGMENT", "Anchors", "Segmenter", "Space"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NO_GROUP = -1
"""Number of rows that are in no group."""
NO_SEGMENT = "No segment"
"""What they are called."""
CHUNK = 200_000
"""Numbers that are held at once while rows are compared with anchors: 1.6 MB, what a processor's cache holds."""


@dataclass(frozen=True, slots=True)
class Space:
    """How p features become d coordinates.

    Parameters
    ----------
    names
        The p features, in order.
    median, low, high, mean, scale
        Shape (p,): for missing values, clipping (after the logarithm) and standardisation.
    logarithm
        Shape (p,), bool: which features are taken as log(1 + x).
    components
        Shape (p, d): the projection.
    """

    names: tuple[str, ...]
    median: Floats
    logarithm: NDArray[np.bool_]
    low: Floats
    high: Floats
    mean: Floats
    scale: Floats
    components: Floats

    def standard(self, values: Floats) -> Floats:
        """Return each feature of n rows in standard deviations from the mean, shape (n, p); missing and infinite values as the median."""
        known = np.where(np.isfinite(values), values, self.median)
        with np.errstate(invalid="ignore"):
            taken = np.where(self.logarithm, np.log1p(np.maximum(known, 0.0)), known)
        standard: Floats = (np.minimum(np.maximum(taken, self.low), self.high) - self.mean) / self.scale
        return standard

    def points(self, values: Floats) -> Floats:
        """Return the coordinates of n rows, shape (n, d).

        Feature by feature and not as a matrix product, whose last bits depend on how many rows there are.
        """
        standard = self.standard(values)
        points = np.zeros((len(standard), self.components.shape[1]))
        for at in range(standard.shape[1]):
            points += standard[:, at, None] * self.components[at]
        return points


@dataclass(frozen=True, slots=True)
class Anchors:
    """Groups as reference points: a row is of the group of the nearest.

    Parameters
    ----------
    points
        Shape (m, d): centroids, or core points.
    label
        Shape (m,): the group of each anchor.
    reach
        Rows farther than this from every anchor are in no group; infinite for centroids.
    """

    points: Floats
    label: Ints
    reach: float = float("inf")

    @property
    def count(self) -> int:
        """Number of groups."""
        return len(np.unique(self.label))

    def nearest(self, rows: Floats) -> Ints:
        """Return the group of each of n rows of coordinates, shape (n,); -1 for none."""
        if not len(self.points):
            return np.full(len(rows), NO_GROUP, dtype=np.int64)
        step = max(1, CHUNK // len(self.points))
        parts = [self._nearest(rows[at : at + step]) for at in range(0, len(rows), step)]
        return np.concatenate([np.empty(0, dtype=np.int64), *parts])

    def _nearest(self, rows: Floats) -> Ints:
        """Return the group of a few rows, all distances at once."""
        squares = np.zeros((len(rows), len(self.points)))
        for at in range(rows.shape[1]):
            apart = rows[:, at, None] - self.points[:, at]
            squares += apart * apart
        first = squares.argmin(axis=1)
        near = np.sqrt(squares[np.arange(len(rows)), first]) <= self.reach
        labels: Ints = np.where(near, self.label[first], NO_GROUP).astype(np.int64)
        return labels


@dataclass(frozen=True, slots=True)
class Segmenter:
    """A learnt segmentation: the space, and the groups in it."""

    space: Space
    anchors: Anchors

    @property
    def names(self) -> tuple[str, ...]:
        """The features it reads, in order."""
        return self.space.names

    def many(self, values: Floats) -> Ints:
        """Return the group of each of n rows.

        Parameters
        ----------
        values
            Shape (n, p): the features in the order of `names`, NaN where unknown.

        Returns
        -------
        numpy.ndarray
            Shape (n,): group numbers, -1 for none.

        Notes
        -----
        On one core, a million rows of 29 features take about 1.5 s with eight centroids and half a minute with 3,000 core points (DBSCAN).
        """
        step = max(1, CHUNK // max(1, len(self.names)))
        parts = [self.anchors.nearest(self.space.points(values[at : at + step])) for at in range(0, len(values), step)]
        return np.concatenate([np.empty(0, dtype=np.int64), *parts])

    def one(self, features: Mapping[str, float | None]) -> int:
        """Return the group of one row; a feature that is not there or None is unknown. Some 0.1 ms.

        Parameters
        ----------
        features
            Values by name; more than are read are allowed.
        """
        row = [features.get(name) for name in self.names]
        return int(self.many(np.array([[np.nan if value is None else value for value in row]], dtype=np.float64))[0])
