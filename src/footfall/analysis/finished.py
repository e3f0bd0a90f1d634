"""What does a finished analysis hold, read back from its folder?

`Finished`: the parts of ``summary.json`` that something is done with afterwards, checked as they are read. The output contract is in
docs/reference/summary.md; it computes nothing.
"""

import json
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from footfall.analysis.summary import SCHEMA_VERSION
from footfall.errors import SourceError, UsageError, Where

__all__ = ["Finished", "FinishedProfile", "FinishedProfit", "FinishedTarget", "finished"]

REBUILD = "Name the folder that `footfall analyze SOURCE --out DIR` wrote, or write it anew."


class FinishedProfit(BaseModel):
    """What acting on a target's scores costs and brings."""

    model_config = ConfigDict(frozen=True)

    conversion_value: float
    action_cost: float
    action_effect: float
    threshold: float | None
    break_even: float | None = None


class FinishedTarget(BaseModel):
    """One target of an analysis."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["binary", "amount"]
    unit: str
    proxy: bool
    not_asked: str | None
    champion: str | None = None
    threshold: float | None = None
    profit: FinishedProfit | None = None


class FinishedProfile(BaseModel):
    """One segment of an analysis, with the action that its playbook suggests."""

    model_config = ConfigDict(frozen=True)

    name: str
    action: str = ""


class _Segments(BaseModel):
    profiles: tuple[FinishedProfile, ...] = ()
    unit: str = "session"


class _Settings(BaseModel):
    action_effect: float | None = None


class _Source(BaseModel):
    visitors: int | None = None


class _Written(BaseModel):
    """The parts of ``summary.json`` that are read."""

    seed: int
    currency: str | None = None
    settings: _Settings = Field(default_factory=_Settings)
    source: _Source
    targets: dict[str, FinishedTarget]
    segments: _Segments


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished analysis.

    Parameters
    ----------
    folder
        Where it lies.
    seed, currency
        Of the run; ISO 4217 code of its amounts.
    effect
        Share of the conversions that an action brings about, where the run's settings said so.
    knows_visitors
        Whether its source does.
    targets, segments
        By name, and in the order of the summary.
    grouped
        What the segments are of: ``session`` or ``customer``.
    """

    folder: Path
    seed: int
    currency: str | None
    effect: float | None
    knows_visitors: bool
    targets: dict[str, FinishedTarget]
    segments: tuple[FinishedProfile, ...]
    grouped: str = "session"

    @property
    def scores(self) -> Path:
        """Its file of scores."""
        return self.folder / "scores.parquet"

    def target(self, name: str) -> FinishedTarget:
        """Return a target that was asked.

        Raises
        ------
        UsageError
            When there is none of that name (near names are suggested), or it was not asked.
        """
        asked = [each for each, target in self.targets.items() if target.not_asked is None]
        listed = f"Asked were: {', '.join(asked)}." if asked else "No target was asked in it."
        found = self.targets.get(name)
        if found is None:
            near = get_close_matches(name, asked, n=1)
            hint = f"Did you mean {near[0]}? {listed}" if near else listed
            raise UsageError(f"The analysis {self.folder} holds no target {name!r}.", where=Where(str(self.folder)), remedy=hint)
        if found.not_asked is not None:
            raise UsageError(
                f"{name} was not asked in {self.folder}: {found.not_asked}", where=Where(str(self.folder)), remedy=f"Name another. {listed}"
            )
        return found


def finished(folder: Path) -> Finished:
    """Read a finished analysis back.

    Raises
    ------
    UsageError
        When the folder is no analysis.
    SourceError
        When its summary is damaged or of another version, or its scores are gone.
    """
    path = folder / "summary.json"
    if not path.is_file():
        what = (
            "does not exist" if not folder.exists() else "is no folder" if not folder.is_dir() else "is no analysis: it has no summary.json"
        )
        raise UsageError(f"{folder} {what}.", where=Where(str(folder)), remedy=REBUILD)
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(record, dict):
            raise ValueError("it is no object")
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror}.", where=Where(str(path)), remedy=REBUILD) from error
    except ValueError as error:
        raise SourceError(f"{path} is no summary of an analysis: {error}.", where=Where(str(path)), remedy=REBUILD) from error
    version = record.get("schema_version")
    if version != SCHEMA_VERSION:
        raise SourceError(
            f"{path} is of schema_version {version}; this Footfall reads {SCHEMA_VERSION}.", where=Where(str(path)),
            remedy=f"Use the Footfall that wrote it ({record.get('version', 'unknown')}), or analyse again.",
        )  # fmt: skip
    if not (folder / "scores.parquet").is_file():
        raise SourceError(f"{folder} has no scores.parquet.", where=Where(str(folder)), remedy=REBUILD)
    return checked(folder, record, path)


def checked(folder: Path, record: dict[str, object], path: Path) -> Finished:
    """Return what a summary holds, or say where it does not hold it."""
    try:
        found = _Written.model_validate(record)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        what = f"{path} is no summary of an analysis: {place}: {first['msg']}."
        raise SourceError(what, where=Where(str(path), column=place), remedy=REBUILD) from error
    return Finished(
        folder, found.seed, found.currency, found.settings.action_effect, found.source.visitors is not None, found.targets,
        found.segments.profiles, found.segments.unit,
    )  # fmt: skip
