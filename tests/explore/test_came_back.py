"""Is what came of a group counted with what was known before, and against the right others?"""

from dataclasses import replace
from typing import Any

import pytest
from tests.explore.made import SHOP, Row, browsing, event

from footfall.events.event import DAY_US
from footfall.explore import leaving as module
from footfall.explore.came_back import Aftermath, came_back
from footfall.measures.rate import wilson

GAP_US, WITHIN_US = 30 * 60_000_000, 28 * DAY_US


def carts() -> list[Row]:
    """As of day 62 of 90 a, b and c left a cart, d bought what was in it, e only looked. Then a returns, b buys, e returns; f is new."""
    cart: dict[str, Any] = {"item_id": "x", "price": 5.0}
    rows = [event(f"{name}1", "add_to_cart", day=60, **cart) for name in "abcd"]
    rows += [event("d1", "purchase", day=60, minute=1, order_id="o1", item_id="x"), event("e1", day=61)]
    rows += [event("a2", day=65), event("b2", "purchase", day=80, order_id="o2", item_id="x"), event("e2", day=75), event("f1", day=66)]
    return [event("z1", day=0), *rows, event("z2", day=90)]


def shown(found: tuple[Aftermath, ...], group: str) -> dict[tuple[str, int | None], tuple[int, int, int, int, int, int]]:
    return {
        (each.came, each.days): (
            each.members.found, each.members.count, each.others.found, each.others.count, each.comparable.found, each.comparable.count
        )
        for each in found if each.group == group and each.members and each.others and each.comparable
    }  # fmt: skip


def test_who_left_a_cart_is_followed_from_an_earlier_day_on() -> None:
    found = came_back(browsing(carts()), gap_us=GAP_US, within_us=WITHIN_US)
    assert shown(found, "abandoned_cart") == {
        ("visit", 7): (1, 3, 0, 3, 0, 2), ("order", 7): (0, 3, 0, 3, 0, 2),
        ("visit", 28): (2, 3, 2, 3, 1, 2), ("order", 28): (1, 3, 0, 3, 0, 2),
    }  # fmt: skip
    first = found[0]
    assert first.as_of_us == (19_723 + 62) * DAY_US
    assert first.members is not None
    assert first.members.interval == wilson(1, 3)


def test_a_cart_filled_longer_before_is_no_longer_one_left_lately() -> None:
    found = came_back(browsing(carts()), gap_us=GAP_US, within_us=DAY_US)
    assert found[0].not_measured == "nobody was of this group then"
    assert found[0].members is None


def test_of_short_data_only_the_days_that_can_be_seen_are_counted_and_of_shorter_nothing() -> None:
    month = [row for row in carts() if int(row["us"] or 0) >= (19_723 + 60) * DAY_US]
    assert {each.days for each in came_back(browsing(month), gap_us=GAP_US, within_us=WITHIN_US) if each.group == "abandoned_cart"} == {7}
    week = [row for row in month if int(row["us"] or 0) <= (19_723 + 75) * DAY_US]
    found = came_back(browsing(week), gap_us=GAP_US, within_us=WITHIN_US)
    assert [(each.group, each.members) for each in found] == [("abandoned_cart", None), ("fading", None)]
    assert all("shorter than 7 days" in each.not_measured for each in found)


def test_who_fades_is_told_by_the_returns_of_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FEWEST", 5)
    rows: list[Row] = []
    for at in range(10):
        when = (30, 32, 34, 36) if at < 5 else (50, 52, 54, 56, 60, *((64,) if at < 8 else ()))
        rows += [{**event(f"s{at}", day=day), "visitor_id": f"v{at}", "session_id": f"s{at}-{day}"} for day in when]
    found = came_back(browsing([event("z1", day=0), *rows, event("z2", day=90)]), gap_us=GAP_US, within_us=WITHIN_US)
    assert shown(found, "fading")["visit", 7] == (0, 5, 3, 6, 3, 5)
    few = came_back(browsing([event("z1", day=0), *rows[:8], event("z2", day=90)]), gap_us=GAP_US, within_us=WITHIN_US)
    assert "only 2 returns" in few[-1].not_measured


def test_of_an_order_list_orders_are_counted_and_no_carts() -> None:
    source = replace(SHOP, kind="orders", has_clock=False)
    rows = [
        {**event(f"{name}{day}", "purchase", day=day), "time_precision": "day"} for name, day in (("a", 0), ("b", 50), ("a", 65), ("b", 90))
    ]
    found = came_back(browsing(rows, source), gap_us=GAP_US, within_us=WITHIN_US)
    assert found[0].not_measured == "no cart was recorded by then"
    assert {each.came for each in found if each.days} <= {"order"}
