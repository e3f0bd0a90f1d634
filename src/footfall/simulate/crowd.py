"""Where do the visitors of a chunk stand?

`Crowd`: the state of n visitors as parallel arrays, hidden and observable, and `Trace`: what they did, one row an event. They hold; `walk`
moves them.
"""

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from footfall.simulate.funnel import CART_LINES

__all__ = ["NOTHING", "SEEN", "Crowd", "Trace"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

SEEN = 6
"""Looking again goes to one of the last six views of the visit."""

NOTHING = -1
"""Stands for no item, no category, no quantity, no order."""


@dataclass(slots=True)
class Crowd:
    """The state of n visitors; arrays of shape (n,) unless said, replaced or written in place as they walk.

    Parameters
    ----------
    number
        Number of the visitor in the whole simulation, from 0.
    persona, intent, favourite
        Hidden: who, why this time, favourite category.
    weight
        Shape (n, P, J): what the filter believes.
    country, channel, device
        Of the visitor; of the visit.
    second
        Time of the last event, seconds since 1970.
    kind, cell, category, item
        Last type, funnel cell, current category, last item viewed.
    visit, click, seq
        Number of the visit, of the event within it, of the visitor's event: from 1.
    seen, views
        Shape (n, `SEEN`): the last views of this visit in a ring; number of views.
    cart, cart_quantity, lines
        Shape (n, `CART_LINES`) twice: items and quantities in the cart; number of lines.
    known
        Whether the visitor has an account by now.
    order, order_second, order_cents, order_item, order_units, refundable
        The last order: its number from 1, time, value, item (where it had one line), units, and whether it may still be refunded.
    """

    number: Ints
    persona: Ints
    intent: Ints
    favourite: Ints
    weight: Floats
    country: Ints
    channel: Ints
    device: Ints
    second: Ints
    kind: Ints
    cell: Ints
    category: Ints
    item: Ints
    visit: Ints
    click: Ints
    seq: Ints
    seen: Ints
    views: Ints
    cart: Ints
    cart_quantity: Ints
    lines: Ints
    known: Bools
    order: Ints
    order_second: Ints
    order_cents: Ints
    order_item: Ints
    order_units: Ints
    refundable: Bools

    def __len__(self) -> int:
        return len(self.number)

    @classmethod
    def waiting(cls, number: Ints, personas: int, intents: int) -> "Crowd":
        """Return visitors of these numbers before their first visit."""

        def zeros() -> Ints:
            return np.zeros(len(number), dtype=np.int64)

        def nothing(*width: int) -> Ints:
            return np.full((len(number), *width), NOTHING, dtype=np.int64)

        none = np.zeros(len(number), dtype=np.bool_)
        return cls(
            number=number, persona=zeros(), intent=zeros(), favourite=zeros(), weight=np.ones((len(number), personas, intents)),
            country=zeros(), channel=zeros(), device=zeros(), second=zeros(), kind=zeros(), cell=zeros(), category=zeros(), item=nothing(),
            visit=zeros(), click=zeros(), seq=zeros(), seen=nothing(SEEN), views=zeros(),
            cart=nothing(CART_LINES), cart_quantity=nothing(CART_LINES), lines=zeros(), known=none,
            order=zeros(), order_second=zeros(), order_cents=zeros(), order_item=nothing(), order_units=zeros(), refundable=none.copy(),
        )  # fmt: skip

    def take(self, rows: Ints | Bools) -> "Crowd":
        """Return a copy of some visitors."""
        return replace(self, **{field.name: getattr(self, field.name)[rows] for field in fields(self)})


@dataclass(frozen=True, slots=True)
class Trace:
    """m events, arrays of shape (m,), each visitor's events together and in order of `seq`. Numbers index the tables of `laws`.

    Parameters
    ----------
    visitor, seq, visit, click, second, kind
        Whose, in what order, when (seconds since 1970) and what.
    item, category, quantity
        What is shown with it; `NOTHING` where nothing is.
    order, cents
        Order number of this visitor and its value, on purchases and refunds; else `NOTHING`.
    channel, device, country, known
        Where from, on what, where, and whether the visitor has an account by now.
    chance
        The truth: P(purchase later in this visit | this visitor's events so far).
    persona, intent
        The hidden state.
    """

    visitor: Ints
    seq: Ints
    visit: Ints
    click: Ints
    second: Ints
    kind: Ints
    item: Ints
    category: Ints
    quantity: Ints
    order: Ints
    cents: Ints
    channel: Ints
    device: Ints
    country: Ints
    known: Bools
    chance: Floats
    persona: Ints
    intent: Ints

    def __len__(self) -> int:
        return len(self.visitor)

    @classmethod
    def joined(cls, parts: list["Trace"]) -> "Trace":
        """Return the parts as one, sorted by visitor; parts come in the order of time of each visitor."""
        visitor = np.concatenate([part.visitor for part in parts])
        order = np.argsort(visitor, kind="stable")
        return cls(**{field.name: np.concatenate([getattr(part, field.name) for part in parts])[order] for field in fields(cls)})
