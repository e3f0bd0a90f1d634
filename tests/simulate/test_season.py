from datetime import UTC, date, datetime

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from footfall.simulate.season import BY_HOUR, DAY_S, Season

SEASON = Season.starting(date(2026, 1, 5), 28)


def test_period_is_whole_days_from_midnight_utc() -> None:
    assert SEASON.first_s == int(datetime(2026, 1, 5, tzinfo=UTC).timestamp())
    assert SEASON.last_s - SEASON.first_s == 28 * DAY_S


def test_season_time_runs_at_one_on_average() -> None:
    np.testing.assert_allclose(SEASON.length, 28)


@given(st.integers(SEASON.first_s, SEASON.last_s))
def test_clock_runs_back_and_forth(second: int) -> None:
    here = np.array([second])
    middle = (SEASON.at(here) + SEASON.at(here + 1)) / 2
    assert SEASON.second(middle)[0] == second
    assert SEASON.at(here + 1)[0] > SEASON.at(here)[0]


def test_evenings_are_longer_than_nights() -> None:
    def hour(number: int) -> float:
        edges = SEASON.first_s + 3_600 * np.array([number, number + 1])
        return float(np.diff(SEASON.at(edges))[0])

    np.testing.assert_allclose(hour(20) / hour(3), BY_HOUR[20] / BY_HOUR[3])


def test_weekday_of_the_start_counts() -> None:
    sunday = Season.starting(date(2026, 1, 4), 7)
    monday = Season.starting(date(2026, 1, 5), 7)
    assert sunday.at(np.array([sunday.first_s + DAY_S]))[0] > monday.at(np.array([monday.first_s + DAY_S]))[0]
