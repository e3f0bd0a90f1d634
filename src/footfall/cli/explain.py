"""``footfall explain``: what does a feature mean, exactly?"""

from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from footfall.cli.console import say, say_json
from footfall.cli.options import Json

__all__ = ["EXAMPLE", "command"]

EXAMPLE = "Example: footfall explain cart_value"


class Dialect(StrEnum):
    """Whose SQL."""

    duckdb = "duckdb"
    spark = "spark"


def command(
    feature: Annotated[str | None, typer.Argument(help="A feature's name; without it, all are listed.", show_default=False)] = None,
    dialect: Annotated[Dialect, typer.Option("--dialect", help="Whose SQL to show.")] = Dialect.duckdb,
    json: Json = False,
) -> None:
    """Show a feature's declaration, its sentence and its SQL."""
    from footfall.features.catalog import FEATURES

    if feature is None:
        if json:
            say_json({each.name: each.doc for each in FEATURES})
        else:
            say("\n".join(f"{each.name:28} {each.doc}" for each in FEATURES))
        return
    from footfall.features.explain import explain

    found = explain(feature, FEATURES, dialect=dialect)
    if json:
        say_json(asdict(found))
    else:
        say(f"{found.name}: {found.doc}\nunit: {found.unit}\nclock: {found.clock}\ndeclaration: {found.declaration}\n\n{found.sql}")
