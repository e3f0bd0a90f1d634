"""What should a segment be called, and what should be done about it?

`describe` gives every group a name from what sets it apart, a profile against the average, what it brings, how far it can be trusted, and
an action from the playbook (`playbook.toml`, meant to be edited). It groups nothing: `models.segmentation` does.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
import pandas as pd

from footfall.dataset.dataset import Floats
from footfall.errors import UsageError
from footfall.measures.clustering import NOISE
from footfall.models.segmentation import STABLE, AlgorithmScore, Segmentation

__all__ = ["NO_SEGMENT", "Play", "Profile", "ProfileValue", "Segments", "describe", "no_segments", "playbook"]

NO_SEGMENT = "No segment"
LEVELS: Mapping[str, tuple[float, float]] = {
    "very high": (1.0, np.inf),
    "high": (0.4, np.inf),
    "low": (-np.inf, -0.3),
    "very low": (-np.inf, -0.7),
}
"""Where a feature stands, in standard deviations from the mean of all."""


@dataclass(frozen=True, slots=True)
class Play:
    """A line of the playbook: a name and an action for segments whose features stand as `when` says."""

    name: str
    when: Mapping[str, str]
    action: str
    why: str
    unit: str = ""

    def fit(self, z: Mapping[str, float], unit: str) -> float | None:
        """Return how well it fits, in mean standard deviations; None where it does not."""
        if self.unit not in ("", unit) or any(feature not in z for feature in self.when):
            return None
        inside = [LEVELS[level][0] <= z[feature] <= LEVELS[level][1] for feature, level in self.when.items()]
        return float(np.mean([abs(z[feature]) for feature in self.when])) if all(inside) else None


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


@dataclass(frozen=True, slots=True)
class Segments:
    """All segments of an analysis; where there are none, `not_asked` says why."""

    unit: str
    champion: str | None = None
    reason: str = ""
    algorithms: tuple[AlgorithmScore, ...] = ()
    profiles: tuple[Profile, ...] = ()
    coordinates: tuple[tuple[float, float, int], ...] = ()
    notes: tuple[str, ...] = ()
    not_asked: str | None = None

    def names(self) -> dict[int, str]:
        """Return the name of each group number; rows of no group included."""
        return {NOISE: NO_SEGMENT} | {profile.segment: profile.name for profile in self.profiles}


def playbook(path: Path | None = None) -> tuple[Play, ...]:
    """Return the plays of a file; default: the one that comes with Footfall.

    Raises
    ------
    UsageError
        When the file is no playbook.
    """
    text = path.read_text(encoding="utf-8") if path is not None else files("footfall.report").joinpath("playbook.toml").read_text("utf-8")
    try:
        plays = tuple(Play(**play) for play in tomllib.loads(text)["play"])
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise UsageError(f"{path} is not a playbook: {error}.", remedy="Compare it with docs/reference/playbook.md.") from error
    wrong = next((level for play in plays for level in play.when.values() if level not in LEVELS), None)
    if wrong is not None:
        raise UsageError(f"The playbook knows no level {wrong!r}.", remedy=f"One of {', '.join(LEVELS)}.")
    return plays


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
    plays: tuple[Play, ...] | None = None,
) -> Segments:
    """Name and profile every group.

    Parameters
    ----------
    segmentation
        Of the same rows.
    features
        The n rows that were grouped.
    unit
        ``session``, ``customer`` or ``row``.
    docs
        Sentence and unit of each feature.
    bought, revenue
        Shape (n,): 1 where there was a purchase; its value. None where the data has none.
    plays
        Default: `playbook()`.
    """
    means, spreads = features.mean(), features.std(ddof=0)
    labels = segmentation.labels
    found = sorted(int(label) for label in np.unique(labels) if label != NOISE)
    values = {label: profile_values(features[labels == label].mean(), means, spreads, docs) for label in found}
    chosen = assigned({label: {each.feature: each.z for each in own} for label, own in values.items()}, unit, plays or playbook())
    profiles = []
    for label in found:
        inside, (name, action, why) = labels == label, chosen[label]
        rate = None if bought is None else float(bought[inside].mean())
        share = None if revenue is None or not revenue.sum() else float(revenue[inside].sum() / revenue.sum())
        stable = segmentation.jaccard.get(label)
        count = int(inside.sum())
        profiles.append(Profile(label, name, count / len(labels), count, rate, share, stable, values[label], action, why))
    algorithms, points = segmentation.algorithms, tuple((float(x), float(y), int(label)) for x, y, label in segmentation.coordinates)
    return Segments(unit, segmentation.champion, segmentation.reason, algorithms, tuple(profiles), points, remarks(profiles, labels, unit))


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


def assigned(z: Mapping[int, Mapping[str, float]], unit: str, plays: tuple[Play, ...]) -> dict[int, tuple[str, str, str]]:
    """Return name, action and why of each group: the best fits first, no play twice, and words made from features for the rest."""
    fits = [(play.fit(own, unit), -order, label, play) for label, own in z.items() for order, play in enumerate(plays)]
    ranked = sorted(
        ((fit, order, label, play) for fit, order, label, play in fits if fit is not None), key=lambda each: each[:3], reverse=True
    )
    chosen: dict[int, tuple[str, str, str]] = {}
    for _, _, label, play in ranked:
        if label not in chosen and all(name != play.name for name, _, _ in chosen.values()):
            chosen[label] = (play.name, play.action, play.why)
    for label, own in z.items():
        if label not in chosen:
            chosen[label] = made_up(own, {name for name, _, _ in chosen.values()})
    return chosen


def made_up(own: Mapping[str, float], taken: set[str]) -> tuple[str, str, str]:
    """Return a name from the features that stand out most, for a group that no play fits."""
    ranked = sorted(own, key=lambda feature: (-abs(own[feature]), feature))
    sayings = [f"{'high' if own[feature] > 0 else 'low'} {feature.replace('_', ' ')}" for feature in ranked]
    strong = [saying for feature, saying in zip(ranked, sayings, strict=True) if abs(own[feature]) >= 0.25]
    name = ", ".join(strong[:2]).capitalize() if strong else "Typical visitors"
    for extra in range(3, len(sayings) + 1):
        if name not in taken:
            break
        name = ", ".join(sayings[:extra]).capitalize()
    why = f"What sets them apart: {', '.join(strong[:3])}." if strong else "They differ little from the average of all."
    return (
        name,
        "Use them as the yardstick for the other segments, and spend no campaign of its own on them."
        if not strong
        else "Look at the profile.",
        why,
    )


def remarks(profiles: list[Profile], labels: np.ndarray[tuple[int], np.dtype[np.int64]], unit: str) -> tuple[str, ...]:
    """Return what a reader should know: segments that are not stable, rows of no segment."""
    shaky = [f"“{each.name}”" for each in profiles if each.stability is not None and each.stability < STABLE]
    notes = [f"Not stable, read with care (they come out differently when the data is drawn again): {', '.join(shaky)}."] if shaky else []
    outside = int((labels == NOISE).sum())
    return tuple(notes + ([f"{outside:,} {unit}s belong to no segment."] if outside else []))
