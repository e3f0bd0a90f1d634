from tests.explore.made import SHOP, browsing, event, shop


def test_one_row_a_session_of_people() -> None:
    found = browsing(shop())
    rows = found.engine.rows(f"SELECT session_no, clicks, depth, orders, revenue_micros FROM {found.sessions} ORDER BY us")
    assert [row[1:] for row in rows] == [(4, 4, 1, 20_000_000), (2, 1, 0, None), (4, 4, 2, 12_000_000), (2, 2, 0, None), (1, 0, 0, None)]


def test_a_session_with_one_marked_event_is_left_out_whole() -> None:
    found = browsing(shop())
    assert (found.bot_sessions, found.bot_events) == (1, 2)
    assert found.engine.integer(f"SELECT count(*) FROM {found.events} WHERE bot OR session_id = 'x1'") == 0


def test_days_and_hours_are_of_the_shops_zone() -> None:
    found = browsing([event("a1", minute=23.5 * 60, utc_offset_s=3600)])
    assert found.engine.rows(f"SELECT day, hour, weekday FROM {found.sessions}") == [(19_724, 0, 1)]


def test_origin_is_of_the_first_event_that_says() -> None:
    found = browsing([event("a1"), event("a1", minute=1, country="PL"), event("a1", minute=2, country="DE")], SHOP)
    assert found.engine.rows(f"SELECT country, channel FROM {found.sessions}") == [("PL", None)]
