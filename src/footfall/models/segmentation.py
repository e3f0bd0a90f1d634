"""Which rows behave alike, and which grouping should be trusted?

`segment` groups sessions (or customers) by k-means, hierarchical and density clustering, measures each, and recommends one with its reason.

The rules. k is the one of 3 to 8 with the best silhouette among those whose smallest group holds at least 3 % of the rows. The champion
has at most 30 % noise, and three groups or more where any algorithm has (two tell a marketer little). Among those with a stability of 0.6
or more the best silhouette wins, times the share of rows in a group, since noise is left out of it; where none is that stable the most
stable wins and the report says that it is not. Groups are found on a seeded sample of at most 5,000 rows (Ward and silhouette are
quadratic: Ward on 24,026 rows needs 5 GB) and every other row is assigned. Naming is `report.segments`' affair.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from footfall.dataset.dataset import Floats, Ints
from footfall.errors import DataError
from footfall.measures.clustering import NOISE, davies_bouldin, noise_share, silhouette, smallest_share, wcss
from footfall.measures.stability import Stability, stability
from footfall.models.grouping import Groups, by_density, by_hierarchy, by_hierarchy_for_each, by_kmeans
from footfall.models.space import Space, fit_space
from footfall.progress import SILENT, Progress
from footfall.settings import Effort

__all__ = ["AlgorithmScore", "Segmentation", "segment"]

SAMPLE = 5_000
FEW = 2_000
"""Rows of the sample on which k is chosen and stability measured: silhouette and Ward are quadratic, and dozens of groupings are compared."""
FEWEST = 50
KS = (3, 4, 5, 6, 7, 8)
SMALLEST = 0.03
STABLE = 0.6
RESAMPLES: dict[Effort, int] = {"quick": 10, "standard": 20, "thorough": 50}
MAP = 3_000


@dataclass(frozen=True, slots=True)
class AlgorithmScore:
    """How one algorithm did. Figures of its sample; None where there are fewer than two groups.

    `name` is ``kmeans``, ``hierarchical``, ``dbscan`` or ``hdbscan``; `k` the number of groups; `wcss` in squared units of the space;
    `stability` the mean adjusted Rand index over bootstrap samples; `sample` the rows it was found on, None where on all.
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


@dataclass(frozen=True, slots=True)
class Segmentation:
    """The groups that are recommended, and how all algorithms did.

    Parameters
    ----------
    champion, reason
        The recommended algorithm, and why, in words.
    algorithms
        Every algorithm's figures.
    labels
        Shape (n,): the group of each row, 0 for the largest; -1 for none.
    space, groups
        What assigns new rows.
    coordinates
        Shape (m, 3), at most 3,000 rows: two principal coordinates and the group, for a map.
    jaccard
        Stability of each group.
    """

    champion: str
    reason: str
    algorithms: tuple[AlgorithmScore, ...]
    labels: Ints
    space: Space
    groups: Groups
    coordinates: Floats
    jaccard: dict[int, float]

    def assign(self, features: pd.DataFrame) -> Ints:
        """Return the group of each new row, shape (n,)."""
        return self.groups(self.space.points(features))


@dataclass(frozen=True, slots=True)
class Candidate:
    """One algorithm's groups with their figures."""

    score: AlgorithmScore
    groups: Groups
    stable: Stability | None


def segment(
    features: pd.DataFrame, *, effort: Effort = "standard", seed: int, hdbscan: bool = False, progress: Progress = SILENT
) -> Segmentation:
    """Group rows by behaviour.

    Parameters
    ----------
    features
        n rows of numeric features; NaN allowed.
    effort
        Bootstrap samples for stability: 10, 20 or 50.
    seed
        Of the sample, the starts and the bootstrap.
    hdbscan
        HDBSCAN in place of DBSCAN.

    Raises
    ------
    DataError
        When there are fewer than 50 rows, or no feature varies, or nothing falls into groups.
    """
    if len(features) < FEWEST:
        raise DataError(f"Only {len(features)} rows: segments need {FEWEST}.", remedy="Collect more sessions.")
    chosen = np.sort(np.random.default_rng(seed).permutation(len(features))[:SAMPLE])
    sample = features.iloc[chosen]
    space = fit_space(sample)
    if space is None:
        raise DataError("Every row is alike: no feature varies, so there is nothing to group by.")
    points = space.points(sample)
    if len(np.unique(points.round(9), axis=0)) < KS[0] * 2:
        raise DataError("Nearly every row is alike, so there is nothing to group by.")
    candidates = find(points, len(features), effort, seed, hdbscan, progress)
    best, reason = recommend(candidates)
    groups = by_size(best.groups, points)
    labels = groups(space.points(features))
    jaccard = renamed(best, groups, points)
    return Segmentation(
        best.score.name, reason, tuple(each.score for each in candidates), labels, space, groups, map_of(points, groups), jaccard
    )


def find(points: Floats, rows: int, effort: Effort, seed: int, hdbscan: bool, progress: Progress) -> list[Candidate]:
    """Run the three algorithms on the sample and measure them."""
    found = []
    density = "hdbscan" if hdbscan else "dbscan"
    with progress.stage("Segments", 3) as stage:
        kmeans = best_k({k: by_kmeans(points, k, seed) for k in KS}, points)
        found.append(
            measured("kmeans", "k-means", kmeans, points, rows, lambda p, s: by_kmeans(p, kmeans.count, s, starts=1), effort, seed)
        )
        stage.advance()
        tree = best_k(by_hierarchy_for_each(points, KS), points)
        found.append(
            measured("hierarchical", "Hierarchical (Ward)", tree, points, rows, lambda p, s: by_hierarchy(p, tree.count), effort, seed)
        )
        stage.advance()
        dense = by_density(points, hdbscan=hdbscan)
        again = (lambda p, s: by_density(p, hdbscan=True)) if hdbscan else (lambda p, s: by_density(p, reach=dense.reach))
        found.append(measured(density, density.upper(), dense, points, rows, again, effort, seed))
        stage.advance()
    return found


def best_k(options: dict[int, Groups], points: Floats) -> Groups:
    """Return the grouping with the best silhouette among those whose smallest group is large enough (any, if none is)."""
    few = thinned(points)
    judged = [(smallest_share(groups(points)) >= SMALLEST, silhouette(few, groups(few)) or -1.0, -k, k) for k, groups in options.items()]
    return options[max(judged)[3]]


def thinned(points: Floats) -> Floats:
    """Return at most `FEW` rows of the sample, evenly taken."""
    return points[:: max(1, -(-len(points) // FEW))]


def measured(
    name: str, label: str, groups: Groups, points: Floats, rows: int, again: Callable[[Floats, int], Groups], effort: Effort, seed: int
) -> Candidate:
    """Return a grouping with its figures on the sample; density needs all of it to be stable, the others are resampled thinned."""
    labels = groups(points)
    count = len(np.unique(labels[labels != NOISE]))
    sampled = len(points) if rows > len(points) else None
    note = f"Found on a sample of {len(points):,} of {rows:,} rows; the rest was assigned to the nearest group." if sampled else ""
    if count < 2:
        note = f"{label} finds no separate groups here. {note}".strip()
        return Candidate(AlgorithmScore(name, label, count, None, None, None, None, noise_share(labels), sampled, note), groups, None)
    few = points if np.isfinite(groups.reach) else thinned(points)
    stable = stability(few, groups(few), again, resamples=RESAMPLES[effort], seed=seed)
    figures = (silhouette(points, labels), davies_bouldin(points, labels), wcss(points, labels), stable.rand)
    return Candidate(AlgorithmScore(name, label, count, *figures, noise_share(labels), sampled, note), groups, stable)


def recommend(candidates: list[Candidate]) -> tuple[Candidate, str]:
    """Return the champion by the rules above, with the reason in words."""
    usable = [each for each in candidates if each.stable is not None and each.score.noise_share <= 0.3]
    if not usable:
        raise DataError("No algorithm finds separate groups in this behaviour.")
    usable = [each for each in usable if each.score.k >= KS[0]] or usable
    stable = [each for each in usable if (each.score.stability or 0.0) >= STABLE]
    if stable:
        best = max(stable, key=lambda each: (each.score.silhouette or -1.0) * (1.0 - each.score.noise_share))
        clear, again = f"silhouette {best.score.silhouette:.2f}", f"stability {best.score.stability:.2f}"
        why = f"the clearest groups ({clear}) among those that come out again ({again})"
    else:
        best = max(usable, key=lambda each: each.score.stability or 0.0)
        again = f"stability {best.score.stability:.2f}, below {STABLE}"
        why = f"none is stable; these groups come out again most often ({again}): read them with care"
    return best, f"{best.score.label} with {best.score.k} groups: {why}."


def by_size(groups: Groups, points: Floats) -> Groups:
    """Return the same groups numbered from the largest."""
    labels = groups(points)
    names, counts = np.unique(labels[labels != NOISE], return_counts=True)
    place = {int(name): number for number, name in enumerate(names[np.argsort(-counts, kind="stable")])}
    kept = np.isin(groups.label, names)
    return Groups(groups.anchors[kept], np.array([place[int(name)] for name in groups.label[kept]], dtype=np.int64), groups.reach)


def renamed(best: Candidate, groups: Groups, points: Floats) -> dict[int, float]:
    """Return each group's stability by its new number."""
    if best.stable is None:
        return {}
    old, new = best.groups(points), groups(points)
    return {int(new[old == name][0]): value for name, value in best.stable.jaccard.items() if (old == name).any()}


def map_of(points: Floats, groups: Groups) -> Floats:
    """Return two principal coordinates and the group of at most 3,000 rows of the sample."""
    shown = points[:: max(1, -(-len(points) // MAP))]
    centred = shown - shown.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    axes = axes[:2] * np.sign(axes[:2, np.abs(axes[:2]).argmax(axis=1)].diagonal())[:, None]
    flat = centred @ axes.T
    flat = flat if flat.shape[1] == 2 else np.column_stack([flat, np.zeros(len(flat))])
    return np.column_stack([flat, groups(shown)])
