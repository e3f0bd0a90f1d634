"""What is a target?

A declaration like a feature's, looking ahead: an aggregate over the events strictly after a cut-off, up to a horizon that its name carries.
`Question` is what a reader needs to know of it; `Target` adds how it is computed. `targets.batch` writes the SQL.
"""

from dataclasses import dataclass
from typing import Literal

from footfall.aggregates.aggregate import Aggregate
from footfall.expr import Expr
from footfall.features.feature import Feature

__all__ = ["Asked", "Kind", "Question", "Target"]

Kind = Literal["binary", "amount"]

Asked = Literal["every_event", "session_end", "weekly"]
"""When a target is asked: at every event of a session, at the last event of a finished session, or of each active visitor once a week."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the model, in words and units.

    Parameters
    ----------
    name
        Name of the target, horizon included: ``converts_session``, ``revenue_28d``.
    kind
        ``binary`` (0 or 1) or ``amount`` (zero or more, in `unit`).
    unit
        Unit of an amount: ``currency`` only where the data has revenue, else for example ``price units``; empty for binary.
    doc
        One sentence for a reader.
    proxy
        True where it stands for a purchase in data that has none.
    note
        For a proxy: the sentence of the banner. Else empty.
    """

    name: str
    kind: Kind
    unit: str
    doc: str
    proxy: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """How the answer to a question is computed from the events after a cut-off.

    Parameters
    ----------
    question
        What is asked.
    aggregate, where
        As of `Feature`, over the events ahead.
    asked
        When it is asked.
    days
        Horizon in days after the cut-off; None: the end of the session.
    active_days
        For a weekly target: asked of visitors with an event in so many days before the cut-off.
    given
        A feature that must be 0 at the cut-off for the target to be asked (nothing "ahead" is left to ask once it has happened).
    other_sessions
        Whether only events of other sessions count.
    absent
        Whether the answer is yes when the aggregate finds nothing: for targets that ask who stays away.
    needs_purchases
        Whether it makes no sense for a source without purchases.
    asked_of
        The kinds of sources that it is asked of: visits, order lists, or both.
    """

    question: Question
    aggregate: Aggregate
    where: Expr | None = None
    asked: Asked = "every_event"
    days: int | None = None
    active_days: int | None = None
    given: Feature | None = None
    other_sessions: bool = False
    absent: bool = False
    needs_purchases: bool = False
    asked_of: tuple[Literal["visits", "orders"], ...] = ("visits",)

    @property
    def name(self) -> str:
        """Name of the question."""
        return self.question.name

    @property
    def is_of_visitors(self) -> bool:
        """Whether it asks about a visitor's coming days rather than the rest of a session."""
        return self.asked != "every_event"

    def fields(self) -> frozenset[str]:
        """Return the fields of the event that are read."""
        parts = [self.aggregate.x, self.aggregate.of(), self.where, self.given.where if self.given else None]
        return frozenset().union(*(part.fields() for part in parts if part is not None))

    def signature(self) -> str:
        """Return everything that gives the label its meaning, as text."""
        where = self.where.sql() if self.where is not None else ""
        given = self.given.signature() if self.given is not None else ""
        when = f"{self.asked} {self.days} {self.active_days} {self.other_sessions}{' absent' if self.absent else ''}"
        return f"{self.name}={self.aggregate.signature()} where {where} asked {when} given {given}"
