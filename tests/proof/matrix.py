"""Which declarations cover every aggregate in every setting?

`MATRIX`: each aggregate over arguments of each kind, with and without a filter, with and without `by`, in every scope that takes it.
"""

from collections.abc import Iterator

from tests.proof.streams import CATEGORIES, EXTRAS

from footfall.aggregates import (
    count,
    current,
    distinct,
    elapsed,
    ever,
    first,
    greatest,
    last,
    least,
    mean,
    most,
    repeats,
    share,
    since,
    spread,
    total,
    total_distinct,
)  # fmt: skip
from footfall.aggregates.aggregate import Aggregate
from footfall.expr import Expr, Field, event
from footfall.features.catalog import catalogue
from footfall.features.feature import Declaration, Feature, FeatureSet, Ratio
from footfall.windows.scope import SCOPES, Scope

__all__ = ["AGGREGATES", "CATALOGUE", "COLUMNS", "MATRIX", "WHERES"]

AGGREGATES: dict[str, Aggregate] = {
    "count": count(),
    "ever": ever(),
    "elapsed": elapsed(),
    "since": since(),
    "total": total(event.price_micros),
    "total_of_product": total(event.price_micros * event.quantity),
    "mean": mean(event.price_micros),
    "mean_of_integer": mean(event.quantity),
    "spread": spread(event.price_micros),
    "spread_of_integer": spread(event.quantity),
    "least": least(event.price_micros),
    "least_of_text": least(event.item_id),
    "greatest": greatest(event.price_micros),
    "greatest_of_text": greatest(event.item_id),
    "first": first(event.price_micros),
    "first_of_text": first(event.item_id),
    "last": last(event.quantity),
    "last_of_text": last(event.item_id),
    "current": current(event.price_micros),
    "current_of_text": current(event.item_id),
    "distinct": distinct(event.item_id),
    "distinct_of_integer": distinct(event.quantity),
    "repeats": repeats(event.item_id),
    "most": most(event.item_id),
    "share": share(event.type == "view_item"),
    "share_of_flag": share(event.bot),
    "total_distinct": total_distinct(event.price_micros, per=event.item_id),
    "total_distinct_of_integer": total_distinct(event.quantity, per=event.category),
}
"""Every aggregate of the closed set, by kind of argument."""

WHERES: tuple[Expr, ...] = (
    event.quantity > 0,
    event.type.is_in("view_item", "purchase", "add_to_cart"),
    ~(event.previous_category == event.category) | event.bot,
)
"""Filters that are true, false and null on the streams."""

BYS: tuple[Expr, ...] = (event.category, event.item_id)


def declarations() -> Iterator[Declaration]:
    """Give the matrix row by row; filters and keys take turns."""
    for number, (name, aggregate) in enumerate(AGGREGATES.items()):
        where, by = WHERES[number % len(WHERES)], BYS[number % len(BYS)]
        for scope in SCOPES:
            yield from cells(f"{name}_in_{scope.name}", aggregate, where, by, scope)
    yield Ratio("ratio", "total_in_session", "count_in_visitor")
    yield Ratio("ratio_by_zero", "mean_in_session", "least_in_visitor")
    yield Ratio("ratio_of_spreads", "spread_in_session", "spread_in_visitor")
    yield Feature("too_fine", count(), clock="microsecond")


def cells(name: str, aggregate: Aggregate, where: Expr, by: Expr, scope: Scope) -> Iterator[Feature]:
    """Give one aggregate in one scope: plain, filtered, by key, and both, as far as they are allowed."""
    slides = aggregate.rollup is not None
    if scope.days is not None and not slides:
        return
    filters = aggregate.name != "current"
    yield Feature(name, aggregate, scope=scope, unit="days" if "elapsed" in name else "")
    if filters:
        yield Feature(f"{name}_where", aggregate, where=where, scope=scope)
    if scope.days is None:
        yield Feature(f"{name}_by", aggregate, by=by, scope=scope)
    if scope.days is None and filters:
        yield Feature(f"{name}_where_by", aggregate, where=where, by=by, scope=scope)


MATRIX = FeatureSet(tuple(declarations()))

COLUMNS = [*([name for name, field in vars(type(event)).items() if isinstance(field, Field)]), *EXTRAS]
"""Every column that a feature may read."""

CATALOGUE = catalogue(COLUMNS, CATEGORIES)
"""The whole catalogue, extras and three categories included."""
