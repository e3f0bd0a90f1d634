"""How good is a grouping?

Silhouette (Rousseeuw 1987, J. Comput. Appl. Math. 20), Davies-Bouldin (1979, IEEE TPAMI 1(2)), within-cluster sum of squares, how even
the sizes are, and the share of rows that no group took. It groups nothing.
"""

import numpy as np
from sklearn.metrics import davies_bouldin_score, silhouette_score

from footfall.dataset.dataset import Floats, Ints

__all__ = ["NOISE", "balance", "davies_bouldin", "noise_share", "silhouette", "smallest_share", "wcss"]

NOISE = -1
"""Label of rows that belong to no group."""


def silhouette(points: Floats, labels: Ints) -> float | None:
    """Return the mean silhouette of rows in a group, -1 to 1; None for fewer than two groups. Quadratic in the rows: hand in a sample."""
    taken = labels != NOISE
    groups = len(np.unique(labels[taken]))
    if groups < 2 or groups >= taken.sum():
        return None
    return float(silhouette_score(points[taken], labels[taken]))


def davies_bouldin(points: Floats, labels: Ints) -> float | None:
    """Return the mean likeness of each group to its nearest, lower is better; None for fewer than two groups."""
    taken = labels != NOISE
    groups = len(np.unique(labels[taken]))
    if groups < 2 or groups >= taken.sum():
        return None
    return float(davies_bouldin_score(points[taken], labels[taken]))


def wcss(points: Floats, labels: Ints) -> float:
    """Return the summed squared distance of rows to their group's mean; noise is left out."""
    total = 0.0
    for label in np.unique(labels[labels != NOISE]):
        own = points[labels == label]
        total += float(((own - own.mean(axis=0)) ** 2).sum())
    return total


def balance(labels: Ints) -> float | None:
    """Return how even the sizes of the groups are, 0 to 1; None for fewer than two groups. Noise is left out.

    The entropy of the sizes over its greatest value, ``-sum p_i ln p_i / ln k``, known as evenness (Pielou 1966, J. Theor. Biol. 13): 1
    where all k groups are of one size, near 0 where one holds nearly everything.

    >>> balance(np.array([0, 0, 1, 1])), round(balance(np.array([0] * 97 + [1, 1, 2])), 2)
    (1.0, 0.14)
    """
    _, counts = np.unique(labels[labels != NOISE], return_counts=True)
    if len(counts) < 2:
        return None
    shares = counts / counts.sum()
    return float(-(shares * np.log(shares)).sum() / np.log(len(shares)))


def noise_share(labels: Ints) -> float:
    """Return the share of rows in no group."""
    return float((labels == NOISE).mean())


def smallest_share(labels: Ints) -> float:
    """Return the share of the smallest group; 0 for none."""
    taken = labels[labels != NOISE]
    return float(np.unique(taken, return_counts=True)[1].min() / len(labels)) if len(taken) else 0.0
