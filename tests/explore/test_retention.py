from dataclasses import replace

from tests.explore.made import SHOP, browsing, event, shop

from footfall.explore.retention import retention


def test_weekly_cohorts() -> None:
    found = retention(browsing(shop()))
    assert found is not None
    assert found.period_days == 7
    assert [(each.start, each.visitors, each.active[:3]) for each in found.cohorts] == [
        ("2024-01-01", 2, (1.0, 0.5, 0.0)),
        ("2024-01-08", 1, (1.0, 1.0, None)),
    ], "a and b in week 1, of whom a is back in week 2; c in week 2 and 3; what lies beyond the data is unknown, not 0"


def test_long_logs_have_periods_of_four_weeks() -> None:
    rows = [event("a1"), event("a2", day=30), event("b1", day=250)]
    found = retention(browsing(rows))
    assert found is not None
    assert found.period_days == 28
    assert found.cohorts[0].active[1] == 1.0


def test_no_visitors_no_cohorts() -> None:
    assert retention(browsing(shop(), replace(SHOP, knows_visitors=False))) is None


def test_a_short_log_has_none() -> None:
    assert retention(browsing([event("a1"), event("a2", day=3)])) is None
