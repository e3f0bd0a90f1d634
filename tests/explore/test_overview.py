from dataclasses import replace
from pathlib import Path

from tests.explore.made import SHOP, event, shop, visits

from footfall.engines.duckdb import Engine
from footfall.events.log import EventLog
from footfall.events.read import read
from footfall.explore.overview import explore
from footfall.sessions.batch import cut
from footfall.settings import Settings


def test_counts_leave_bots_out_and_tell_them() -> None:
    found = explore(visits(shop())).overview
    assert (found.events, found.sessions, found.visitors, found.conversions, found.orders) == (13, 5, 3, 2, 3)
    assert (found.revenue, found.refunds) == (32.0, 5.0)
    assert (found.bot_sessions, found.bot_events) == (1, 2)
    assert (found.conversion_rate, found.aov, found.revenue_per_session) == (0.4, 32 / 3, 6.4)


def test_what_the_source_does_not_know_is_none_with_a_reason() -> None:
    source = replace(SHOP, knows_visitors=False, has_clock=False, has_purchases=False, has_revenue=False, has_refunds=False, currency=None)
    found = explore(visits([event("a1"), event("a1", minute=1)], source))
    seen = found.overview
    assert (seen.visitors, seen.conversions, seen.orders, seen.revenue, seen.refunds, seen.conversion_rate, seen.aov) == (None,) * 7
    assert (found.durations, found.orders, found.retention, found.hours, found.funnel) == (None, None, None, (), ())
    assert {each.what for each in found.missing} == {
        "Time spent, hours of the day",
        "Returning visitors and retention",
        "Conversion and orders",
    }


def test_an_order_list_has_no_browsing() -> None:
    rows = [
        event("a1", "purchase", order_id="o1", value=3.0, revenue=3.0),
        event("a2", "purchase", day=9, order_id="o2", value=4.0, revenue=4.0),
    ]
    found = explore(visits(rows, replace(SHOP, kind="orders")))
    assert (found.lengths, found.durations, found.transitions, found.funnel) == (None, None, None, ())
    assert any("order list" in each.why for each in found.missing)
    assert found.orders is not None


def test_only_bots_leaves_nothing_and_does_not_fail() -> None:
    found = explore(visits([event("a1", bot=True)]))
    assert (found.overview.sessions, found.overview.conversion_rate, found.days, found.lengths) == (0, None, (), None)


def test_the_same_log_gives_the_same_exploration() -> None:
    assert explore(visits(shop())) == explore(visits(list(reversed(shop()))))


def test_uci_553(data_folder: Path) -> None:
    with Engine(threads=2) as engine:
        log = read("uci-553", engine=engine, settings=Settings())
        assert isinstance(log, EventLog)
        found = explore(cut(log, Settings()))
    assert (found.overview.events, found.overview.sessions) == (165_474, 24_026)
    assert found.lengths is not None
    assert (found.lengths.median, found.lengths.p99, found.lengths.greatest) == (4, 42, 195)
    assert found.assortment.items == 217
    assert [each.name for each in found.categories] == ["trousers", "sale", "blouses", "skirts"]
    assert found.countries[0].name == "Poland"
