from dataclasses import replace

import pytest
from tests.explore.made import SHOP, browsing, shop

from footfall.explore.times import days, hours, weekdays


def test_days_without_a_session_are_there() -> None:
    found = days(browsing(shop()))
    assert len(found) == 21
    assert (found[0].date, found[0].sessions, found[0].conversions, found[0].revenue) == ("2024-01-01", 1, 1, 20.0)
    assert (found[2].date, found[2].sessions) == ("2024-01-03", 0), "the bot's day"
    assert sum(day.events for day in found) == 13


def test_weekdays_are_means_over_the_days_covered() -> None:
    found = weekdays(browsing(shop()))
    assert found[0] == pytest.approx(1 / 3), "three Mondays, one session"
    assert found[1] == pytest.approx(2 / 3), "three Tuesdays, two sessions"


def test_hours_of_the_week() -> None:
    found = hours(browsing(shop()))
    assert len(found) == 168
    there = {(each.weekday, each.hour): (each.sessions, each.conversions) for each in found if each.sessions}
    assert there == {(0, 0): (1, 1), (1, 0): (2, 1), (2, 1): (1, 0), (6, 10): (1, 0)}


def test_no_clock_no_hours() -> None:
    assert hours(browsing(shop(), replace(SHOP, has_clock=False))) == ()
