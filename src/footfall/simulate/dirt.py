"""What does the clean shop look like once it has been through a tracker?

`Dirt.soil` adds to the events of a chunk what real logs hold besides customers: bots, missing values, exact duplicates, bad rows, late
ones. It adds and blurs but takes no event away: every clean event stays in the file under its id, its time, type, item, money and visitor
as they were. Bad rows are garbled copies under ids of their own, so that the log without bots, duplicates and bad rows is the clean one,
but for missing values. The truth knows nothing of dirt.
"""

from dataclasses import dataclass, fields

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from footfall.simulate.columns import BOT_DEVICE, CURRENCIES, UNKNOWN_CURRENCY, event_table
from footfall.simulate.crowd import NOTHING, Trace
from footfall.simulate.funnel import TYPE_NUMBER
from footfall.simulate.laws import CHANNELS, COUNTRIES, DEVICES, Laws
from footfall.simulate.season import Season

__all__ = ["Dirt", "DirtCounts"]

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

BOT_SHARE = 0.01
"""Bots, for each visitor. Every other one declares itself."""

MISSING = {"category": 0.01, "brand": 0.02, "page": 0.01, "channel": 0.01, "country": 0.015, "device": 0.005}
"""Share of rows that lose the value of an optional column."""

DUPLICATE_SHARE = 0.006
BAD_SHARE = 0.007
LATE_SHARE = 0.02
LATE_S = 7_200.0
"""Mean delay of a late row in seconds; the others come within two."""

FAULTS = ("no time", "time zero", "time far ahead", "no visitor", "negative price", "absurd quantity", "unknown currency")
FAR_AHEAD_US = 9_000_000_000_000_000
"""In the year 2255."""

ABSURD_QUANTITY = 1_000_000


@dataclass(frozen=True, slots=True)
class DirtCounts:
    """Rows that dirt touched: added (`bot_events`, `duplicates`, `bad`), delayed (`late`), blurred (`missing`: values); and the bots."""

    bots: int = 0
    bot_events: int = 0
    missing: int = 0
    duplicates: int = 0
    bad: int = 0
    late: int = 0

    def __add__(self, other: "DirtCounts") -> "DirtCounts":
        return DirtCounts(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))


class Dirt:
    """What is added to each chunk.

    Parameters
    ----------
    laws, season
        The shop and its period: bots look at its items, at any hour.
    visitors
        Number of all visitors; bots are numbered after them.
    """

    def __init__(self, laws: Laws, season: Season, visitors: int) -> None:
        self._laws, self._season, self._next_bot = laws, season, visitors

    def soil(self, events: pa.Table, visitors: int, rng: np.random.Generator) -> tuple[pa.Table, DirtCounts]:
        """Return a chunk of `visitors` visitors as it arrives, in the order of arrival, and what was added.

        Notes
        -----
        Needs the memory of the chunk twice.
        """
        bots = max(round(BOT_SHARE * visitors), 1)
        visits = self._bots(bots, rng)
        soiled, missing = _blurred(pa.concat_tables([events, visits]), rng)
        copies = soiled.take(_some(len(soiled), DUPLICATE_SHARE, rng))
        bad, due = _garbled(soiled.take(_some(len(soiled), BAD_SHARE, rng)), rng)
        times = np.concatenate([soiled["us"].to_numpy(), copies["us"].to_numpy(), due])
        order, late = _arrival(times, rng)
        rows = pa.concat_tables([soiled, copies, bad]).take(order).combine_chunks()
        return rows, DirtCounts(bots, len(visits), missing, len(copies), len(bad), late)

    def _bots(self, count: int, rng: np.random.Generator) -> pa.Table:
        """Return the events of `count` bots: declared ones at one to three seconds a page, others at four to ten pages a second."""
        pages = rng.integers(60, 240, count)
        bot = np.repeat(np.arange(count), pages)
        seq = np.arange(len(bot)) - np.repeat(np.cumsum(pages) - pages, pages) + 1
        declared = bot % 2 == 0
        pace = np.where(declared, rng.uniform(1, 3, len(bot)), np.repeat(rng.uniform(0.1, 0.25, count), pages))
        begin = np.repeat(rng.integers(self._season.first_s, self._season.last_s, count), pages)
        elapsed = np.cumsum(pace)
        first = np.repeat(np.cumsum(pages) - pages, pages)
        item = rng.integers(0, len(self._laws.items.ids), len(bot))
        views = rng.random(len(bot)) < 0.7
        nothing = np.full(len(bot), NOTHING)
        zero = np.zeros(len(bot), dtype=np.int64)
        trace = Trace(
            visitor=self._next_bot + bot, seq=seq, visit=zero + 1, click=seq, second=begin + (elapsed - elapsed[first]).astype(np.int64),
            kind=np.where(views, TYPE_NUMBER["view_item"], TYPE_NUMBER["page_view"]), item=np.where(views, item, NOTHING),
            category=np.where(views, self._laws.items.category[item], NOTHING), quantity=nothing, order=nothing, cents=nothing,
            channel=zero + list(CHANNELS).index("direct"), device=np.where(declared, BOT_DEVICE, bot // 2 % len(DEVICES)),
            country=bot % len(COUNTRIES), known=np.zeros(len(bot), dtype=np.bool_), chance=np.zeros(len(bot)), persona=zero, intent=zero,
        )  # fmt: skip
        self._next_bot += count
        return event_table(trace, self._laws)


def _some(rows: int, share: float, rng: np.random.Generator) -> Ints:
    """Return a sample of row numbers, in order."""
    return np.sort(rng.choice(rows, round(share * rows), replace=False))


def _blurred(table: pa.Table, rng: np.random.Generator) -> tuple[pa.Table, int]:
    """Return the table with values missing, and how many went missing."""
    lost = 0
    for name, share in MISSING.items():
        coded = table[name].combine_chunks() if table[name].num_chunks != 1 else table[name].chunk(0)
        hidden = pa.array(rng.random(len(table)) < share)
        lost += pc.sum(pc.and_(hidden, coded.is_valid())).as_py() or 0
        codes = pc.if_else(hidden, pa.scalar(None, coded.indices.type), coded.indices)
        table = table.set_column(table.column_names.index(name), name, pa.DictionaryArray.from_arrays(codes, coded.dictionary))
    return table, lost


def _garbled(table: pa.Table, rng: np.random.Generator) -> tuple[pa.Table, Ints]:
    """Return copies made bad, one fault each, under new ids; and the times at which they are due to arrive."""
    fault = rng.integers(0, len(FAULTS), len(table))
    due = table["us"].to_numpy()
    us = pa.array(np.where(fault == 1, 0, np.where(fault == 2, FAR_AHEAD_US, due)), mask=fault == 0)
    unknown = pa.DictionaryArray.from_arrays(
        np.where(fault == 6, CURRENCIES.index(UNKNOWN_CURRENCY), 0).astype(np.int32), pa.array(CURRENCIES)
    )
    changed = {
        "event_id": pc.binary_replace_slice(table["event_id"], 0, 1, "x"),
        "us": us,
        "visitor_id": _where(fault == 3, None, table["visitor_id"]),
        "price": _where(fault == 4, -9.9, table["price"]),
        "quantity": _where(fault == 5, ABSURD_QUANTITY, table["quantity"]),
        "currency": unknown,
    }
    for name, column in changed.items():
        table = table.set_column(table.column_names.index(name), name, column)
    return table, due


def _where(mask: Bools, value: float | int | None, column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.if_else(pa.array(mask), pa.scalar(value, column.type), column)


def _arrival(us: Ints, rng: np.random.Generator) -> tuple[Ints, int]:
    """Return the order in which rows of these times arrive, and how many are late."""
    late = rng.random(len(us)) < LATE_SHARE
    delay = np.where(late, rng.exponential(LATE_S, len(us)), rng.random(len(us)) * 2)
    return np.argsort(us + (delay * 1_000_000).astype(np.int64), kind="stable"), int(late.sum())
