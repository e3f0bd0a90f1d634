"""How well does one algorithm group these rows, and with how many groups?

`kmeans`, `hierarchy` and `density` each find groups on a sample, choose k by the rule below and measure the result. Which of them to trust
is `models.segmentation`'s affair.

The rule for k: of 3 to 8, the greatest product of silhouette (Rousseeuw 1987) and stability among those that hold up, and that is: the
smallest group has at least 3 % of the rows, the groups as a whole come out again from bootstrap samples (adjusted Rand index of 0.6 or
more), and so does each of them (Jaccard overlap of 0.6 or more, Hennig 2007). Where no k holds up, the one that comes out again best is
taken, and its figures say so. Silhouette alone would do on round, separate groups; behaviour is a continuum, where it is nearly flat in k
and picks by accident, and stability is what is left to choose by (Ben-Hur, Elisseeff and Guyon 2002, Pac. Symp. Biocomput. 7).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from footfall.dataset.dataset import Floats, Ints
from footfall.measures.clustering import NOISE, balance, davies_bouldin, noise_share, silhouette, smallest_share, wcss
from footfall.measures.stability import DOUBTFUL, Assign, Regroup, Stability, stability
from footfall.models.grouping import assigned, by_density, by_hierarchy, by_kmeans
from footfall.models.segmenter import Anchors

__all__ = ["KS", "SMALLEST", "STABLE", "AlgorithmScore", "Candidate", "density", "hierarchy", "kmeans"]

KS = (3, 4, 5, 6, 7, 8)
SMALLEST = 0.03
STABLE = DOUBTFUL
FEW = 2_000
"""Rows of the sample on which k is chosen and stability measured: silhouette and Ward are quadratic, and groupings are many."""


@dataclass(frozen=True, slots=True)
class AlgorithmScore:
    """How one algorithm did. Figures of its sample; None where there are fewer than two groups.

    `name` is ``kmeans``, ``hierarchical``, ``dbscan`` or ``hdbscan``; `k` the number of groups; `wcss` in squared units of the space;
    `stability` the mean adjusted Rand index over `resamples` bootstrap samples; `sample` the rows it was found on, None where on all;
    `balance` how even the sizes are (`measures.clustering.balance`).
    """

    name: str
    label: str
    k: int
    silhouette: float | None
    davies_bouldin: float | None
    wcss: float | None
    stability: float | None
    noise_share: float
    sample: int | None
    note: str
    balance: float | None = None
    resamples: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """One algorithm's groups with their figures; `sizes` are the groups' shares of the sample, smallest first.

    `tried` holds every k that was tried, on `Sample.few`; empty where the algorithm finds the number of groups itself.
    """

    score: AlgorithmScore
    groups: Anchors
    stable: Stability | None = None
    sizes: tuple[float, ...] = ()
    tried: tuple[AlgorithmScore, ...] = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """What groups are found on.

    Parameters
    ----------
    points
        Shape (n, d).
    rows
        Rows that the sample was drawn from.
    resamples
        Bootstrap samples for stability.
    seed
        Of everything random.
    """

    points: Floats
    rows: int
    resamples: int
    seed: int

    @property
    def few(self) -> Floats:
        """At most `FEW` of the points, evenly taken."""
        return self.points[:: max(1, -(-len(self.points) // FEW))]


def kmeans(sample: Sample, ks: tuple[int, ...] = KS) -> Candidate:
    """Group by k-means, with one of `ks` groups."""
    found = by_kmeans(sample.points, ks, sample.seed)
    return chosen("kmeans", "k-means", found, sample, lambda p, seed: searched(by_kmeans(p, ks, seed)))


def hierarchy(sample: Sample, ks: tuple[int, ...] = KS) -> Candidate:
    """Group by Ward's hierarchical clustering, with one of `ks` groups."""
    found = by_hierarchy(sample.points, ks)
    return chosen("hierarchical", "Hierarchical (Ward)", found, sample, lambda p, _: searched(by_hierarchy(p, ks)))


def density(sample: Sample, *, hdbscan: bool) -> Candidate:
    """Group by density; stability is measured on the whole sample, since thinning changes density."""
    name = "hdbscan" if hdbscan else "dbscan"
    groups = by_density(sample.points, hdbscan=hdbscan)
    if groups.count < 2:
        return measured(name, name.upper(), groups, sample, None)
    reach = None if hdbscan else groups.reach
    again: Regroup = lambda p, _: searched({0: by_density(p, hdbscan=hdbscan, reach=reach)})  # noqa: E731
    stable = stability(sample.points, {0: assigned(groups, sample.points)}, again, resamples=sample.resamples, seed=sample.seed)
    return measured(name, name.upper(), groups, sample, stable[0])


def searched(options: Mapping[int, Anchors]) -> dict[int, Assign]:
    """Return what assigns rows to the groups of each option."""
    return {k: partial(assigned, groups) for k, groups in options.items()}


def chosen(name: str, label: str, options: Mapping[int, Anchors], sample: Sample, again: Regroup) -> Candidate:
    """Return the option whose k the rule above chooses."""
    few = sample.few
    labels = {k: assigned(groups, few) for k, groups in options.items()}
    stable = stability(few, labels, again, resamples=sample.resamples, seed=sample.seed)
    shape = {k: silhouette(few, labels[k]) for k in options}
    worth = {k: (shape[k] or -1.0) * stable[k].rand for k in options}
    sound = [k for k in options if min(stable[k].rand, stable[k].weakest) >= STABLE and smallest_share(labels[k]) >= SMALLEST]
    best = max(sound, key=lambda k: (worth[k], -k)) if sound else max(options, key=lambda k: (stable[k].rand, -k))
    tried = tuple(one_tried(name, label, sample, labels[k], shape[k], stable[k]) for k in options)
    return replace(measured(name, label, options[best], sample, stable[best]), tried=tried)


def one_tried(name: str, label: str, sample: Sample, labels: Ints, shape: float | None, stable: Stability) -> AlgorithmScore:
    """Return the figures of one k on the few rows that k is chosen on."""
    few = sample.few
    on = len(few) if len(few) < sample.rows else None
    figures = (shape, davies_bouldin(few, labels), wcss(few, labels), stable.rand)
    k = len(np.unique(labels[labels != NOISE]))
    return AlgorithmScore(name, label, k, *figures, noise_share(labels), on, "", balance(labels), sample.resamples)


def measured(name: str, label: str, groups: Anchors, sample: Sample, stable: Stability | None) -> Candidate:
    """Return a grouping with its figures on the sample."""
    points = sample.points
    labels = assigned(groups, points)
    sizes = np.sort(np.unique(labels[labels != NOISE], return_counts=True)[1] / len(labels))
    count, sampled = len(sizes), len(points) if sample.rows > len(points) else None
    rest = "the nearest group within reach, else to none" if np.isfinite(groups.reach) else "the nearest group"
    note = f"Found on a sample of {len(points):,} of {sample.rows:,} rows; the rest was assigned to {rest}." if sampled else ""
    if count < 2 or stable is None:
        note = f"{label} finds no separate groups here. {note}".strip()
        return Candidate(AlgorithmScore(name, label, count, None, None, None, None, noise_share(labels), sampled, note), groups)
    figures = (silhouette(points, labels), davies_bouldin(points, labels), wcss(points, labels), stable.rand)
    score = AlgorithmScore(name, label, count, *figures, noise_share(labels), sampled, note, balance(labels), sample.resamples)
    return Candidate(score, groups, stable, tuple(sizes))
