"""Is a split in time order, is nothing of the future learnt, and do groups stay whole?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as at_most
from hypothesis import strategies as st

from footfall.dataset.dataset import PARTS, Floats, Ints
from footfall.dataset.split import iso, parts_in_time, split_at_random, split_in_time
from footfall.errors import UsageError
from footfall.events.event import DAY_US
from footfall.settings import Settings

SHARES = Settings(train_share=0.5, tune_share=0.2, calibrate_share=0.1)
START = 19_723 * DAY_US
"""Monday 2024-01-01."""


def daily(rows: int) -> tuple[Ints, Floats]:
    """Return one start a day, and labels that are all known."""
    return START + np.arange(rows, dtype=np.int64) * DAY_US, np.zeros(rows)


def test_the_parts_have_their_shares_in_time_order() -> None:
    start, label = daily(100)
    order = np.random.default_rng(1).permutation(100)
    split = split_in_time(start[order], start[order], label, SHARES, whole_days=False)
    by_time = split.part[np.argsort(order)]
    assert [PARTS.index(part) for part in by_time] == sorted(PARTS.index(part) for part in by_time)
    assert [int((split.part == part).sum()) for part in PARTS] == [50, 20, 10, 20]


def test_what_is_known_only_after_its_part_has_ended_is_not_used() -> None:
    start, label = daily(100)
    split = split_in_time(start, start + 3 * DAY_US, label, SHARES, whole_days=False)
    unused = np.flatnonzero(split.part == "unlabelled")
    borders = [(border - START) // DAY_US for border in split.borders_us]
    assert unused.tolist() == [day for border in borders for day in range(border - 2, border)]
    assert split.borders["purged"] == 6
    assert not any(part == "unlabelled" for part in split.part[borders[-1] :])


@given(
    days=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12), st.sampled_from([0.0, 1.0, np.nan])), min_size=1, max_size=60),
    whole_days=st.booleans(),
)
@at_most(max_examples=60, deadline=None, derandomize=True)
def test_no_label_of_a_part_is_known_after_a_later_part_began(days: list[tuple[int, int, float]], whole_days: bool) -> None:
    start, horizon, label = (np.array(column) for column in zip(*days, strict=True))
    start = START + start.astype(np.int64) * DAY_US // 3
    known = start + horizon.astype(np.int64) * DAY_US // 3
    split = split_in_time(start, known, label, SHARES, whole_days=whole_days)
    assert all(part == "unlabelled" for part in split.part[np.isnan(label)])
    for place, border in enumerate(split.borders_us, start=1):
        before, after = np.isin(split.part, PARTS[:place]), np.isin(split.part, PARTS[place:])
        assert (known[before] <= border).all()
        assert (start[after] >= border).all()
    for moment in np.unique(start):
        assert len(set(split.part[start == moment]) - {"unlabelled"}) <= 1


def test_an_unknown_label_is_counted_and_never_purged() -> None:
    start, label = daily(100)
    label[[3, 49, 99]] = np.nan
    split = split_in_time(start, start + 10 * DAY_US, label, SHARES, whole_days=False, reference_us=start)
    assert split.part[[3, 49, 99]].tolist() == ["unlabelled"] * 3
    assert split.borders["unknown"] == 3
    assert split.borders["purged"] == 10 + 10 + 10 - 3 - 1


def test_the_reference_sets_the_borders_whatever_is_labelled() -> None:
    start, label = daily(100)
    late = start + 50 * DAY_US
    split = split_in_time(late, late, label, SHARES, whole_days=False, reference_us=start)
    assert split.borders_us == split_in_time(start, start, label, SHARES, whole_days=False).borders_us
    assert (split.part != "train").all()


def test_labels_that_are_unknown_move_no_border_of_their_own() -> None:
    start, label = daily(100)
    label[50:] = np.nan
    split = split_in_time(start, start, label, SHARES, whole_days=False)
    assert split.borders_us[-1] < start[50]
    assert [int((split.part == part).sum()) for part in (*PARTS, "unlabelled")] == [25, 10, 5, 10, 50]


def test_whole_days_begin_at_midnight_and_never_earlier_than_the_share_says() -> None:
    start = START + np.arange(100, dtype=np.int64) * (DAY_US // 10) + 1
    exact, whole = (split_in_time(start, start, np.zeros(100), SHARES, whole_days=flag).borders_us for flag in (False, True))
    assert all(border % DAY_US == 0 for border in whole)
    assert all(0 <= late - border < DAY_US for border, late in zip(exact, whole, strict=True))
    midnights = START + np.arange(100, dtype=np.int64) * DAY_US
    same = (split_in_time(midnights, midnights, np.zeros(100), SHARES, whole_days=flag).borders_us for flag in (False, True))
    assert next(same) == next(same)


def test_a_day_from_which_to_test_is_kept_and_the_rest_is_shared_out() -> None:
    start, label = daily(100)
    chosen = SHARES.model_copy(update={"test_from": "2024-03-21"})
    split = split_in_time(start, start, label, chosen, whole_days=False)
    assert split.borders["test_from"] == "2024-03-21T00:00:00Z"
    assert [int((split.part == part).sum()) for part in PARTS] == [50, 20, 10, 20]


def test_a_day_with_nothing_before_it_is_refused() -> None:
    start, label = daily(10)
    with pytest.raises(UsageError, match=r"No labelled row lies before test_from = 2023-01-01\. Choose a later day\."):
        split_in_time(start, start, label, SHARES.model_copy(update={"test_from": "2023-01-01"}), whole_days=False)


def test_what_is_no_day_is_refused() -> None:
    start, label = daily(10)
    with pytest.raises(UsageError, match=r"'next week' is not a day.*YYYY-MM-DD"):
        split_in_time(start, start, label, SHARES.model_copy(update={"test_from": "next week"}), whole_days=False)


def test_the_split_is_described() -> None:
    start, label = daily(100)
    described = split_in_time(start, start, label, SHARES, whole_days=False).borders
    assert (described["first"], described["last"]) == ("2024-01-01T00:00:00Z", "2024-04-09T00:00:00Z")
    assert [str(described[f"{part}_from"]) for part in PARTS[1:]] == sorted(str(described[f"{part}_from"]) for part in PARTS[1:])
    assert described["tune_from"] == "2024-02-20T00:00:00Z"


def test_no_rows_are_split_into_nothing() -> None:
    nothing = np.array([], dtype=np.int64)
    split = split_in_time(nothing, nothing, np.array([]), SHARES, whole_days=False)
    assert (len(split.part), split.borders["first"], split.borders["last"]) == (0, None, None)


def test_other_rows_of_the_same_split_fall_into_the_same_parts() -> None:
    start, label = daily(100)
    label[7] = np.nan
    known = start + 2 * DAY_US
    split = split_in_time(start, known, label, SHARES, whole_days=False)
    assert (parts_in_time(start, known, label, split.borders_us) == split.part).all()
    assert (parts_in_time(start[60:], known[60:], label[60:], split.borders_us) == split.part[60:]).all()


def test_at_random_a_group_lies_in_one_part_and_shares_are_of_groups() -> None:
    group = np.repeat(np.arange(1_000) * 7 - 3, 3)
    np.random.default_rng(1).shuffle(group)
    split = split_at_random(group, SHARES)
    parts = {int(name): set(split.part[group == name]) for name in np.unique(group)}
    assert all(len(each) == 1 for each in parts.values())
    assert [int((split.part == part).sum()) for part in PARTS] == [1_500, 600, 300, 600]
    assert (split.borders_us, split.borders["seed"]) == ((), SHARES.seed)


def test_at_random_the_seed_decides() -> None:
    group = np.arange(200)
    first, again = split_at_random(group, SHARES).part, split_at_random(group, SHARES).part
    other = split_at_random(group, SHARES.model_copy(update={"seed": 1})).part
    assert (first == again).all()
    assert (first != other).any()
    assert any(first[number] != first[number + 1] for number in range(50)), "the order of the rows decides"


def test_a_time_is_written_to_the_second_in_utc() -> None:
    assert iso(START + 3_661_999_999) == "2024-01-01T01:01:01Z"
