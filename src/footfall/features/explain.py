"""What does a feature mean, exactly?

`explain` gives one declaration as a person reads it: its sentence, its parts, and the SQL that computes it. It runs nothing.
"""

from dataclasses import dataclass
from difflib import get_close_matches

from footfall.engines.dialect import transpile
from footfall.errors import UsageError
from footfall.features.batch import features_sql
from footfall.features.feature import Declaration, Feature, FeatureSet, Ratio

__all__ = ["Explanation", "explain"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A declaration in words and in SQL."""

    name: str
    doc: str
    unit: str
    declaration: str
    scope: str
    clock: str
    sql: str


def explain(name: str, features: FeatureSet, *, dialect: str = "duckdb") -> Explanation:
    """Explain a feature of a set.

    Raises
    ------
    UsageError
        When there is no such feature; near names are suggested.
    """
    declaration = features.by_name.get(name)
    if declaration is None:
        near = get_close_matches(name, features.names, n=3)
        raise UsageError(
            f"There is no feature {name!r}.",
            remedy=f"Did you mean {', '.join(near)}?" if near else "`footfall explain` without a name lists them.",
        )
    sql = transpile(features_sql(FeatureSet(parts(declaration, features)), "visits"), dialect)
    if isinstance(declaration, Ratio):
        return Explanation(name, declaration.doc, declaration.unit, declaration.signature(), "as its parts", "as its parts", sql)
    return Explanation(name, declaration.doc, declaration.unit, declared(declaration), declaration.scope.name, declaration.clock, sql)


def parts(declaration: Declaration, features: FeatureSet) -> tuple[Declaration, ...]:
    """Return the declaration, after those that it divides."""
    if isinstance(declaration, Feature):
        return (declaration,)
    return (*dict.fromkeys((features.by_name[declaration.numerator], features.by_name[declaration.denominator])), declaration)


def declared(feature: Feature) -> str:
    """Return the declaration as it would be written."""
    x = feature.aggregate.x
    written = [f"{feature.aggregate.name}({x.sql() if x is not None else ''})"]
    written += [f"where {feature.where.sql()}"] if feature.where is not None else []
    written += [f"by {feature.by.sql()}"] if feature.by is not None else []
    return ", ".join([*written, f"over the {feature.scope.name}"])
