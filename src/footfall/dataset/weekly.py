"""What is known of a visitor at a cut-off that lies after their latest event?

Features are as of an event; a weekly cut-off comes days later. `idle_days` says how long nothing has happened. And an *amount* is not told
what only ever grows with a visitor's age (orders, revenue, visits so far), but the same for each day known. A total of ten weeks and one of
a year mean different things: a model that learnt from young visitors takes every old one for a great one, and its amounts no longer add
up. A yes-or-no question, which asks for an order and not for a sum, keeps the totals.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from footfall.dataset.dataset import Kind
from footfall.engines.duckdb import quote
from footfall.events.event import DAY_US
from footfall.expr import Value
from footfall.features.feature import Declaration, Feature, FeatureSet
from footfall.windows.scope import VISITOR

__all__ = ["IDLE", "IDLE_PHRASE", "Known", "declared_names", "known", "known_of_one"]

IDLE = "idle_days"
IDLE_PHRASE = "last seen {} ago"
PER_DAY = "_per_day"
AGE = "days_known"
PRIOR_DAYS = 28
"""Days that every visitor is taken to have been known longer, so that the rate of a new one is not wild. It is the shape of the posterior
mean of a visitor's rate, ``(r + orders) / (alpha + age)``, under gamma-distributed rates; on CDNOW alpha is 4.4 weeks (Fader, Hardie & Lee,
Marketing Science 24, 2005, table 2)."""
GROWING = frozenset({"count", "total", "distinct"})
"""Aggregates that grow as long as events come."""
IDLE_SQL = f"(cut_off_us - visits.us) / {float(DAY_US)}"


@dataclass(frozen=True, slots=True)
class Known:
    """One column of a data set: its name, its SQL over ``f`` (features), ``visits`` and ``cut_off_us``, and its sentence."""

    name: str
    sql: str
    doc: str


def known(features: FeatureSet, *, weekly: bool, kind: Kind | None = None) -> tuple[Known, ...]:
    """Return the columns that a model is given, in order: the features themselves or, for a target asked weekly, as of its cut-offs.

    Parameters
    ----------
    features
        Declarations. A total over a visitor's whole past becomes ``total / (days_known + idle_days + 28)`` for an amount, where
        `days_known` is among them.
    weekly
        Whether cut-offs lie after the events.
    kind
        Of the target; None: the columns of both kinds.
    """
    columns = []
    for each in features:
        grows = weekly and AGE in features.by_name and is_growing(each)
        if not grows or kind != "amount":
            columns.append(Known(each.name, f"f.{quote(each.name)}", each.doc))
        if grows and kind != "binary":
            rate = f"f.{quote(each.name)} / (f.{quote(AGE)} + {IDLE_SQL} + {PRIOR_DAYS})"
            columns.append(Known(each.name + PER_DAY, rate, f"{each.doc.rstrip('.')}, for each day known."))
    return (*columns, *((Known(IDLE, IDLE_SQL, "Days since this visitor's latest event."),) if weekly else ()))


def known_of_one(features: FeatureSet, values: Mapping[str, Value], idle_us: int) -> dict[str, Value]:
    """Return the columns of `known` at a weekly cut-off, those of both kinds of targets, for one visitor: the same in plain Python.

    Parameters
    ----------
    features
        Declarations.
    values
        Of each feature, as of the visitor's latest event.
    idle_us
        Microseconds from that event to the cut-off.
    """
    idle = idle_us / float(DAY_US)
    found = {**values, IDLE: idle}
    age = values.get(AGE)
    for each in features:
        if AGE in features.by_name and is_growing(each):
            total = values[each.name]
            days = None if age is None else float(age) + idle + PRIOR_DAYS
            found[each.name + PER_DAY] = None if total is None or not days else float(total) / days
    return found


def is_growing(each: Declaration) -> bool:
    """Return whether a feature grows with a visitor's age: a count or sum over the whole past."""
    return isinstance(each, Feature) and each.scope == VISITOR and each.by is None and each.aggregate.name in GROWING


def declared_names(columns: Iterable[str]) -> list[str]:
    """Return the declared features behind columns of a data set, one a column.

    >>> declared_names(["revenue_so_far_per_day", "clicks"])
    ['revenue_so_far', 'clicks']
    """
    return [name.removesuffix(PER_DAY) for name in columns]
