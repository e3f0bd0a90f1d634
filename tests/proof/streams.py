"""Which event streams could break a feature?

`streams` is the Hypothesis strategy: nulls wherever a column may be null, equal times, equal (time, seq), one-event sessions, days that
turn over in UTC and on the shop's clock, gaps of exactly the session's limit and one microsecond more, given and cut ones, visitors that
interleave, rows delivered twice, clocks of every precision, and texts whose byte order is not the dictionary's. `fixed` is the same
grammar played by a seeded generator, for runs that must not change from day to day.
"""

from collections.abc import Sequence
from random import Random
from typing import Protocol, TypeVar

from hypothesis import strategies as st
from tests.proof.oracle import Row

from footfall.events.event import COLUMNS, PRECISIONS, TYPES

__all__ = ["CATEGORIES", "EXTRAS", "GAP_US", "fixed", "streams"]

SECOND = 1_000_000
DAY = 86_400 * SECOND
GAP_US = 30 * 60 * SECOND
START = 19_675 * DAY
"""A midnight, UTC (2023-11-14)."""

EXTRAS = {"colour": "VARCHAR", "photo_location": "VARCHAR", "photo_angle": "VARCHAR", "price_2": "BIGINT", "list_position": "BIGINT"}
CATEGORIES = ("sale", "Élan", "it's a \\ trap")
"""The categories of the streams that the catalogue counts one by one; there are others."""

TEXTS = ("a", "B", "b", "é", "e\u0301", "z", "Z", "ﬀ", "日本", "𝒳", "", "it's")
"""Byte order is B Z a b e\u0301 z é ...; a dictionary's is another, and é and e\u0301 look the same."""

STEPS = (
    0, 0, 0, 1, SECOND, 9 * SECOND, 10 * SECOND, 60 * SECOND, GAP_US - 1, GAP_US, GAP_US + 1, 2 * 3600 * SECOND,
    DAY - 1, DAY, 6 * DAY, 7 * DAY, 8 * DAY, 27 * DAY, 28 * DAY,
)  # fmt: skip
"""Time from an event to the next of the same visitor."""

TO_MIDNIGHT = (DAY - 1, DAY, DAY + 1)
"""Steps that end just before, at and just after a midnight, counted from the beginning of the day."""

PRICES = (None, 0.0, 1.5, 19.99, 33.333333, 28.0, 0.0000005, 1_234_567.891, 1e9)
MENU: dict[str, tuple[object, ...]] = {
    "utc_offset_s": (0, 3600, -18000, 20700),
    "time_precision": ("second", "second", "second", *PRECISIONS),
    "type": (*TYPES, *["view_item"] * 4, *["add_to_cart"] * 3, *["purchase"] * 3, *["begin_checkout"] * 2, "zoom", None),
    "item_id": ("i1", "i1", "i2", *TEXTS, None),
    "category": (*CATEGORIES, "sale", *TEXTS[:4], None),
    "brand": ("p", "P", None),
    "price": PRICES,
    "quantity": (None, 0, 1, 2, 100),
    "order_id": (None, "o1", "o1", "o2"),
    "value": (None, 10.0, 33.333333),
    "revenue": (None, None, 0.0, 19.99, 33.333333),
    "currency": ("EUR", None),
    "page": ("1", "2", None),
    "channel": ("email", "direct", None),
    "country": ("NL", None),
    "device": ("phone", None),
    "bot": (False, False, False, True),
    "colour": ("red", "blue", None),
    "photo_location": ("top left", "bottom right", None),
    "photo_angle": ("en face", "profile", None),
    "price_2": (1, 2, None),
    "list_position": (1, 2, 7, None),
}
FACTS = tuple({name: draw(menu) for name, menu in MENU.items()} for draw in [Random(0).choice] for _ in range(400))
"""What events say apart from who, when and in which session: one choice among many, because Hypothesis takes its time for each choice."""

VISITORS = ("ann", "ann", "Bob", "bob", "é", None)
SESSIONS = (None, None, None, "s1", "S1")

T = TypeVar("T")


class Pick(Protocol):
    """Something that makes a choice."""

    def __call__(self, menu: Sequence[T], /) -> T:
        """Return one of the menu."""


@st.composite
def streams(draw: st.DrawFn, tracks: int = 4, length: int = 8) -> list[Row]:
    """Draw a log of up to `tracks` x `length` events, in no particular order."""
    sizes = draw(st.lists(st.integers(1, length), min_size=1, max_size=tracks))
    return play(lambda menu: draw(st.sampled_from(menu)), sizes)


def fixed(seed: int, tracks: int = 8, length: int = 14) -> list[Row]:
    """Return the log of a seed: the same on every machine."""
    random = Random(seed)
    return play(random.choice, [random.randint(1, length) for _ in range(tracks)])


def play(pick: Pick, sizes: Sequence[int]) -> list[Row]:
    """Return a log with one track of events for each size; `pick` makes every choice."""
    rows: list[Row] = []
    for size in sizes:
        visitor = pick(VISITORS)
        us = START + pick((0, 0, 1, 40 * SECOND, DAY - 1, 6 * DAY))
        for _ in range(size):
            us = later(us, pick)
            rows.append(row(len(rows), us, visitor, pick))
            if pick((False,) * 9 + (True,)):
                rows.append(dict(rows[-1]))
    return rows


def later(us: int, pick: Pick) -> int:
    """Return the time of a track's next event."""
    if pick((True,) * 9 + (False,)):
        return us + pick(STEPS)
    return us - us % DAY + pick(TO_MIDNIGHT)


def row(number: int, us: int, visitor: str | None, pick: Pick) -> Row:
    """Return one event; where there is no visitor, its session is given."""
    session = pick(SESSIONS) if visitor is not None else pick(SESSIONS[-2:])
    told = {"event_id": f"{pick(TEXTS)}{number}", "visitor_id": visitor, "session_id": session, "us": us, "seq": pick((0, 0, 1, 2))}
    return {**dict.fromkeys((*COLUMNS, *EXTRAS)), **told, **pick(FACTS)}
