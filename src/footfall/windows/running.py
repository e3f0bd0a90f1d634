"""What are the running windows over one batch of rows?

`Batch`: columns of rows in the order of (unit, session, total order), and every window function of a plan over them, in a few passes over a
column for all groups at once (`windows.segments`). It reads no database; which rows make a batch is `windows.batches`' affair.
"""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from footfall.errors import EngineError
from footfall.windows.plan import Call, Occurrence, Past
from footfall.windows.segments import HIGHEST, Bools, Column, Ints, Segments, past_days

__all__ = ["DISORDER", "UNIT", "Batch"]

UNIT = "coalesce(visitor_no, session_no)"
"""What never straddles batches; visits lie in its order (`sessions.batch`)."""
DISORDER = f"Visits do not lie in the order of ({UNIT}, session_no, ord), as sessions.batch.cut leaves them."
LIMB = 22
"""Bits of a limb. Squares are summed in products of two limbs, each sum exact in 64 bits for some 100,000 rows of a group."""


class Batch:
    """Columns of rows in the order of (`UNIT`, session_no, ord), and their running windows.

    Raises
    ------
    EngineError
        When the rows do not lie in that order.
    """

    def __init__(self, rows: pa.Table, occurrences: Mapping[str, Occurrence]) -> None:
        self._columns = {name: rows[name].combine_chunks() for name in rows.column_names}
        self._occurrences = occurrences
        self._numbers: dict[str, Column] = {}
        self._known: dict[str, Bools] = {}
        self._codes: dict[str, tuple[Ints, int]] = {}
        self._counts: dict[tuple[tuple[str, str], str, tuple[str, str]], Ints] = {}
        self._segments: dict[tuple[tuple[str, str], str], Segments] = {}
        self._seen: dict[str, Column] = {}
        unit, session, ord_ = (self.numbers(name)[0] for name in ("unit", "session", "ord"))
        new_unit, new_session = unit[1:] > unit[:-1], session[1:] > session[:-1]
        same_unit, same_session = unit[1:] == unit[:-1], session[1:] == session[:-1]
        onwards = ord_[1:] > ord_[:-1]
        if not np.all(new_unit | same_unit & (new_session | same_session & onwards)):
            raise EngineError(DISORDER)
        begins = np.zeros(len(unit), dtype=np.int64), np.zeros(len(unit), dtype=np.int64)
        begins[0][1:], begins[1][1:] = new_unit | new_session | ~same_session, new_unit
        self._group = {"session_no": begins[0].cumsum(), "visitor_no": begins[1].cumsum()}
        in_order = bool(np.all(new_unit | onwards))
        self._rank: Ints | None = None if in_order else np.argsort(np.argsort(ord_))

    def running(self, call: Call) -> pa.Array:
        """Return a running window function at every row."""
        segments, known = self.segments(call.group), self.counting(call)
        if call.function == "count":
            return pa.array(self.counts(call))
        argument = self._columns.get(call.argument)
        if call.function in ("first_value", "last_value"):
            row, found = (segments.first if call.function == "first_value" else segments.last)(known)
            return nullable((row, found)) if argument is None else argument.take(pa.array(row, mask=~found))
        if argument is not None and pa.types.is_string(argument.type):
            words = argument.dictionary_encode()
            by_rank = pc.sort_indices(words.dictionary)
            code = np.append(np.argsort(by_rank.to_numpy()), 0)[np.where(known, raw(words.indices), len(by_rank))]
            value, found = (segments.least if call.function == "min" else segments.greatest)((code, known))
            return words.dictionary.take(by_rank).take(pa.array(value, mask=~found))
        values = self.seen(call.seen[0])[0] if argument is None else self.numbers(call.argument)[0]
        if call.function in ("min", "max"):
            return nullable((segments.least if call.function == "min" else segments.greatest)((values, known)))
        added = values if call.function == "sum" else product(values, call.function)
        return nullable((segments.total((added, known)), self.counts(call) > 0))

    def counts(self, call: Call) -> Ints:
        """Return how many rows counted so far."""
        key = call.group, call.argument, call.seen
        if key not in self._counts:
            self._counts[key] = self.segments(call.group).count(self.counting(call))
        return self._counts[key]

    def counting(self, call: Call) -> Bools:
        """Return the rows whose argument is not null and whose occurrence number is as asked."""
        number, condition = call.seen
        if not number:
            return self.known(call.argument)
        values, known = self.seen(number)
        if condition:
            known = known & (values == 1 if condition == "= 1" else values > 1)
        return known & self.known(call.argument) if call.argument else known

    def seen(self, name: str) -> Column:
        """Return an occurrence number at every row, unknown where the value is."""
        if name not in self._seen:
            each = self._occurrences[name]
            self._seen[name] = self.segments(each.group, each.value).number(), self.known(each.value)
        return self._seen[name]

    def past(self, past: Past) -> pa.Array:
        """Return a sum (least, greatest) over the days before each row's own."""
        segments = self.segments(("visitor_no", past.day))
        column, at = self.numbers(past.argument), segments.starts if segments.order is None else segments.order[segments.starts]
        daily = segments.sums(column) if past.rollup == "sum" else segments.extremes(column, greatest=past.rollup == "max")
        visitor, day = self._group["visitor_no"][at], self.numbers(past.day)[0][at]
        day = day - day.min(initial=HIGHEST)
        return nullable(segments.spread_out(past_days(visitor, day, daily, rollup=past.rollup, days=past.days)))

    def segments(self, group: tuple[str, str], value: str = "") -> Segments:
        """Return the rows parted by a group, and further by a column's values."""
        if (group, value) not in self._segments:
            key, further = group
            code: Ints | None = None
            for name in filter(None, (further, value)):
                codes, size = self.codes(name)
                code = codes if code is None else code * size + codes
            self._segments[group, value] = Segments.of(self._group[key], rank=self._rank if key == "visitor_no" else None, code=code)
        return self._segments[group, value]

    def codes(self, name: str) -> tuple[Ints, int]:
        """Return a code for each row's value of a column, nulls alike, and the number of codes."""
        if name not in self._codes:
            words = self._columns[name].dictionary_encode()
            size = len(words.dictionary)
            self._codes[name] = np.where(self.known(name), raw(words.indices), size), size + 1
        return self._codes[name]

    def known(self, name: str) -> Bools:
        """Return where a column is not null."""
        if name not in self._known:
            column = self._columns[name]
            some = column.null_count > 0
            self._known[name] = column.is_valid().to_numpy(zero_copy_only=False) if some else np.ones(len(column), dtype=np.bool_)
        return self._known[name]

    def numbers(self, name: str) -> Column:
        """Return a column of whole numbers."""
        if name not in self._numbers:
            self._numbers[name] = raw(self._columns[name]), self.known(name)
        return self._numbers[name]


def raw(column: pa.Array) -> Ints:
    """Return whole numbers without a copy where they have 64 bits; what stands at a null is of no meaning."""
    buffer = column.buffers()[1]
    kind = column.type.to_pandas_dtype()
    numbers = (
        np.frombuffer(buffer, dtype=kind)[column.offset : column.offset + len(column)] if buffer else np.zeros(len(column), dtype=kind)
    )
    return numbers.astype(np.int64, copy=False)


def nullable(column: Column) -> pa.Array:
    """Return values with nulls where they are not known."""
    values, known = column
    return pa.array(values, mask=~known)


def product(values: Ints, limbs: str) -> Ints:
    """Return the product of two limbs of each number."""
    mask = 2**LIMB - 1
    read = {"a": values >> (2 * LIMB), "b": (values >> LIMB) & mask, "c": values & mask, "h": values >> LIMB}
    multiplied: Ints = read[limbs[0]] * read[limbs[1]]
    return multiplied
