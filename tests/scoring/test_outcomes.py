"""From when on are new rows compared, and what of them can be known? (Whole comparisons: tests/analysis/test_compare.py.)"""

import numpy as np
import pandas as pd
import pytest

from footfall.dataset.scored import ScoredRows
from footfall.events.event import DAY_US
from footfall.models.reference import Reference, reference_of
from footfall.scoring.outcomes import scored_rows, since_of
from footfall.targets.catalog import CONVERTS_SESSION, RETURNS_7D
from footfall.targets.target import Target


def reference(first: int, since: int, until: int) -> Reference:
    """A model whose data went from day `first` to day `until`, tested from day `since`."""
    rows = ScoredRows(pd.DataFrame({"x": [1.0]}), np.array([0.5]), np.array([1.0]), np.array([0]), np.array([0]))
    times = {"first_us": first * DAY_US, "since_us": since * DAY_US, "until_us": until * DAY_US}
    return reference_of(rows, ["x"], binary=True, seed=1, **times)


@pytest.mark.parametrize(
    ("first", "last", "since"),
    [
        (0, 100, 80.0),  # the same days
        (200, 300, 280.0),  # later, and long enough for the same run-up
        (200, 290, 280.0),  # later, and what is left is just half a test part
        (200, 289, 200.0),  # too short for a run-up: all of it
        (0, 130, 100.0),  # the same log, gone on: what is new
        (50, 130, 100.0),  # a part of it, gone on: too short for the run-up
        (10, 130, 100.0),  # a run-up of 80 days ends before the old data does
        (30, 140, 110.0),  # and after it
    ],
)
def test_new_rows_have_the_past_that_the_model_knew(first: int, last: int, since: float) -> None:
    assert since_of(reference(0, 80, 100), first * DAY_US, last * DAY_US) == pytest.approx(since * DAY_US, abs=1)


def test_a_log_that_ends_some_hours_later_has_not_gone_on() -> None:
    kept = reference(0, 80, 100)
    assert since_of(kept, 0, 100 * DAY_US + DAY_US // 3) == 80 * DAY_US
    assert since_of(kept, 0, 101 * DAY_US) == 100 * DAY_US + 1


@pytest.mark.parametrize(("target", "units"), [(CONVERTS_SESSION, 2), (RETURNS_7D, 4), (None, 4)])
def test_a_session_counts_once_where_it_is_asked_at_every_event(target: Target | None, units: int) -> None:
    visitor = pd.Series(["a", "a", "a", "b"], dtype="str")
    found = scored_rows(pd.DataFrame(index=range(4)), np.ones(4), np.ones(4), visitor, np.array([1, 1, 1, 2]), target)
    assert len(set(found.unit.tolist())) == units
    assert found.cluster.tolist() == [0, 0, 0, 1]
