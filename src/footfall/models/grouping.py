"""How do the three algorithms find groups, and how do they take in new rows?

k-means (Lloyd), hierarchical (Ward's minimum variance on a sample, the rest to the nearest centroid) and density (DBSCAN, Ester et al.
1996, or HDBSCAN, Campello et al. 2013, on a sample; the rest to the nearest core point within reach, else to none). Each gives `Anchors`,
which assign rows by distances alone and so can be kept as arrays.
"""

import numpy as np
from scipy.cluster.hierarchy import fcluster, ward
from scipy.spatial import cKDTree
from sklearn.cluster import DBSCAN, HDBSCAN, KMeans

from footfall.dataset.dataset import Floats, Ints
from footfall.measures.clustering import NOISE, noise_share, silhouette, smallest_share
from footfall.models.segmenter import Anchors

__all__ = ["NOISE_BAR", "assigned", "by_density", "by_hierarchy", "by_kmeans"]

STARTS = 4
"""Starts of k-means (k-means++), the best of which is taken."""
REACH = (0.5, 0.7, 0.8, 0.9, 0.95, 0.98)
"""Quantiles of the distance to the m-th neighbour that DBSCAN tries as its reach (Ester et al. read it off the sorted curve by eye)."""
FEW = 2_000
"""Rows on which a reach is chosen: silhouette is quadratic."""
NOISE_BAR = 0.3
"""Most noise for a density grouping to be of use."""


def assigned(groups: Anchors, points: Floats) -> Ints:
    """Return the group of each of n rows, shape (n,); -1 for none.

    What `Anchors.nearest` says, by a search tree: with thousands of core points ten times as fast, which fifty resamples need.
    """
    if not len(groups.points):
        return np.full(len(points), NOISE, dtype=np.int64)
    distance, nearest = cKDTree(groups.points).query(points, distance_upper_bound=np.nextafter(groups.reach, np.inf))
    labels: Ints = np.where(distance <= groups.reach, np.append(groups.label, NOISE)[nearest], NOISE).astype(np.int64)
    return labels


def by_kmeans(points: Floats, ks: tuple[int, ...], seed: int) -> dict[int, Anchors]:
    """Return the groups of k-means for each k; at most as many as there are different points."""
    distinct = len(np.unique(points, axis=0))
    found = {}
    for k in ks:
        model = KMeans(n_clusters=min(k, distinct), n_init=STARTS, random_state=seed).fit(points)
        found[k] = Anchors(np.asarray(model.cluster_centers_, dtype=np.float64), np.arange(min(k, distinct), dtype=np.int64))
    return found


def by_hierarchy(points: Floats, ks: tuple[int, ...]) -> dict[int, Anchors]:
    """Return the groups of Ward's hierarchical clustering for each k, from one tree. Quadratic in time and memory: hand in a sample."""
    tree = ward(points)
    cuts = {k: fcluster(tree, k, criterion="maxclust") for k in ks}
    return {k: centroids(points, np.unique(cut, return_inverse=True)[1].astype(np.int64)) for k, cut in cuts.items()}


def by_density(points: Floats, *, hdbscan: bool = False, reach: float | None = None) -> Anchors:
    """Return the groups of dense regions; none where nothing stands out.

    Parameters
    ----------
    points
        Shape (n, d): a sample.
    hdbscan
        HDBSCAN instead of DBSCAN: every density at once, no reach to choose.
    reach
        DBSCAN's; default: the one of `REACH` with the best silhouette among those with at most 30 % noise.
    """
    neighbours = max(10, 2 * points.shape[1])
    if hdbscan:
        labels = HDBSCAN(min_cluster_size=max(20, len(points) // 50), copy=True).fit_predict(points).astype(np.int64)
        return cores(points, labels, np.flatnonzero(labels != NOISE), spacing(points, neighbours, 0.9))
    if reach is not None:
        return dbscan(points, reach, neighbours)
    tried = [dbscan(points, float(each), neighbours) for each in np.unique([spacing(points, neighbours, quantile) for quantile in REACH])]
    return max(tried, key=lambda groups: worth(points, groups))


def dbscan(points: Floats, reach: float, neighbours: int) -> Anchors:
    """Return DBSCAN's groups at one reach; equal points count once, with their number as weight, which changes nothing but the time."""
    distinct, times = np.unique(points, axis=0, return_counts=True)
    model = DBSCAN(eps=max(reach, 1e-9), min_samples=neighbours).fit(distinct, sample_weight=times)
    return cores(distinct, model.labels_.astype(np.int64), np.asarray(model.core_sample_indices_), reach)


def cores(points: Floats, labels: Ints, core: Ints, reach: float) -> Anchors:
    """Return groups that are known by their core points."""
    return Anchors(points[core], labels[core], reach)


def spacing(points: Floats, neighbours: int, quantile: float) -> float:
    """Return a quantile of the distance to the m-th neighbour."""
    farthest = min(neighbours, len(points))
    distance = np.asarray(cKDTree(points).query(points, k=[farthest])[0], dtype=np.float64)
    return float(np.quantile(distance[:, 0], quantile))


def worth(points: Floats, groups: Anchors) -> tuple[bool, float]:
    """Return what a density grouping is chosen by: usable at all, then its silhouette."""
    labels = assigned(groups, points)
    few = slice(None, None, max(1, -(-len(points) // FEW)))
    value = silhouette(points[few], labels[few])
    usable = value is not None and noise_share(labels) <= NOISE_BAR and smallest_share(labels) >= 0.01
    return usable, -1.0 if value is None else value


def centroids(points: Floats, labels: Ints) -> Anchors:
    """Return groups that are known by their means."""
    names = np.unique(labels)
    return Anchors(np.array([points[labels == name].mean(axis=0) for name in names]), np.arange(len(names), dtype=np.int64))
