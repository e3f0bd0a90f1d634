"""What may a segment be called, and what is done about it?

Reads the playbook (`playbook.toml`, meant to be edited): plays, each a name and an action for segments whose features stand as it says,
words for what no play fits, and names and actions of the RFM groups and of the groups of visitors who may be about to leave.
`report.segments`, `report.rfm` and `analysis.leaving` use it.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from footfall.errors import UsageError, Where
from footfall.models.rfm import TABLE

__all__ = ["FORMERLY", "LEAVING", "LEVELS", "UNPLANNED", "YARDSTICK", "LeavingPlay", "Play", "Playbook", "RfmPlay", "read_playbook"]

LEVELS: Mapping[str, tuple[float, float]] = {
    "very high": (1.0, np.inf),
    "high": (0.4, np.inf),
    "not low": (-0.3, np.inf),
    "not high": (-np.inf, 0.3),
    "low": (-np.inf, -0.3),
    "very low": (-np.inf, -0.7),
}
"""Where a feature stands, in standard deviations from the mean of all."""
WORTH_SAYING = 0.25
"""Standard deviations from which a difference makes part of a name."""
UNPLANNED = "Ask some of them on the page what they came for, and try an answer to it on half of the segment."
YARDSTICK = "Use them as the yardstick for the other segments, and spend no campaign of its own on them."
"""The actions for segments that no play fits: those that stand out, and those that do not."""
FORMERLY: Mapping[str, str] = {"orders_before": "orders_so_far"}
"""Features that sessions are grouped by, and the name they had in playbooks of before: those still fit."""
LEAVING = ("abandoned_cart", "fading", "likely_to_leave")
"""Groups of visitors who may be about to leave, the most concrete first: of who is in several, the first one's action is suggested."""
REMEDY = "Compare it with docs/reference/playbook.md."


@dataclass(frozen=True, slots=True)
class Play:
    """A name and an action for segments whose features stand as `when` says; `unit` is session, customer or empty for either."""

    name: str
    when: Mapping[str, str]
    action: str
    why: str
    unit: str = ""

    def fit(self, z: Mapping[str, float], unit: str) -> float | None:
        """Return how well it fits: mean standard deviations of what stands high or low (0 where nothing does); None where it does not."""
        z = {FORMERLY[name]: value for name, value in z.items() if name in FORMERLY} | dict(z)
        if self.unit not in ("", unit) or any(feature not in z for feature in self.when):
            return None
        inside = [LEVELS[level][0] <= z[feature] <= LEVELS[level][1] for feature, level in self.when.items()]
        told = [abs(z[feature]) for feature, level in self.when.items() if not level.startswith("not")]
        return float(np.mean(told or [0.0])) if all(inside) else None


@dataclass(frozen=True, slots=True)
class RfmPlay:
    """What an RFM group is called and what is done about it."""

    name: str
    action: str
    why: str


@dataclass(frozen=True, slots=True)
class LeavingPlay:
    """What a group of visitors who may be about to leave is called and what is done about it."""

    name: str
    action: str
    why: str


@dataclass(frozen=True, slots=True)
class Playbook:
    """Plays in their order, the words for much and little of a feature, the RFM groups and those about to leave by their key."""

    plays: tuple[Play, ...] = ()
    words: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    rfm: Mapping[str, RfmPlay] = field(default_factory=dict)
    leaving: Mapping[str, LeavingPlay] = field(default_factory=dict)

    def assign(self, z: Mapping[int, Mapping[str, float]], unit: str) -> dict[int, tuple[str, str, str]]:
        """Return name, action and why of each group: the best fits first, no play twice, and words made from features for the rest.

        Parameters
        ----------
        z
            By group, each feature's distance from the mean of all in standard deviations.
        unit
            What is grouped: ``session`` or ``customer``.
        """
        fits = [(play.fit(own, unit), -order, label, play) for label, own in z.items() for order, play in enumerate(self.plays)]
        ranked = [(fit, order, label, play) for fit, order, label, play in fits if fit is not None]
        chosen: dict[int, tuple[str, str, str]] = {}
        for _, _, label, play in sorted(ranked, key=lambda each: each[:3], reverse=True):
            if label not in chosen and all(name != play.name for name, _, _ in chosen.values()):
                chosen[label] = (play.name, play.action, play.why)
        for label, own in z.items():
            if label not in chosen:
                chosen[label] = self._made_up(own, {name for name, _, _ in chosen.values()})
        return chosen

    def say(self, feature: str, z: float) -> str:
        """Return much or little of a feature in words.

        >>> Playbook(words={"clicks": ("long visits", "short visits")}).say("clicks", 1.2)
        'long visits'
        >>> Playbook().say("clicks_in_sale", -1.0)
        'little of sale'
        """
        written = feature if feature in self.words else FORMERLY.get(feature, feature)
        if written in self.words:
            return self.words[written][0 if z > 0 else 1]
        if feature.startswith("clicks_in_"):
            return f"{'much' if z > 0 else 'little'} of {feature.removeprefix('clicks_in_').replace('_', ' ')}"
        return f"{'high' if z > 0 else 'low'} {feature.replace('_', ' ').lower()}"

    def _made_up(self, z: Mapping[str, float], taken: set[str]) -> tuple[str, str, str]:
        """A name from what stands out most, for a group that no play fits."""
        ranked = sorted(z, key=lambda feature: (-abs(z[feature]), feature))
        said = list(dict.fromkeys(self.say(feature, z[feature]) for feature in ranked if abs(z[feature]) >= WORTH_SAYING))
        if not said:
            return _other("Typical visitors", taken), YARDSTICK, "They differ little from the average of all."
        names = (_sentence(said[:many]) for many in range(2, len(said) + 1))
        parts = {frozenset(_parts(name)) for name in taken}
        name = next((name for name in names if frozenset(_parts(name)) not in parts), _other(_sentence(said[:2]), taken))
        return name, UNPLANNED, f"What sets them apart: {', '.join(said[:3])}."


def read_playbook(path: Path | None = None) -> Playbook:
    """Read a playbook; default: the one that comes with Footfall.

    Raises
    ------
    UsageError
        When the file cannot be read or is no playbook.
    """
    found = _read(path)
    ours = found if path is None else _read(None)
    rfm = {each.key: RfmPlay(each.name, each.action, each.why) for each in (*ours.rfm, *found.rfm)}
    leaving: dict[str, LeavingPlay] = {each.key: LeavingPlay(each.name, each.action, each.why) for each in (*ours.leaving, *found.leaving)}
    return Playbook(tuple(Play(**play.model_dump()) for play in found.play), found.words, rfm, leaving)


def _read(path: Path | None) -> "_Written":
    """Read and check one file; None is ours."""
    own = files("footfall.report").joinpath("playbook.toml") if path is None else path
    try:
        return _Written.model_validate(tomllib.loads(own.read_text(encoding="utf-8")))
    except OSError as error:
        raise UsageError(f"The playbook {path} cannot be read: {error.strerror}.", where=Where(str(path)), remedy=REMEDY) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise UsageError(
            f"{path} is not a playbook: {place}: {first['msg']}.", where=Where(str(path), column=place), remedy=REMEDY
        ) from error
    except ValueError as error:
        raise UsageError(f"{path} is not a playbook: {error}.", where=Where(str(path)), remedy=REMEDY) from error


class _WrittenPlay(BaseModel):
    """A play as a file has it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: str = Field(min_length=1)
    when: dict[str, Literal["very high", "high", "not low", "not high", "low", "very low"]] = Field(min_length=1)
    action: str = Field(min_length=1)
    why: str = Field(min_length=1)
    unit: Literal["", "session", "customer"] = ""


class _WrittenRfm(BaseModel):
    """An RFM group as a file has it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    key: str
    name: str = Field(min_length=1)
    action: str = Field(min_length=1)
    why: str = Field(min_length=1)

    @field_validator("key")
    @classmethod
    def _of_the_table(cls, value: str) -> str:
        known = [rule.key for rule in TABLE]
        if value not in known:
            raise ValueError(f"{value!r} is no RFM group; they are {', '.join(known)}")
        return value


class _WrittenLeaving(BaseModel):
    """A group of visitors who may be about to leave, as a file has it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    key: Literal["abandoned_cart", "fading", "likely_to_leave"]
    name: str = Field(min_length=1)
    action: str = Field(min_length=1)
    why: str = Field(min_length=1)


class _Written(BaseModel):
    """A playbook as a file has it; one of before the groups of customers and of those about to leave has none, and ours stand in."""

    model_config = ConfigDict(extra="forbid")

    play: list[_WrittenPlay]
    words: dict[str, tuple[str, str]] = Field(default_factory=dict)
    rfm: list[_WrittenRfm] = Field(default_factory=list)
    leaving: list[_WrittenLeaving] = Field(default_factory=list)


def _sentence(said: list[str]) -> str:
    joined = ", ".join(said)
    return joined[0].upper() + joined[1:]


def _parts(name: str) -> Iterable[str]:
    return name.lower().split(", ")


def _other(name: str, taken: set[str]) -> str:
    """The name, numbered where it is taken."""
    number = 2
    found = name
    while found in taken:
        found, number = f"{name} ({number})", number + 1
    return found
