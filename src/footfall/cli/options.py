"""Which options do several verbs share? Their types and help, and the settings that come of them."""

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from footfall.settings import LoadedSettings

__all__ = [
    "Currency", "Effort", "Force", "Json", "Out", "SchemaFile", "Seed", "SettingsFile", "Sources", "Target", "Timezone", "loaded",
    "one_or_many",
]  # fmt: skip


class Effort(StrEnum):
    """How long to tune."""

    quick = "quick"
    standard = "standard"
    thorough = "thorough"


Sources = Annotated[list[str], typer.Argument(help="A data set's name (uci-553, uci-468, cdnow), or files or globs.", show_default=False)]
SchemaFile = Annotated[Path | None, typer.Option("--schema", help="A schema.toml that maps the columns of the files.")]
SettingsFile = Annotated[Path | None, typer.Option("--settings", help="A settings file; default: footfall.toml in this folder.")]
Out = Annotated[Path, typer.Option("--out", help="Where to write.", show_default=False)]
Target = Annotated[str | None, typer.Option("--target", help="One target, or a column of the source; default: all that can be asked.")]
Force = Annotated[bool, typer.Option("--force", help="Go on with a target that the leakage audit refuses.")]
Seed = Annotated[int | None, typer.Option("--seed", help="Seed of everything random.")]
Timezone = Annotated[str | None, typer.Option("--timezone", help="The shop's zone, such as Europe/Warsaw.")]
Currency = Annotated[str | None, typer.Option("--currency", help="ISO 4217 code of the amounts, where the data does not say.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document, for machines.")]


def loaded(path: Path | None, **flags: object) -> "LoadedSettings":
    """Return the effective settings."""
    from footfall.settings import load

    return load(path, environment=os.environ, flags=flags)


def one_or_many(sources: list[str]) -> str | list[str]:
    """Return a single source as itself."""
    return sources[0] if len(sources) == 1 else sources
