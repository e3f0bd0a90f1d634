from dataclasses import replace

from tests.explore.made import SHOP, browsing, event, shop

from footfall.explore.audience import groups


def test_sessions_and_conversion_by_country() -> None:
    poland, germany = groups(browsing(shop()), "country")
    assert (poland.name, poland.sessions, poland.share, poland.conversions, poland.revenue) == ("PL", 4, 0.8, 2, 32.0)
    assert poland.conversion_rate == 0.5
    assert (germany.name, germany.sessions) == ("DE", 1)


def test_a_missing_value_is_a_group() -> None:
    assert [each.name for each in groups(browsing(shop()), "channel")] == ["email", "(unknown)"]


def test_a_column_that_is_not_known_gives_nothing() -> None:
    assert groups(browsing([event("a1")]), "device") == ()


def test_the_rest_is_one_group_and_nothing_is_lost() -> None:
    rows = [event(f"{letter}1", country=letter.upper()) for letter in "abcdefgh"]
    found = groups(browsing(rows), "country", limit=3)
    assert [each.name for each in found] == ["A", "B", "C", "all others"]
    assert sum(each.sessions for each in found) == 8


def test_no_purchases_no_conversion() -> None:
    (group,) = groups(browsing([event("a1", country="PL")], replace(SHOP, has_purchases=False, has_revenue=False)), "country")
    assert (group.conversions, group.conversion_rate, group.revenue) == (None, None, None)
