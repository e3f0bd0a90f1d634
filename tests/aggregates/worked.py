"""What do both faces of an aggregate say of a log that was worked out by hand?"""

from collections.abc import Sequence

from tests.proof.oracle import Row
from tests.proof.runs import batch, online
from tests.proof.streams import fixed

from footfall.aggregates.aggregate import Aggregate
from footfall.expr import Expr, Value
from footfall.features.feature import Feature, FeatureSet
from footfall.windows.scope import VISITOR, Scope

__all__ = ["DAY", "SECOND", "answers", "log"]

SECOND = 1_000_000
DAY = 86_400 * SECOND


def log(**columns: Sequence[Value]) -> list[Row]:
    """Return one visitor's events, one a second from 1970 on, null but for the columns given."""
    length = len(next(iter(columns.values())))
    given: list[Row] = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    return [blank(number) | row for number, row in zip(range(length), given, strict=True)]


def blank(number: int) -> Row:
    """Return an event about which nothing is known."""
    known = {"event_id": f"e{number:03}", "visitor_id": "v", "us": number * SECOND, "seq": number, "utc_offset_s": 0, "bot": False}
    return {**dict.fromkeys(fixed(0)[0]), **known, "time_precision": "second"}


def answers(
    aggregate: Aggregate, rows: Sequence[Row], *, where: Expr | None = None, by: Expr | None = None, scope: Scope = VISITOR, unit: str = ""
) -> list[Value]:
    """Return the value at every event, on which the SQL and the fold must agree to the type."""
    features = FeatureSet((Feature("answer", aggregate, where=where, by=by, scope=scope, unit=unit),))
    found, folded = batch(rows, features), online(rows, features)
    assert [(type(value), value) for (value,) in found] == [(type(value), value) for (value,) in folded]
    return [value for (value,) in found]
