"""What makes a row no event?

The faults that put a row into quarantine, each with its SQL condition over the staged values. It repairs nothing; `quality` counts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from footfall.engines.duckdb import quote, text
from footfall.events.currencies import CODES
from footfall.events.schema import Schema
from footfall.events.times import EARLIEST_US, LATEST_US

__all__ = ["MOST_AMOUNT", "MOST_QUANTITY", "REASON", "Fault", "faults"]

REASON = quote("footfall reason")
"""Column, for the time being, of the reason why a row cannot be an event."""

MOST_QUANTITY = 10_000
"""A larger quantity in one row is taken for an error of the data."""

MOST_AMOUNT = 1_000_000_000_000
"""A larger price or value is taken for an error; in micro-units it would near the end of 64 bits."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A reason to put a row aside.

    Parameters
    ----------
    reason
        In words, for the report.
    when
        SQL condition over the staged values (``in x`` is what the file says, ``x`` what was read).
    column
        Canonical column, or extra, at fault.
    """

    reason: str
    when: str
    column: str


def faults(schema: Schema, extras: Mapping[str, str]) -> tuple[Fault, ...]:
    """Return every fault that a source of this schema can have, in the order in which they are looked for."""
    return tuple(_faults(schema, extras))


def _faults(schema: Schema, extras: Mapping[str, str]) -> Iterable[Fault]:
    yield Fault("time is missing", '"in us" IS NULL', "us")
    yield Fault("time cannot be read", "us IS NULL", "us")
    yield Fault("time is out of range (1990 to 2100)", f"us NOT BETWEEN {EARLIEST_US} AND {LATEST_US - 1}", "us")
    if schema.knows_visitors:
        yield Fault("visitor is missing", "visitor_id IS NULL", "visitor_id")
    else:
        yield Fault("session is missing", "session_id IS NULL", "session_id")
    yield Fault("event type is missing", "type IS NULL", "type")
    for name in ("price", "value"):
        if name in schema.columns:
            yield Fault(f"{name} is not a number", f'"in {name}" IS NOT NULL AND {name} IS NULL', name)
            yield Fault(f"{name} is infinite", f"isinf({name})", name)
            yield Fault(f"{name} is negative", f"{name} < 0", name)
            yield Fault(f"{name} is absurd (over {MOST_AMOUNT:,})", f"{name} > {MOST_AMOUNT}", name)
    if "quantity" in schema.columns:
        said = 'try_cast("in quantity" AS DOUBLE)'
        yield Fault(
            "quantity is not a whole number", f'"in quantity" IS NOT NULL AND ({said} IS NULL OR {said} <> floor({said}))', "quantity"
        )
        yield Fault(
            f"quantity is absurd (below 1 or over {MOST_QUANTITY:,})",
            f'"in quantity" IS NOT NULL AND (quantity IS NULL OR quantity NOT BETWEEN 1 AND {MOST_QUANTITY})',
            "quantity",
        )
    if "currency" in schema.columns:
        yield Fault("currency is unknown", f"currency NOT IN ({', '.join(text(code) for code in CODES)})", "currency")
    for name, kind in extras.items():
        if kind != "VARCHAR":
            yield Fault(f"{name} is not a {kind}", f"{quote('in ' + name)} IS NOT NULL AND {quote(name)} IS NULL", name)
