"""What does a feature mean, exactly? ``footfall explain``."""

from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from footfall.cli.console import say, say_json
from footfall.cli.options import Json

if TYPE_CHECKING:
    from footfall.features.explain import Explanation
    from footfall.features.feature import FeatureSet

__all__ = ["EXAMPLES", "SHORT", "command"]

SHORT = "A feature's declaration, its sentence and its SQL."
EXAMPLES = ("footfall explain cart_value", "footfall explain revenue_last_28d --dialect spark", "footfall explain")


class Dialect(StrEnum):
    """Whose SQL."""

    duckdb = "duckdb"
    spark = "spark"


def command(
    feature: Annotated[
        str | None, typer.Argument(metavar="FEATURE", help="A feature's name; without it, all are listed.", show_default=False)
    ] = None,
    dialect: Annotated[Dialect, typer.Option("--dialect", help="Whose SQL to show.")] = Dialect.duckdb,
    json: Json = False,
) -> None:
    """Show a feature's declaration, its sentence and its SQL."""
    from footfall.features.catalog import FEATURES
    from footfall.features.explain import explain

    if feature is None:
        sentences = {each.name: each.doc for each in FEATURES}
        if json:
            say_json(sentences)
        else:
            say("\n".join(f"{name:30} {doc}" for name, doc in sentences.items()))
        return
    found = explain(feature, with_category(FEATURES, feature), dialect=dialect)
    if json:
        say_json(asdict(found))
    else:
        say(told(found))


def with_category(features: "FeatureSet", name: str) -> "FeatureSet":
    """Return the catalogue, and with it the features of a category that a name such as ``clicks_in_sale`` speaks of."""
    from footfall.features.catalog.categories import per_category
    from footfall.features.feature import FeatureSet

    kind, _, category = name.partition("_in_")
    if name in features.by_name or kind not in ("clicks", "seconds") or not category:
        return features
    return FeatureSet((*features, *per_category([category])))


def told(found: "Explanation") -> str:
    """Return an explanation in lines."""
    facts = {"unit": found.unit, "scope": found.scope, "coarsest clock": found.clock, "declaration": found.declaration}
    return "\n".join([f"{found.name}: {found.doc}", *(f"{title}: {fact}" for title, fact in facts.items()), "", found.sql])
