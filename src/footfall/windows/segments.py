"""How are running sums, extremes and occurrences computed for many groups of rows at once?

`Segments` holds which rows belong together and in which order; its methods are the running window functions of SQL (``ROWS BETWEEN
UNBOUNDED PRECEDING AND CURRENT ROW``), each a few passes of NumPy over one column, whatever the number of groups. Nulls are masks. It knows
neither events nor SQL.
"""

from dataclasses import dataclass
from typing import TypeAlias, TypeVar

import numpy as np

__all__ = ["Bools", "Column", "Ints", "Segments", "codes_of", "past_days"]

Ints: TypeAlias = np.ndarray[tuple[int], np.dtype[np.int64]]
Bools: TypeAlias = np.ndarray[tuple[int], np.dtype[np.bool_]]
Column: TypeAlias = tuple[Ints, Bools]
"""Values and which of them are known, both of shape (n,); the value of an unknown is of no meaning."""

T = TypeVar("T", bound=np.generic)

ROOM = 2**62
"""Offsets stay below it, so that no sum of two overflows."""
LOWEST, HIGHEST = np.iinfo(np.int64).min, np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Segments:
    """Rows parted into groups, each in its order.

    Parameters
    ----------
    order
        Row numbers by group and within it by order, shape (n,); None where the rows lie so already.
    starts
        Place in `order` of each group's first row, shape (groups,).
    sizes
        Rows of each group, shape (groups,).
    """

    order: Ints | None
    starts: Ints
    sizes: Ints

    @classmethod
    def of(cls, group: Ints, *, rank: Ints | None = None, code: Ints | None = None) -> "Segments":
        """Return the segments of rows.

        Parameters
        ----------
        group
            Group of each row, shape (n,), never falling.
        rank
            Place of each row in the total order, a permutation of 0 .. n - 1; None where the rows of each group lie in it already.
        code
            What parts the groups further, shape (n,), zero or more.

        Notes
        -----
        Rows of one group lie together, so that one stable sort by the code alone brings those of the same group and code together.
        """
        order = None if rank is None else np.lexsort((rank, group))
        if code is None:
            return cls(order, *_runs(group))
        there = code if order is None else code[order]
        by_code = _stable_order(there)
        order = by_code if order is None else order[by_code]
        return cls(order, *_runs(group[order], there[by_code]))

    @property
    def rows(self) -> int:
        """Number of rows."""
        return int(self.sizes.sum())

    def count(self, known: Bools) -> Ints:
        """Return the number of known values so far."""
        return self._back(self._running(self._there(known)))

    def total(self, column: Column) -> Ints:
        """Return the sum of known values so far, 0 before the first. Exact while the sum of a group fits 64 bits."""
        values, known = self._there(column[0]), self._there(column[1])
        return self._back(self._running(np.where(known, values, 0)))

    def greatest(self, column: Column) -> Column:
        """Return the largest known value so far; unknown before the first.

        Each group is lifted above the one before it, so that a single running maximum serves them all.
        """
        values, known = self._there(column[0]), self._there(column[1])
        if not known.any():
            return self._back(values), self._back(known)
        low, high = int(values[known].min()), int(values[known].max())
        if low == LOWEST or (high - low + 2) * len(self.sizes) >= ROOM:
            coded, distinct = codes_of(np.where(known, values, low))
            value, found = self.greatest((self._back(coded), column[1]))
            return distinct[np.where(found, value, 0)], found
        lift = np.repeat(np.arange(len(self.sizes)) * (high - low + 2), self.sizes)
        reached = values - (low - 1)
        reached *= known
        reached += lift
        np.maximum.accumulate(reached, out=reached)
        reached -= lift
        found = reached > 0
        reached += low - 1
        return self._back(reached), self._back(found)

    def least(self, column: Column) -> Column:
        """Return the smallest known value so far; unknown before the first."""
        values, known = self.greatest((~column[0], column[1]))  # -x - 1 turns the order round, and unlike -x it never overflows
        return ~values, known

    def last(self, known: Bools) -> Column:
        """Return the row number of the latest known value so far."""
        here = np.arange(self.rows)
        place = np.maximum.accumulate(np.where(self._there(known), here, -1))
        return self._rows_at(place, place >= np.repeat(self.starts, self.sizes))

    def first(self, known: Bools) -> Column:
        """Return the row number of the earliest known value so far."""
        here = np.arange(self.rows)
        earliest = np.minimum.reduceat(np.where(self._there(known), here, self.rows), self.starts) if self.rows else here
        place = np.repeat(earliest, self.sizes)
        return self._rows_at(np.minimum(place, max(self.rows - 1, 0)), place <= here)

    def number(self) -> Ints:
        """Return the place of each row in its group, from 1."""
        return self._back(np.arange(1, self.rows + 1) - np.repeat(self.starts, self.sizes))

    def _rows_at(self, place: Ints, known: Bools) -> Column:
        """Return places in the order of groups as row numbers, in the order of rows."""
        place = np.where(known, place, 0)
        return self._back(place if self.order is None else self.order[place]), self._back(known)

    def _running(self, values: Ints | Bools) -> Ints:
        """Return running sums that begin anew with each group, in the order of groups."""
        reached = np.cumsum(values, dtype=np.int64)
        reached -= np.repeat(reached[self.starts] - values[self.starts], self.sizes)
        return reached

    def _there(self, column: np.ndarray[tuple[int], np.dtype[T]]) -> np.ndarray[tuple[int], np.dtype[T]]:
        """Return a column in the order of groups."""
        return column if self.order is None else column[self.order]

    def _back(self, column: np.ndarray[tuple[int], np.dtype[T]]) -> np.ndarray[tuple[int], np.dtype[T]]:
        """Return a column that is in the order of groups in the order of rows."""
        if self.order is None:
            return column
        back = np.empty_like(column)
        back[self.order] = column
        return back

    def sums(self, column: Column) -> Column:
        """Return the sum of each group's known values, and whether there is any."""
        values, known = self._there(column[0]), self._there(column[1])
        return np.add.reduceat(np.where(known, values, 0), self.starts), np.logical_or.reduceat(known, self.starts)

    def extremes(self, column: Column, *, greatest: bool) -> Column:
        """Return the largest (smallest) known value of each group, and whether there is any."""
        values, known = self._there(column[0]), self._there(column[1])
        pick, worst = (np.maximum, LOWEST) if greatest else (np.minimum, HIGHEST)
        return pick.reduceat(np.where(known, values, worst), self.starts), np.logical_or.reduceat(known, self.starts)

    def spread_out(self, column: Column) -> Column:
        """Return one value of each group at all its rows."""
        return self._back(np.repeat(column[0], self.sizes)), self._back(np.repeat(column[1], self.sizes))


def codes_of(values: Ints) -> tuple[Ints, Ints]:
    """Return the code of each value (shape (n,), rising with it, from 0) and the values by code."""
    distinct, code = np.unique(values, return_inverse=True)
    return code.astype(np.int64), distinct


def past_days(group: Ints, day: Ints, column: Column, *, rollup: str, days: int) -> Column:
    """Return the sum, least or greatest over the `days` - 1 days before each day.

    Parameters
    ----------
    group, day
        Group and number (zero or more) of each day that has a value, shape (m,), in any order, no two alike.
    column
        The value of the day.
    rollup
        ``sum``, ``min`` or ``max``.
    """
    span = int(day.max(initial=0)) + days + 1
    key = group * span + day + days
    order = np.argsort(key)
    key, values, known = key[order], column[0][order], column[1][order]
    back: Column = np.empty_like(values), np.empty_like(known)
    if rollup == "sum":
        since = np.searchsorted(key, key - (days - 1))
        for place, each in enumerate((np.where(known, values, 0), known.astype(np.int64))):
            reached = np.concatenate(([0], np.cumsum(each)))
            back[place][order] = reached[:-1] - reached[since]
        return back
    pick, worst = (np.minimum, HIGHEST) if rollup == "min" else (np.maximum, LOWEST)
    past, found = np.full(len(key), worst), np.zeros(len(key), dtype=np.bool_)
    for earlier in range(1, days):
        there = np.minimum(np.searchsorted(key, key - earlier), len(key) - 1)
        hit = (key[there] == key - earlier) & known[there]
        past = np.where(hit, pick(past, values[there]), past)
        found |= hit
    back[0][order], back[1][order] = past, found
    return back


def _runs(*keys: Ints) -> tuple[Ints, Ints]:
    """Return where runs of equal keys start, and their sizes."""
    begins = np.ones(len(keys[0]), dtype=np.bool_)
    begins[1:] = np.logical_or.reduce([key[1:] != key[:-1] for key in keys])
    starts = np.flatnonzero(begins)
    return starts, np.diff(starts, append=len(begins))


def _stable_order(code: Ints) -> Ints:
    """Return the order of codes, ties as they lie: a radix sort, 16 bits at a time."""
    order = np.argsort((code & 0xFFFF).astype(np.uint16), kind="stable")
    shift = 16
    while int(code.max(initial=0)) >> shift:
        order = order[np.argsort(((code[order] >> shift) & 0xFFFF).astype(np.uint16), kind="stable")]
        shift += 16
    return order
