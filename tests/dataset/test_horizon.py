"""Do rows of visitors leave a horizon before the test part, however short the data, and is nothing that comes after learnt?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as at_most
from hypothesis import strategies as st

from footfall.dataset.dataset import PARTS, Floats, Ints
from footfall.dataset.horizon import BY_VISITOR, days_needed, parts_of_visitors, split_of_visitors
from footfall.dataset.split import Split, split_in_time
from footfall.errors import UsageError
from footfall.events.event import DAY_US
from footfall.settings import Settings
from footfall.targets.catalog import TARGETS

SETTINGS = Settings(seed=3)
START = 19_723 * DAY_US
"""Monday 2024-01-01."""
TARGET = {target.name: target for target in TARGETS}


def weekly(days: int, horizon: int, visitors: int = 200) -> tuple[Ints, Ints, Floats, Ints]:
    """Return cut-offs, the time at which each answer is known, labels and visitors, of data over so many days."""
    cut_offs = np.arange(7, days + 1, 7)
    at = START + np.repeat(cut_offs, visitors).astype(np.int64) * DAY_US
    known = at + horizon * DAY_US
    label = np.where(known <= START + days * DAY_US, 0.0, np.nan)
    return at, known, label, np.tile(np.arange(visitors, dtype=np.int64), len(cut_offs))


def split_of(days: int, horizon: int, settings: Settings = SETTINGS) -> Split:
    at, known, label, visitor = weekly(days, horizon)
    return split_of_visitors(at, known, label, visitor, settings, whole_days=False)


def days_of(split: Split, days: int, *parts: str) -> list[int]:
    """Return the days of the cut-offs of these parts."""
    at, *_ = weekly(days, 28)
    return sorted({int(day) for day in (at[np.isin(split.part, parts)] - START) // DAY_US})


def test_ninety_days_and_a_horizon_of_28_leave_four_weeks_to_learn_and_one_to_test() -> None:
    split = split_of(90, 28)
    assert split.borders["how"] == BY_VISITOR
    assert days_of(split, 90, "test") == [56]
    assert [days_of(split, 90, part) for part in PARTS[:3]] == [[7, 14, 21, 28]] * 3
    assert split.borders_us == (START + 56 * DAY_US,)
    assert (split.borders["learnt_until"], split.borders["test_from"]) == ("2024-01-29T00:00:00Z", "2024-02-26T00:00:00Z")
    assert (split.borders["purged"], split.borders["unknown"]) == (3 * 200, 4 * 200)


def test_a_visitor_lies_in_one_of_the_earlier_parts_and_shares_are_of_visitors() -> None:
    at, known, label, visitor = weekly(90, 28, visitors=4_000)
    split = split_of_visitors(at, known, label, visitor, SETTINGS, whole_days=False)
    parts: dict[int, str] = {}
    for number, part in zip(visitor.tolist(), split.part.tolist(), strict=True):
        if part in PARTS[:3]:
            assert parts.setdefault(number, part) == part
    count = [sum(part == name for part in parts.values()) / 4_000 for name in PARTS[:3]]
    assert count == pytest.approx([0.55 / 0.8, 0.15 / 0.8, 0.1 / 0.8], abs=0.03)


def test_where_there_is_room_all_parts_lie_in_time() -> None:
    at, known, label, visitor = weekly(730, 28)
    split = split_of_visitors(at, known, label, visitor, SETTINGS, whole_days=False)
    timely = split_in_time(at, known, label, SETTINGS, whole_days=False)
    assert (split.part == timely.part).all()
    assert (split.borders, split.borders_us) == (timely.borders, timely.borders_us)
    assert split_of(90, 7).borders["how"] == "in time order of the cut-off"


def test_a_gap_that_would_take_most_of_a_part_is_no_room() -> None:
    at, known, label, _ = weekly(275, 28)
    timely = split_in_time(at, known, label, SETTINGS, whole_days=False)
    assert {len(np.unique(at[timely.part == part])) for part in ("tune", "calibrate")} == {2, 1}
    assert split_of(275, 28).borders["how"] == BY_VISITOR


def test_the_test_part_has_its_share_of_the_rows_that_the_gap_leaves() -> None:
    split = split_of(200, 28)
    learnt, tested = len(days_of(split, 200, *PARTS[:3])), len(days_of(split, 200, "test"))
    assert tested / (learnt + tested) == pytest.approx(0.2, abs=0.03)
    assert learnt + tested == 24 - 3
    bigger = SETTINGS.model_copy(update={"train_share": 0.25})
    assert len(days_of(split_of(200, 28, bigger), 200, "test")) > 2 * tested


def test_the_day_from_which_to_test_is_kept() -> None:
    chosen = SETTINGS.model_copy(update={"test_from": "2024-02-10"})
    split = split_of(90, 28, chosen)
    assert days_of(split, 90, "test") == [42, 49, 56]
    assert days_of(split, 90, *PARTS[:3]) == [7]
    assert split.borders["test_from"] == "2024-02-10T00:00:00Z"
    assert split_of(90, 28, SETTINGS.model_copy(update={"test_from": "2024-01-20"})).borders["how"] != BY_VISITOR
    with pytest.raises(UsageError, match="No labelled row lies before"):
        split_of(90, 28, SETTINGS.model_copy(update={"test_from": "2023-02-10"}))


@pytest.mark.parametrize("target", [target for target in TARGETS if target.days is not None], ids=lambda target: target.name)
def test_as_many_days_as_are_needed_are_enough_and_one_fewer_is_not(target: object) -> None:
    asked = TARGET[str(getattr(target, "name", ""))]
    days, needed = asked.days or 0, days_needed(asked)
    if asked.asked != "weekly":
        assert needed == 2 * days + 1
        return
    assert {"train", "tune", "calibrate", "test"} <= set(split_of(needed, days).part)
    assert not {"train", "test"} <= set(split_of(needed - 1, days).part)


def test_nothing_known_is_split_into_nothing() -> None:
    split = split_of(20, 28)
    assert set(split.part) == {"unlabelled"}
    assert split.borders["unknown"] == 2 * 200
    nothing = np.array([], dtype=np.int64)
    assert len(split_of_visitors(nothing, nothing, np.array([]), nothing, SETTINGS, whole_days=False).part) == 0


@given(
    rows=st.lists(
        st.tuples(st.integers(0, 60), st.integers(0, 12), st.integers(0, 9), st.sampled_from([0.0, 1.0, np.nan])), min_size=1, max_size=60
    ),
    days=st.integers(1, 20),
    train=st.sampled_from([0.2, 0.55]),
    seed=st.integers(0, 9),
)
@at_most(max_examples=150, deadline=None, derandomize=True)
def test_no_label_that_is_learnt_from_passes_the_first_test_cut_off(
    rows: list[tuple[int, int, int, float]], days: int, train: float, seed: int
) -> None:
    at, late, visitor, label = (np.array(column) for column in zip(*rows, strict=True))
    at = START + at.astype(np.int64) * DAY_US
    known = at + days * DAY_US + late.astype(np.int64) * DAY_US // 24
    settings = SETTINGS.model_copy(update={"train_share": train, "seed": seed})
    split = split_of_visitors(at, known, label, visitor.astype(np.int64), settings, whole_days=False)
    learnt, tested = np.isin(split.part, PARTS[:3]), split.part == "test"
    assert not np.isnan(label[learnt | tested]).any()
    if learnt.any() and tested.any():
        assert known[learnt].max() <= at[tested].min()
    room = any((known[other] <= at[row]) for row in np.flatnonzero(~np.isnan(label)) for other in np.flatnonzero(~np.isnan(label)))
    if room:
        assert learnt.any()
        assert tested.any()
    again = parts_of_visitors(at, known, label, visitor.astype(np.int64), split.borders_us, settings)
    assert (again == split.part).all()


def test_other_rows_of_the_same_split_fall_into_the_same_parts() -> None:
    at, known, label, visitor = weekly(90, 28)
    split = split_of_visitors(at, known, label, visitor, SETTINGS, whole_days=False)
    few = np.arange(0, len(at), 7)
    again = parts_of_visitors(at[few], known[few], label[few], visitor[few], split.borders_us, SETTINGS)
    assert (again == split.part[few]).all()
    other = parts_of_visitors(at, known, label, visitor, split.borders_us, SETTINGS.model_copy(update={"seed": 4}))
    assert (other != split.part).any()
    assert ((other == "test") == (split.part == "test")).all()
