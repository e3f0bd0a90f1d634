"""Which arguments and options do several verbs share? Their types and help, and the settings that come of them."""

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from footfall.settings import LoadedSettings

__all__ = [
    "At", "Currency", "Deep", "Effort", "EffortOption", "Force", "Json", "OutFile", "OutFolder", "Rates", "SchemaFile", "Seed",
    "SettingsFile",
    "Sources", "Target", "Timezone", "loaded", "one_or_many", "share_of",
]  # fmt: skip


class Effort(StrEnum):
    """How long to tune."""

    quick = "quick"
    standard = "standard"
    thorough = "thorough"


class At(StrEnum):
    """At which events."""

    every = "every"
    last = "last"


Sources = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE", help="A data set's name (uci-553, uci-468, cdnow), or files or globs.", show_default=False),
]
OutFile = Annotated[Path, typer.Option("--out", metavar="FILE", help="The file to write.", show_default=False)]
OutFolder = Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write.", show_default=False)]
SchemaFile = Annotated[
    Path | None, typer.Option("--schema", metavar="FILE", help="A schema.toml that maps the columns of the files.", show_default=False)
]
SettingsFile = Annotated[
    Path | None,
    typer.Option("--settings", metavar="FILE", help="A settings file; default: footfall.toml in this folder.", show_default=False),
]
Target = Annotated[
    str | None, typer.Option("--target", metavar="NAME", help="One target, or a column of the source; default: all that can be asked.")
]
EffortOption = Annotated[Effort | None, typer.Option("--effort", help="How long to tune (setting: effort).")]
Timezone = Annotated[
    str | None, typer.Option("--timezone", metavar="ZONE", help="The shop's zone, such as Europe/Warsaw (setting: timezone).")
]
Currency = Annotated[
    str | None,
    typer.Option("--currency", metavar="CODE", help="ISO 4217 code of amounts (setting: currency)."),
]
Rates = Annotated[
    str | None,
    typer.Option("--rates", metavar="CODE=RATE,...", help="What one unit of other currencies is worth in --currency (setting: rates)."),
]
Seed = Annotated[int | None, typer.Option("--seed", metavar="S", help="Seed of everything random (setting: seed).")]
Deep = Annotated[
    bool | None,
    typer.Option("--deep", help="Train sequence models beside the others; needs the extra deep (setting: deep).", show_default=False),
]
Force = Annotated[bool, typer.Option("--force", help="Go on with a target that the leakage audit refuses.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document, for machines; errors as JSON too.")]


def loaded(path: Path | None, **flags: object) -> "LoadedSettings":
    """Return the effective settings: defaults < settings file < environment < flags that were given (not None)."""
    from footfall.settings import load

    return load(path, environment=os.environ, flags=flags)


def one_or_many(sources: list[str]) -> str | list[str]:
    """Return a single source as itself: only a lone one can be a data set's name."""
    return sources[0] if len(sources) == 1 else sources


def share_of(text: str, option: str) -> float:
    """Return a share that was typed as ``10%`` or ``0.1``."""
    from footfall.errors import UsageError

    number = text.strip()
    try:
        return float(number[:-1]) / 100 if number.endswith("%") else float(number)
    except ValueError as error:
        raise UsageError(f"{option} {text} is no share.", remedy="Write it like 10% or 0.1.") from error
