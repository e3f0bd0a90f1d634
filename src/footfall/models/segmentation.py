"""Which rows behave alike, and which grouping should be trusted?

`segment` groups sessions (or customers) by k-means, hierarchical and density clustering, measures each (`models.candidate`, where the rule
for k stands too), and recommends one with its reason.

The rule for the champion. It leaves at most 30 % of the rows in no group, it has three groups or more (two tell a marketer little), its
smallest holds at least 3 % and its largest at most 85 % of the sample, and it comes out again from bootstrap samples (adjusted Rand index
of 0.6 or more); of those the greatest product of silhouette, stability and share of rows in a group wins (silhouette leaves noise out).
Where none meets all of that, sizes and count give way first; where none is stable the most stable wins, and the report says that it is not.
Groups are found on a seeded sample of at most 5,000 rows (Ward and silhouette are quadratic: Ward on 24,026 rows needs 5 GB) and every
other row is assigned. Naming is `report.segments`' affair.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
import pandas as pd

from footfall.dataset.dataset import Floats, Ints
from footfall.errors import DataError
from footfall.measures.clustering import NOISE
from footfall.models.candidate import KS, SMALLEST, STABLE, AlgorithmScore, Candidate, Sample, density, hierarchy, kmeans
from footfall.models.grouping import NOISE_BAR
from footfall.models.segmenter import Anchors, Segmenter
from footfall.models.side_by_side import side_by_side
from footfall.models.space import finite, fit_space
from footfall.progress import SILENT, Progress
from footfall.settings import Effort
from footfall.threads import thread_count

__all__ = ["STABLE", "AlgorithmScore", "Segmentation", "segment"]

SAMPLE = 5_000
FEWEST = 50
LARGEST = 0.85
RESAMPLES: dict[Effort, int] = {"quick": 10, "standard": 50, "thorough": 100}
MAP = 3_000


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
    segmenter
        What assigns new rows.
    coordinates
        Shape (m, 3), at most 3,000 rows: two principal coordinates and the group, for a map.
    jaccard
        Stability of each group.
    drawn
        Shape (s,): places of the rows that groups were found on, in ascending order.
    tried
        Every number of groups that was tried, algorithm by algorithm.
    """

    champion: str
    reason: str
    algorithms: tuple[AlgorithmScore, ...]
    labels: Ints
    segmenter: Segmenter
    coordinates: Floats
    jaccard: dict[int, float]
    drawn: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    tried: tuple[AlgorithmScore, ...] = ()

    def assign(self, features: pd.DataFrame) -> Ints:
        """Return the group of each new row, shape (n,)."""
        return self.segmenter.many(finite(features[list(self.segmenter.names)]))


def segment(
    features: pd.DataFrame,
    *,
    effort: Effort = "standard",
    seed: int,
    hdbscan: bool = False,
    threads: int | None = None,
    progress: Progress = SILENT,
) -> Segmentation:
    """Group rows by behaviour.

    Parameters
    ----------
    features
        n rows of numeric features; missing and infinite values are allowed.
    effort
        Bootstrap samples for stability: 10, 50 or 100.
    seed
        Of the sample, the starts and the bootstrap.
    hdbscan
        HDBSCAN in place of DBSCAN.
    threads
        Algorithms at work at once, default one per processor; no figure depends on it.

    Raises
    ------
    DataError
        When there are fewer than 50 rows, or no feature varies, or nothing falls into groups.

    Notes
    -----
    Time and memory are those of the sample (some seconds, 0.4 GB), and of assigning the rest: about 1 s for a million rows to centroids,
    some 20 s to core points.
    """
    if len(features) < FEWEST:
        raise DataError(f"Only {len(features)} row{'s' * (len(features) != 1)}: segments need {FEWEST}.", remedy="Collect more sessions.")
    drawn = np.sort(np.random.default_rng(seed).permutation(len(features))[:SAMPLE])
    space = fit_space(features.iloc[drawn], seed=seed)
    if space is None:
        raise DataError("Every row is alike: no feature varies, so there is nothing to group by.")
    values = finite(features[list(space.names)])
    points = space.points(values[drawn])
    if len(np.unique(points.round(9), axis=0)) < 2 * KS[0]:
        raise DataError("Nearly every row is alike, so there is nothing to group by.")
    candidates = compared(Sample(points, len(features), RESAMPLES[effort], seed), hdbscan, thread_count(threads), progress)
    best, reason = recommend(candidates)
    segmenter, labels, number = by_size(Segmenter(space, best.groups), values)
    jaccard = {number[label]: value for label, value in (best.stable.jaccard if best.stable else {}).items() if label in number}
    scores, tried = tuple(each.score for each in candidates), tuple(score for each in candidates for score in each.tried)
    return Segmentation(best.score.name, reason, scores, labels, segmenter, map_of(points, segmenter.anchors), jaccard, drawn, tried)


def compared(sample: Sample, hdbscan: bool, threads: int, progress: Progress) -> list[Candidate]:
    """Return what each algorithm finds, side by side."""
    ways: tuple[Callable[[Sample], Candidate], ...] = (kmeans, hierarchy, partial(density, hdbscan=hdbscan))
    with progress.stage("Segments", len(ways)) as stage:

        def run(way: Callable[[Sample], Candidate]) -> Candidate:
            found = way(sample)
            stage.advance()
            return found

        return side_by_side(run, ways, threads=threads)


def recommend(candidates: list[Candidate]) -> tuple[Candidate, str]:
    """Return the champion by the rule above, with the reason in words."""
    usable = [each for each in candidates if each.stable is not None and each.score.noise_share <= NOISE_BAR]
    if not usable:
        raise DataError("No algorithm finds separate groups in this behaviour.")
    stable = [each for each in usable if (each.score.stability or 0.0) >= STABLE]
    pool = [each for each in stable if balanced(each)] or stable
    if not pool:
        best = max(usable, key=lambda each: each.score.stability or 0.0)
        again = f"stability {best.score.stability:.2f}, below {STABLE}"
        return best, f"{named(best)}: none is stable; these groups come out again most often ({again}): read them with care."
    best = max(pool, key=worth)
    figures = f"silhouette {best.score.silhouette:.2f}, stability {best.score.stability:.2f}"
    why = f"{named(best)}: of the groups that come out again when the data is drawn again, the clearest and most stable ({figures})."
    clearer = [each for each in candidates if each.stable is not None and worth(each) > worth(best)]
    return best, " ".join([why, *(passed_over(each, stable) for each in clearer)])


def balanced(candidate: Candidate) -> bool:
    """Return whether the groups are neither too few nor too uneven to be of use."""
    held = np.array(sorted(candidate.sizes))
    return candidate.score.k >= KS[0] and bool(held[0] >= SMALLEST) and bool(held[-1] <= LARGEST)


def worth(candidate: Candidate) -> float:
    """Return what a stable grouping is chosen by."""
    score = candidate.score
    return (score.silhouette or -1.0) * (score.stability or 0.0) * (1.0 - score.noise_share)


def named(candidate: Candidate) -> str:
    """Return an algorithm and its number of groups."""
    return f"{candidate.score.label} with {candidate.score.k} groups"


def passed_over(candidate: Candidate, stable: list[Candidate]) -> str:
    """Return why a clearer grouping was not chosen."""
    if candidate.score.noise_share > NOISE_BAR:
        reason = f"leaves {candidate.score.noise_share:.0%} of the rows in no group"
    elif candidate not in stable:
        reason = f"does not come out again (stability {candidate.score.stability:.2f})"
    else:
        reason = "has too few groups, or groups too uneven to act on"
    return f"{named(candidate)} is clearer, but {reason}."


def by_size(segmenter: Segmenter, values: Floats) -> tuple[Segmenter, Ints, dict[int, int]]:
    """Return the groups numbered from the largest, the group of each row, and the new number of each old one."""
    labels, anchors = segmenter.many(values), segmenter.anchors
    names, counts = np.unique(labels[labels != NOISE], return_counts=True)
    number = {int(name): place for place, name in enumerate(names[np.argsort(-counts, kind="stable")])}
    kept = np.isin(anchors.label, names)
    places = np.full(int(anchors.label.max(initial=0)) + 2, NOISE, dtype=np.int64)
    places[list(number)] = list(number.values())
    numbered = replace(anchors, points=anchors.points[kept], label=places[anchors.label[kept]])
    return replace(segmenter, anchors=numbered), places[labels], number


def map_of(points: Floats, anchors: Anchors) -> Floats:
    """Return two principal coordinates and the group of at most 3,000 rows of the sample."""
    shown = points[:: max(1, -(-len(points) // MAP))]
    centred = shown - shown.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    axes = axes[:2] * np.sign(axes[:2, np.abs(axes[:2]).argmax(axis=1)].diagonal())[:, None]
    flat = centred @ axes.T
    flat = flat if flat.shape[1] == 2 else np.column_stack([flat, np.zeros(len(flat))])
    return np.column_stack([flat, anchors.nearest(shown)])
