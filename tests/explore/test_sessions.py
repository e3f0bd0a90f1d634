from dataclasses import replace

from tests.explore.made import SHOP, browsing, event, shop

from footfall.explore.sessions import session_durations, session_lengths


def test_lengths_count_events_a_session() -> None:
    found = session_lengths(browsing(shop()))
    assert found is not None
    assert {int(bar.low): bar.count for bar in found.bins if bar.count} == {1: 1, 2: 2, 4: 2}
    assert found.bins[-1].low == 21.0
    assert found.bins[-1].high is None


def test_durations_are_in_seconds() -> None:
    found = session_durations(browsing([event("a1"), event("a1", minute=2), event("b1")]))
    assert found is not None
    assert (found.least, found.greatest) == (0.0, 120.0)


def test_no_clock_no_durations() -> None:
    assert session_durations(browsing(shop(), replace(SHOP, has_clock=False))) is None
