"""What happened in the session up to a cut-off, event by event?

`Histories`: for each row of a data set, the span of its session's events that ends at its cut-off. All rows share one set of arrays, so
that a session of a hundred clicks is held once and not a hundred times. `dataset.session_events` reads them from the visits, and
`models.event_codes` turns them into numbers for a model. Events after the cut-off lie in the shared arrays, beyond the row's span; nothing
may read them for this row.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["WORDS", "Histories", "SessionEvents", "Words"]

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WORDS = ("type", "item", "category")
"""What is said of an event in words."""


@dataclass(frozen=True, slots=True)
class Words:
    """A column of words: `codes` (int32, shape (events,), -1 where there is none) are places in `names`."""

    codes: NDArray[np.int32]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SessionEvents:
    """All events, session after session, each in its order.

    Parameters
    ----------
    order
        Shape (events,): the place of each in the log's total order (`ord`).
    words
        By the names of `WORDS`.
    price
        Shape (events,), price of one unit in the currency of the data; NaN where there is none.
    gap_s
        Shape (events,), seconds since the session's event before; NaN at the first one, and throughout where the clock knows only days.
    click
        Shape (events,): the event's number in its session, from 1.
    """

    order: Ints
    words: Mapping[str, Words]
    price: Floats
    gap_s: Floats
    click: Ints

    def __len__(self) -> int:
        return len(self.order)


@dataclass(frozen=True, slots=True)
class Histories:
    """The history of each of n rows: the events from `first` to `last`, both included, shape (n,) each, places in `events`."""

    events: SessionEvents
    first: Ints
    last: Ints

    def __len__(self) -> int:
        return len(self.first)

    def where(self, rows: Bools | Ints) -> "Histories":
        """Return the histories of some rows: by a mask of shape (n,), or by their numbers."""
        return Histories(self.events, self.first[rows], self.last[rows])

    def seen(self) -> Bools:
        """Return which events lie in the history of any row, shape (events,)."""
        steps = np.zeros(len(self.events) + 1, dtype=np.int64)
        np.add.at(steps, self.first, 1)
        np.add.at(steps, self.last + 1, -1)
        covered: Bools = steps.cumsum()[:-1] > 0
        return covered
