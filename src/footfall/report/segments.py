"""What should a segment be called, and what should be done about it?

`describe` gives every group a name from what sets it apart, a profile against the average, what it brings, how far it can be trusted, and
an action from the playbook. It groups nothing: `models.segmentation` does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from footfall.dataset.dataset import Floats
from footfall.measures.clustering import NOISE
from footfall.measures.stability import Trust, trust
from footfall.models.segmentation import AlgorithmScore, Segmentation
from footfall.models.segmenter import NO_SEGMENT
from footfall.report.playbook import Playbook
from footfall.report.rfm import RfmSegments

__all__ = ["NO_SEGMENT", "Profile", "ProfileValue", "Segments", "describe", "no_segments"]

UNSTABLE = " (not stable)"
"""Ends the name of a segment that would come out differently if the data were drawn again, wherever the name goes."""


@dataclass(frozen=True, slots=True)
class ProfileValue:
    """A feature's mean in the segment and over all, and their difference `z` in standard deviations of all."""

    feature: str
    doc: str
    unit: str
    mean: float
    overall: float
    z: float


@dataclass(frozen=True, slots=True)
class Profile:
    """One segment. Rates and shares are between 0 and 1; None where the data has no purchases or no revenue."""

    segment: int
    name: str
    share: float
    count: int
    conversion_rate: float | None
    revenue_share: float | None
    stability: float | None
    features: tuple[ProfileValue, ...]
    action: str
    why: str
    trust: Trust | None = None


@dataclass(frozen=True, slots=True)
class Segments:
    """All segments of an analysis; where there are none, `not_asked` says why.

    `provisional` counts the sessions that were still open at the end of the data: their segment is as of their last event. `rfm` holds the
    customers' groups beside the learnt ones.
    """

    unit: str
    champion: str | None = None
    reason: str = ""
    algorithms: tuple[AlgorithmScore, ...] = ()
    profiles: tuple[Profile, ...] = ()
    coordinates: tuple[tuple[float, float, int], ...] = ()
    notes: tuple[str, ...] = ()
    not_asked: str | None = None
    provisional: int = 0
    rfm: RfmSegments = field(default_factory=RfmSegments)

    def names(self) -> dict[int, str]:
        """Return the name of each group number; rows of no group included."""
        return {NOISE: NO_SEGMENT} | {profile.segment: profile.name for profile in self.profiles}


def no_segments(unit: str, reason: str) -> Segments:
    """Return the result of a segmentation that was not asked."""
    return Segments(unit, not_asked=reason)


def describe(
    segmentation: Segmentation,
    features: pd.DataFrame,
    *,
    unit: str,
    docs: Mapping[str, tuple[str, str]],
    bought: Floats | None = None,
    revenue: Floats | None = None,
    book: Playbook,
) -> Segments:
    """Name and profile every group.

    Parameters
    ----------
    segmentation
        Of the same rows.
    features
        The n rows that were grouped.
    unit
        ``session`` or ``customer``.
    docs
        Sentence and unit of each feature.
    bought, revenue
        Shape (n,): 1 where there was a purchase, NaN where that is not known; its value. None where the data has none.
    book
        Names and actions.
    """
    means, spreads = features.mean(), features.std(ddof=0)
    labels = segmentation.labels
    found = sorted(int(label) for label in np.unique(labels) if label != NOISE)
    values = {label: profile_values(features[labels == label].mean(), means, spreads, docs) for label in found}
    chosen = book.assign({label: {each.feature: each.z for each in own} for label, own in values.items()}, unit)
    profiles = []
    for label in found:
        inside, (name, action, why) = labels == label, chosen[label]
        rate = None if bought is None else mean_known(bought[inside])
        share = None if revenue is None or not revenue.sum() else float(revenue[inside].sum() / revenue.sum())
        stable = segmentation.jaccard.get(label)
        count = int(inside.sum())
        how = None if stable is None else trust(stable)
        said = name + UNSTABLE * (how == "unstable")
        profiles.append(Profile(label, said, count / len(labels), count, rate, share, stable, values[label], action, why, how))
    algorithms, points = segmentation.algorithms, tuple((float(x), float(y), int(label)) for x, y, label in segmentation.coordinates)
    return Segments(unit, segmentation.champion, segmentation.reason, algorithms, tuple(profiles), points, remarks(profiles, labels, unit))


def mean_known(values: Floats) -> float | None:
    """Return the mean of the values that are known; None where none is."""
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else None


def profile_values(
    own: "pd.Series[float]", means: "pd.Series[float]", spreads: "pd.Series[float]", docs: Mapping[str, tuple[str, str]]
) -> tuple[ProfileValue, ...]:
    """Return the features that vary, what sets the segment apart most first."""
    values = []
    for name in map(str, own.index):
        if np.isfinite(own[name]) and spreads[name] > 1e-12:
            doc, unit = docs.get(name, (name, ""))
            z = (own[name] - means[name]) / spreads[name]
            values.append(ProfileValue(name, doc, unit, float(own[name]), float(means[name]), float(z)))
    return tuple(sorted(values, key=lambda each: (-abs(each.z), each.feature)))


def remarks(profiles: list[Profile], labels: np.ndarray[tuple[int], np.dtype[np.int64]], unit: str) -> tuple[str, ...]:
    """Return what a reader should know: segments that are not stable, rows of no segment."""
    shaky = [f"“{each.name}”" for each in profiles if each.trust == "unstable"]
    notes = [f"Not stable, read with care (they come out differently when the data is drawn again): {', '.join(shaky)}."] if shaky else []
    doubtful = [f"“{each.name}”" for each in profiles if each.trust == "doubtful"]
    if doubtful:
        notes.append(f"There is a pattern, but who exactly belongs to it is in doubt: {', '.join(doubtful)}.")
    outside = int((labels == NOISE).sum())
    return tuple(notes + ([f"{outside:,} {unit}s belong to no segment."] if outside else []))
