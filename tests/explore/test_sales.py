from dataclasses import replace

import pytest
from tests.explore.made import SHOP, Row, browsing, event

from footfall.explore.sales import Gap, Sales, sales

LAST_MINUTE = 23 * 60 + 59


def open_days(days: int) -> list[Row]:
    """A visitor who is seen in the first and in the last minute of every day and never buys."""
    return [event(f"z{day}{at}", day=day, minute=at) for day in range(days) for at in (0, LAST_MINUTE)]


def order(session: str, id: str, day: int, *, minute: float = 600.0, value: float | None = 10.0) -> Row:
    return event(session, "purchase", day=day, minute=minute, order_id=id, value=value, revenue=value)


def sold(rows: list[Row]) -> Sales:
    found = sales(browsing(rows))
    assert found is not None
    return found


def test_the_first_visit_is_new_and_every_later_one_known() -> None:
    rows = [*open_days(4), order("a1", "o1", 1), order("a1", "o2", 1, minute=610), order("a2", "o3", 2, value=7.0), event("b1", day=1)]
    found = sold([*rows, order("b2", "o4", 3, value=4.0)])
    assert (found.first, found.last, found.days) == ("2024-01-01", "2024-01-04", 4)
    assert found.orders["new"].tolist() == [0, 2, 0, 0]
    assert found.orders["known"].tolist() == [0, 0, 1, 1]
    assert found.revenue["new"].tolist() == [0, 20, 0, 0]
    assert found.revenue["known"].tolist() == [0, 0, 7, 4]


def test_lines_of_one_order_are_one_order_on_the_day_of_its_first() -> None:
    lines = [order("a1", "o1", 1, minute=LAST_MINUTE), event("a1", "purchase", day=2, order_id="o1", revenue=3.0)]
    found = sold([*open_days(3), *lines])
    assert found.orders["new"].tolist() == [0, 1, 0]
    assert found.revenue["new"].tolist() == [0, 13, 0]


def test_refunds_and_bots_change_nothing() -> None:
    bot = [{**order("x1", "o9", 1), "bot": True}]
    refund = [event("a1", "refund", day=1, minute=601, order_id="o1", value=-5.0)]
    assert sold([*open_days(2), order("a1", "o1", 1), *bot, *refund]).revenue["new"].tolist() == [0, 10]


def test_days_that_may_not_be_whole_are_left_out() -> None:
    found = sold([event("z1", day=0, minute=90), *(order("a1", f"o{day}", day) for day in range(1, 4)), event("z2", day=4, minute=22 * 60)])
    assert (found.first, found.last) == ("2024-01-02", "2024-01-04")
    assert [each.date for each in found.left_out] == ["2024-01-01", "2024-01-05"]
    assert "01:30" in found.left_out[0].why
    assert "22:00" in found.left_out[1].why


def test_without_a_clock_the_days_count_as_whole() -> None:
    found = sales(browsing([order("a1", "o1", 0, minute=0), order("a2", "o2", 2, minute=0)], replace(SHOP, precision="day")))
    assert found is not None
    assert (found.days, found.left_out) == (3, ())


def test_days_are_of_the_shops_zone() -> None:
    rows: list[Row] = [{**row, "utc_offset_s": 3600} for row in (event("z1", minute=-60), order("a1", "o1", 0, minute=23 * 60 + 30))]
    found = sold([*rows, {**event("z2", day=1, minute=LAST_MINUTE - 60), "utc_offset_s": 3600}])
    assert (found.first, found.orders["new"].tolist()) == ("2024-01-01", [0, 1])


def test_days_without_any_event_are_gaps_and_zero() -> None:
    found = sold([row for row in [*open_days(9), order("a1", "o1", 8)] if row["us"] // 86_400_000_000 - 19_723 not in (2, 3, 6)])  # type: ignore[operator]
    assert found.gaps == (Gap("2024-01-03", "2024-01-04", 2), Gap("2024-01-07", "2024-01-07", 1))
    assert found.orders["new"].tolist() == [0] * 8 + [1]


def test_the_warm_up_is_the_absence_of_nine_in_ten_known_orders() -> None:
    away = {"a": 3, "b": 10, "c": 16, "d": 20}
    rows = [row for name, days in away.items() for row in (event(f"{name}1", day=25 - days), order(f"{name}2", f"o{name}", 25))]
    assert sold([*open_days(28), *rows]).warm_up_weeks == 3
    assert sold([*open_days(28), *rows[:2]]).warm_up_weeks == 1
    assert sold([*open_days(28), order("a1", "o1", 25)]).warm_up_weeks is None


def test_orders_without_a_value_are_counted() -> None:
    found = sold([*open_days(2), order("a1", "o1", 0, value=None), order("b1", "o2", 0)])
    assert (found.unpriced, found.orders["new"].tolist(), found.revenue["new"].tolist()) == (1, [2, 0], [10, 0])


def test_without_visitors_there_is_one_part_and_without_revenue_no_revenue() -> None:
    found = sales(browsing([*open_days(2), order("a1", "o1", 1)], replace(SHOP, knows_visitors=False, has_revenue=False)))
    assert found is not None
    assert {part: days.tolist() for part, days in found.orders.items()} == {"total": [0, 1]}
    assert (dict(found.revenue), found.warm_up_weeks) == ({}, None)


@pytest.mark.parametrize("source", [SHOP, replace(SHOP, has_purchases=False)])
def test_nothing_without_purchases_or_without_a_whole_day(source: object) -> None:
    rows = [order("a1", "o1", 0)] if source is SHOP else open_days(3)
    assert sales(browsing(rows, source)) is None  # type: ignore[arg-type]
