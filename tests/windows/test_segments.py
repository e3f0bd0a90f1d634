"""Does every running window say what a plain loop over each group says?"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

import numpy as np
import pytest

from footfall.windows.segments import Column, Ints, Segments, codes_of, past_days

HIGHEST = int(np.iinfo(np.int64).max)

Number: TypeAlias = int | None
Group: TypeAlias = list[int]
"""Row numbers of one group, in its order."""


def told(column: Column) -> list[Number]:
    """Return a column as plain numbers, None where it is unknown."""
    return [int(value) if known else None for value, known in zip(*column, strict=True)]


def column(values: Sequence[Number]) -> Column:
    """Return plain numbers as a column; what stands at an unknown would be noticed."""
    there = np.array([value is not None for value in values], dtype=np.bool_)
    return np.array([77 if value is None else value for value in values], dtype=np.int64), there


def ints(*values: int) -> Ints:
    return np.array(values, dtype=np.int64)


class Case:
    """Rows with groups, with or without an order and a code, as `Segments` and as plain lists."""

    def __init__(self, seed: int, *, ranked: bool, coded: bool, rows: int = 90, span: int = 3) -> None:
        rng = np.random.default_rng(seed)
        group = np.sort(rng.integers(0, max(rows // 4, 1), rows))
        rank = rng.permutation(rows) if ranked else None
        code = rng.choice([0, 1, 2**16, 2**16 + 1, 2**33], rows) if coded else None
        self.segments = Segments.of(group, rank=rank, code=code)
        keys = list(zip(group.tolist(), [0] * rows if code is None else code.tolist(), strict=True))
        place = range(rows) if rank is None else rank.tolist()
        self.groups: list[Group] = [sorted((row for row in range(rows) if keys[row] == key), key=lambda r: place[r]) for key in set(keys)]
        drawn = rng.integers(-span, span + 1, rows).tolist()
        self.values: list[Number] = [None if rng.random() < 0.4 else value for value in drawn]

    def running(self, read: Callable[[list[Number], Group], Number]) -> list[Number]:
        """Return what `read` says of the values and rows so far, at every row."""
        found: dict[int, Number] = {}
        for group in self.groups:
            for place, row in enumerate(group, start=1):
                found[row] = read([self.values[each] for each in group[:place]], group[:place])
        return [found[row] for row in range(len(found))]

    def whole(self, read: Callable[[list[int]], Number]) -> list[Number]:
        """Return what `read` says of the known values of each row's whole group."""
        found = {row: read(known([self.values[each] for each in group])) for group in self.groups for row in group}
        return [found[row] for row in range(len(found))]


def known(values: Sequence[Number]) -> list[int]:
    return [value for value in values if value is not None]


def cases() -> Iterator[Case]:
    for seed in range(6):
        for ranked in (False, True):
            for coded in (False, True):
                yield Case(seed, ranked=ranked, coded=coded)
                yield Case(seed, ranked=ranked, coded=coded, rows=7, span=2**40)


CASES = list(cases())


def test_the_cases_hold_single_rows_ties_and_groups_without_a_value() -> None:
    groups = [[case.values[row] for row in group] for case in CASES for group in case.groups]
    assert any(len(group) == 1 for group in groups)
    assert any(len(group) > 1 and not known(group) for group in groups)
    assert any(len(known(group)) > len(set(known(group))) for group in groups)
    assert any(group != sorted(group) for case in CASES for group in case.groups)


@pytest.mark.parametrize("case", CASES)
def test_running_windows_are_those_of_a_plain_loop(case: Case) -> None:
    segments, given = case.segments, column(case.values)
    assert segments.rows == len(case.values)
    assert segments.number().tolist() == case.running(lambda _, rows: len(rows))
    assert segments.count(given[1]).tolist() == case.running(lambda values, _: len(known(values)))
    assert segments.total(given).tolist() == case.running(lambda values, _: sum(known(values)))
    assert told(segments.greatest(given)) == case.running(lambda values, _: max(known(values), default=None))
    assert told(segments.least(given)) == case.running(lambda values, _: min(known(values), default=None))
    assert told(segments.first(given[1])) == case.running(lambda values, rows: next(valued(values, rows), None))
    assert told(segments.last(given[1])) == case.running(lambda values, rows: next(valued(values[::-1], rows[::-1]), None))


def valued(values: Sequence[Number], rows: Group) -> Iterator[int]:
    """Yield the rows whose value is known."""
    return (row for value, row in zip(values, rows, strict=True) if value is not None)


@pytest.mark.parametrize("case", CASES)
def test_what_is_said_of_whole_groups_is_that_of_a_plain_loop(case: Case) -> None:
    segments, given = case.segments, column(case.values)
    assert told(segments.spread_out(segments.sums(given))) == case.whole(lambda values: sum(values) if values else None)
    assert told(segments.spread_out(segments.extremes(given, greatest=True))) == case.whole(lambda values: max(values, default=None))
    assert told(segments.spread_out(segments.extremes(given, greatest=False))) == case.whole(lambda values: min(values, default=None))


def test_numbers_at_both_ends_of_64_bits_are_told_apart() -> None:
    segments = Segments.of(ints(0, 0, 0, 1, 2, 2))
    given = column([-HIGHEST, HIGHEST, None, None, HIGHEST - 1, -HIGHEST])
    assert told(segments.greatest(given)) == [-HIGHEST, HIGHEST, HIGHEST, None, HIGHEST - 1, HIGHEST - 1]
    assert told(segments.least(given)) == [-HIGHEST, -HIGHEST, -HIGHEST, None, HIGHEST - 1, -HIGHEST]
    assert told(segments.extremes(given, greatest=True)) == [HIGHEST, None, HIGHEST - 1]
    assert told(segments.extremes(given, greatest=False)) == [-HIGHEST, None, -HIGHEST]


def test_a_sum_is_exact_up_to_the_last_bit_of_64_whatever_the_groups_before_it() -> None:
    segments = Segments.of(ints(0, 0, 1, 1))
    assert segments.total(column([HIGHEST - 1, 1, -HIGHEST, HIGHEST])).tolist() == [HIGHEST - 1, HIGHEST, -HIGHEST, 0]


def test_no_rows_have_no_answers() -> None:
    segments, nothing = Segments.of(ints(), rank=ints(), code=ints()), column([])
    assert segments.rows == 0
    found = (segments.greatest(nothing), segments.least(nothing), segments.first(nothing[1]), segments.last(nothing[1]))
    assert [told(each) for each in (*found, segments.sums(nothing), segments.extremes(nothing, greatest=True))] == [[]] * 6
    assert [len(each) for each in (segments.total(nothing), segments.count(nothing[1]), segments.number())] == [0, 0, 0]


def test_one_row_alone_is_its_own_first_last_and_sum() -> None:
    segments = Segments.of(ints(5), rank=ints(0), code=ints(9))
    assert (told(segments.first(column([3])[1])), told(segments.last(column([3])[1]))) == ([0], [0])
    assert (segments.total(column([3])).tolist(), segments.number().tolist()) == ([3], [1])


def test_nothing_handed_in_is_changed() -> None:
    case = Case(1, ranked=True, coded=True)
    values, there = column(case.values)
    before = values.copy(), there.copy()
    for find in (case.segments.total, case.segments.greatest, case.segments.least, case.segments.sums):
        find((values, there))
    assert (values == before[0]).all()
    assert (there == before[1]).all()


def test_codes_rise_with_the_values() -> None:
    code, values = codes_of(ints(7, -2, 7, HIGHEST))
    assert (code.tolist(), values.tolist()) == ([1, 0, 1, 2], [-2, 7, HIGHEST])


READ: dict[str, Callable[[list[int]], int]] = {"sum": sum, "min": min, "max": max}


def plain_past(group: Ints, day: Ints, values: Sequence[Number], *, rollup: str, days: int) -> list[Number]:
    """Return the same by looking at every pair of days."""
    at = list(zip(group.tolist(), day.tolist(), values, strict=True))
    before = [known([value for g, d, value in at if g == own and now - days < d < now]) for own, now, _ in at]
    return [READ[rollup](each) if each else None for each in before]


@pytest.mark.parametrize("rollup", READ)
@pytest.mark.parametrize("days", [1, 2, 7, 28])
def test_past_days_are_those_of_a_plain_loop(rollup: str, days: int) -> None:
    for seed in range(4):
        rng = np.random.default_rng(seed)
        drawn = rng.permutation(np.unique(np.stack([rng.integers(0, 5, 60), rng.integers(0, 40, 60)], axis=1), axis=0))
        group, day = drawn[:, 0].astype(np.int64), drawn[:, 1].astype(np.int64)
        values: list[Number] = [None if rng.random() < 0.3 else int(value) for value in rng.integers(-9, 10, len(drawn))]
        given = column(values)
        found = past_days(group, day, (np.where(given[1], given[0], 0), given[1]), rollup=rollup, days=days)
        assert told(found) == plain_past(group, day, values, rollup=rollup, days=days)


@pytest.mark.parametrize("rollup", READ)
def test_the_window_begins_six_days_before_and_ends_the_day_before(rollup: str) -> None:
    day, values = ints(0, 6, 7, 13, 20), column([5, 1, 9, 2, 4])
    found = told(past_days(ints(0, 0, 0, 0, 0), day, values, rollup=rollup, days=7))
    assert found == [None, 5, 1, 9, None]


@pytest.mark.parametrize("rollup", READ)
def test_a_group_does_not_see_the_last_days_of_the_one_before(rollup: str) -> None:
    found = past_days(ints(0, 1, 1), ints(30, 0, 1), column([5, 7, 8]), rollup=rollup, days=28)
    assert told(found) == [None, None, 7]


@pytest.mark.parametrize("rollup", READ)
def test_no_days_have_no_past(rollup: str) -> None:
    assert told(past_days(ints(), ints(), column([]), rollup=rollup, days=7)) == []


def test_extremes_of_days_reach_both_ends_of_64_bits() -> None:
    given = column([-HIGHEST, HIGHEST, 0])
    assert told(past_days(ints(0, 0, 0), ints(0, 1, 2), given, rollup="max", days=7)) == [None, -HIGHEST, HIGHEST]
    assert told(past_days(ints(0, 0, 0), ints(0, 1, 2), given, rollup="min", days=7)) == [None, -HIGHEST, -HIGHEST]


def test_extremes_reach_down_to_the_smallest_number() -> None:
    smallest, known = -(2**63), np.array([True, True])
    rows = Segments.of(np.array([0, 0]))
    for values in ([5, smallest], [smallest, 5], [smallest, smallest]):
        column = np.array(values, dtype=np.int64), known
        assert rows.least(column)[0].tolist() == [values[0], min(values)]
        assert rows.greatest(column)[0].tolist() == [values[0], max(values)]
