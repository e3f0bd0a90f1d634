"""What would the segments of a finished analysis be by another choice of algorithm, or of their number?

`regroup` groups the kept sample anew and tells the result as the analysis tells its own: names, profiles, figures, map. `grid` gives the
figures of every number of groups that the analysis tried. Both read the analysis's folder and no events. Figures are of the sample; the
record says so. Nothing is written: the analysis keeps its segments, and so does whoever assigns new visits by them.
"""

from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

import numpy as np

from footfall.analysis.segments_sample import KeptSample, read_sample
from footfall.dataset.dataset import Ints
from footfall.errors import UsageError, Where
from footfall.models.candidate import AlgorithmScore
from footfall.models.regrouping import ALGORITHMS, COUNTED, Algorithm
from footfall.models.regrouping import regroup as group_again
from footfall.models.segmentation import Segmentation
from footfall.models.segmenter import NO_GROUP
from footfall.models.segments_artifact import load_segments
from footfall.report.content import Content
from footfall.report.kept import read_kept
from footfall.report.playbook import Playbook, read_playbook
from footfall.report.segments import Profile, Segments, describe, no_segments, remarks

__all__ = ["FEWEST_GROUPS", "MOST_GROUPS", "Regrouped", "grid", "regroup"]

FEWEST_GROUPS, MOST_GROUPS = 2, 10
RESAMPLES = 10
"""Bootstrap samples for stability: an answer within seconds, where the analysis takes 50 or 100."""


@dataclass(frozen=True, slots=True)
class Regrouped:
    """The segments by one choice.

    Parameters
    ----------
    algorithm, k
        What was asked; `k` is None where the algorithm finds the number itself.
    score
        How it did.
    segments
        For the report's pages; where no groups were found, `not_asked` says so.
    sample, rows
        Rows that were grouped and that all figures are of; rows that they were drawn from.
    own
        Whether these are the analysis's own groups, row by row. They carry its names, numbers and stability then.
    """

    algorithm: Algorithm
    k: int | None
    score: AlgorithmScore
    segments: Segments
    sample: int
    rows: int
    own: bool

    @property
    def of(self) -> str:
        """What the figures are of, in a sentence."""
        return said_of(self.sample, self.rows, self.segments.unit)


def regroup(
    folder: str | Path, algorithm: str, k: int | None = None, *, seed: int | None = None, resamples: int = RESAMPLES,
    book: Playbook | None = None,
) -> Regrouped:  # fmt: skip
    """Group the sample of a finished analysis by a choice of one's own.

    Parameters
    ----------
    folder
        Of the analysis.
    algorithm
        ``kmeans``, ``hierarchical``, ``dbscan`` or ``hdbscan``.
    k
        Number of groups, `FEWEST_GROUPS` to `MOST_GROUPS`; default: as many as the analysis found by this algorithm. The density
        algorithms find it themselves and take none.
    seed
        Default: the analysis's, with which its own choice gives its own groups again.
    resamples
        Bootstrap samples for stability; of the analysis's own groups, its own figure is told.
    book
        Names and actions; default: the playbook that the analysis was made with.

    Raises
    ------
    UsageError
        For an unknown algorithm, a number of groups that cannot be asked, or an analysis that has no segments.
    DataError
        When there are fewer different rows than groups.
    SourceError
        When the folder is no analysis, or kept no sample.
    ArtifactError
        When it was edited.

    Notes
    -----
    5,000 rows with 10 resamples took 2 s by k-means, 4 s hierarchical, 7 s by DBSCAN and 9 s by HDBSCAN, on two busy cores.
    """
    content, kept = opened(Path(folder))
    own = content.segments
    named, number = asked(algorithm, k, resamples, own)
    found = group_again(kept.features, named, number, seed=content.seed if seed is None else seed, resamples=resamples)
    rows = rows_in_all(own, kept)
    size = len(kept.features)
    if found.segmentation is None:
        score = told(found.score, size, rows, own.unit)
        return Regrouped(named, number, score, replace(no_segments(own.unit, found.score.note), algorithms=(score,)), size, rows, own=False)
    same = numbering(found.segmentation.labels, kept.group)
    segmentation = found.segmentation if same is None else numbered(found.segmentation, same)
    before = None if same is None else next((each for each in own.algorithms if each.name == named), None)
    score = told(found.score if before is None else before, size, rows, own.unit)
    docs = {each.feature: (each.doc, each.unit) for profile in own.profiles for each in profile.features}
    segments = describe(
        segmentation, kept.features, unit=own.unit, docs=docs, bought=kept.bought, revenue=kept.revenue,
        book=book or own_playbook(content),
    )  # fmt: skip
    profiles = segments.profiles if same is None else tuple(as_before(each, own) for each in segments.profiles)
    notes = (said_of(size, rows, own.unit), *remarks(list(profiles), segmentation.labels, own.unit))
    reason = f"{score.label} with {len(profiles)} groups{', as asked' if number is not None else ''}. {compared(own, same is not None)}"
    segments = replace(segments, reason=reason, algorithms=(score,), profiles=profiles, notes=notes)
    return Regrouped(named, number, score, segments, size, rows, own=same is not None)


def grid(folder: str | Path) -> tuple[AlgorithmScore, ...]:
    """Return the figures of every number of groups that an analysis tried, k-means first, fewest groups first.

    They were measured on at most 2,000 rows of the sample, on which k is chosen (`sample` says how many), so their silhouette and sum of
    squares differ a little from those that are told of the choice.

    Raises
    ------
    UsageError, SourceError, ArtifactError
        As of `regroup`.
    """
    return opened(Path(folder))[1].tried


def opened(folder: Path) -> tuple[Content, KeptSample]:
    """Return what an analysis found, and its sample, checked to be unedited."""
    content = read_kept(folder).content
    if content.segments.not_asked is not None or not content.segments.profiles:
        reason = content.segments.not_asked or "no groups were found."
        raise UsageError(
            f"The analysis {folder} has no segments: {reason}", where=Where(str(folder)), remedy="Name an analysis that has segments."
        )
    kept = read_sample(folder / "segments")
    load_segments(folder / "segments")
    return content, kept


def asked(algorithm: str, k: int | None, resamples: int, own: Segments) -> tuple[Algorithm, int | None]:
    """Return the choice where it can be asked."""
    if algorithm not in ALGORITHMS:
        near = get_close_matches(algorithm, ALGORITHMS, n=1)
        hint = f"Did you mean {near[0]}? " if near else ""
        raise UsageError(f"There is no algorithm {algorithm!r}.", remedy=f"{hint}Choose one of {', '.join(ALGORITHMS)}.")
    if resamples < 1:
        raise UsageError(f"Stability cannot be measured on {resamples} bootstrap samples.", remedy="Ask for 1 or more.")
    named = algorithm
    if named not in COUNTED:
        if k is not None:
            what = f"{named} finds the number of groups itself; {k} cannot be asked of it."
            raise UsageError(what, remedy=f"Leave the number out, or choose {' or '.join(COUNTED)}.")
        return named, None
    number = k if k is not None else next((each.k for each in own.algorithms if each.name == named), len(own.profiles))
    if not FEWEST_GROUPS <= number <= MOST_GROUPS:
        raise UsageError(f"{number} groups cannot be asked.", remedy=f"Ask for {FEWEST_GROUPS} to {MOST_GROUPS}.")
    return named, number


def own_playbook(content: Content) -> Playbook:
    """Return the playbook that the analysis was made with."""
    named = content.settings.get("playbook")
    return read_playbook(None if named is None else Path(str(named)))


def rows_in_all(own: Segments, kept: KeptSample) -> int:
    """Return how many rows the sample was drawn from."""
    largest = max(own.profiles, key=lambda profile: profile.count)
    return max(len(kept.features), round(largest.count / largest.share))


def told(score: AlgorithmScore, sample: int, rows: int, unit: str) -> AlgorithmScore:
    """Return a score that says what it is of."""
    nothing = f"{score.note} " if score.k < FEWEST_GROUPS else ""
    return replace(score, sample=sample if sample < rows else None, note=f"{nothing}{said_of(sample, rows, unit)}")


def said_of(sample: int, rows: int, unit: str) -> str:
    """Return what the figures are of."""
    return (
        f"All figures are of a random sample of {sample:,} of {rows:,} {unit}s."
        if sample < rows
        else f"All figures are of all {rows:,} {unit}s."
    )


def compared(own: Segments, same: bool) -> str:
    """Return how the choice stands to the analysis's own."""
    if same:
        return "These are the groups that the analysis itself recommends."
    label = next((each.label for each in own.algorithms if each.name == own.champion), own.champion or "")
    return f"The analysis itself recommends {label} with {len(own.profiles)} groups."


def numbering(labels: Ints, before: Ints) -> dict[int, int] | None:
    """Return the earlier number of each group; None where any row is grouped otherwise.

    >>> numbering(np.array([0, 0, 1, -1]), np.array([1, 1, 0, -1])), numbering(np.array([0, 0, 1]), np.array([0, 1, 1]))
    ({-1: -1, 0: 1, 1: 0}, None)
    """
    pairs = {(int(new), int(old)) for new, old in zip(labels, before, strict=True)}
    found = dict(sorted(pairs))
    alike = len(pairs) == len(found) == len(set(found.values())) and found.get(NO_GROUP, NO_GROUP) == NO_GROUP
    return found if alike and NO_GROUP not in {old for new, old in pairs if new != NO_GROUP} else None


def numbered(segmentation: Segmentation, number: dict[int, int]) -> Segmentation:
    """Return the same groups under other numbers."""
    names = number | {NO_GROUP: NO_GROUP}
    coordinates = segmentation.coordinates.copy()
    coordinates[:, 2] = [names.get(int(label), NO_GROUP) for label in coordinates[:, 2]]
    anchors = segmentation.segmenter.anchors
    moved = replace(anchors, label=np.array([names.get(int(label), NO_GROUP) for label in anchors.label], dtype=np.int64))
    return replace(
        segmentation, labels=np.array([names[int(label)] for label in segmentation.labels], dtype=np.int64), coordinates=coordinates,
        segmenter=replace(segmentation.segmenter, anchors=moved),
        jaccard={names[label]: value for label, value in segmentation.jaccard.items() if label in names},
    )  # fmt: skip


def as_before(profile: Profile, own: Segments) -> Profile:
    """Return a profile under the name, advice and stability that the analysis told."""
    old = next((each for each in own.profiles if each.segment == profile.segment), profile)
    return replace(profile, name=old.name, action=old.action, why=old.why, stability=old.stability, trust=old.trust)
