"""Does an expression mean the same to a table, to an event, and to a reader?"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.proof.expressions import flags, integers
from tests.proof.oracle import Row
from tests.proof.runs import engine, read_everywhere
from tests.proof.streams import fixed, streams

from footfall.engines.duckdb import quote
from footfall.events.event import Event
from footfall.expr import Expr, all_of, event, extra, hour_of_day, lift, local_day, weekday

TRUTHS = {"true": event.seq == 0, "false": event.seq == 1, "null": event.quantity == 1}
"""Conditions with a known truth at `AT`, an event with seq 0 and no quantity."""


def at(**known: object) -> list[Row]:
    """Return a log of one event with nothing known but this."""
    plain: Row = {**dict.fromkeys(fixed(0)[0]), "event_id": "e", "visitor_id": "v", "us": 0, "seq": 0, "utc_offset_s": 0, "bot": False}
    return [{**plain, "time_precision": "second", **known}]


def read(expressions: Sequence[Expr], rows: list[Row]) -> list[object]:
    """Return the values at the only event, which all three readings must agree on."""
    plain, batch, online = read_everywhere(expressions, rows)
    assert plain == batch == online
    return list(online[0])


def test_and_or_not_follow_sqls_truth_tables() -> None:
    pairs = list(product(TRUTHS, TRUTHS))
    found_and = read([TRUTHS[left] & TRUTHS[right] for left, right in pairs], at())
    found_or = read([TRUTHS[left] | TRUTHS[right] for left, right in pairs], at())
    for (left, right), both, either in zip(pairs, found_and, found_or, strict=True):
        sides = {left, right}
        assert both is (False if "false" in sides else None if "null" in sides else True), (left, right)
        assert either is (True if "true" in sides else None if "null" in sides else False), (left, right)
    assert read([~TRUTHS["true"], ~TRUTHS["false"], ~TRUTHS["null"]], at()) == [False, True, None]


def test_null_on_either_side_gives_null() -> None:
    signs = ["eq", "ne", "lt", "le", "gt", "ge", "add", "sub", "mul", "floordiv", "mod"]
    nulls = [getattr(left, f"__{sign}__")(right) for sign in signs for left, right in sides_with_null()]
    assert set(read(nulls, at())) == {None}


def sides_with_null() -> list[tuple[Expr, Expr | int]]:
    """Return pairs of which one side is null at `at()`."""
    return [(event.quantity, 1), (lift(1), event.quantity), (event.seq, event.quantity), (event.quantity, event.quantity)]


def test_null_is_in_no_list_and_known_to_is_null_alone() -> None:
    asked = [event.category.is_in("sale"), event.category.is_null()]
    assert read(asked, at()) == [None, True]
    assert read(asked, at(category="x")) == [False, False]
    assert read(asked, at(category="")) == [False, False]
    assert read(asked, at(category="sale")) == [True, False]


PAIRS = [("Z", "a"), ("z", "é"), ("e\u0301", "é"), ("ﬀ", "𝒳"), ("", "a"), ("a", "aa"), ("A'", "a'")]


def test_text_compares_by_bytes_in_every_reading() -> None:
    for smaller, larger in PAIRS:
        assert smaller.encode() < larger.encode()
        assert read([event.item_id < larger, event.item_id >= larger, event.item_id == larger], at(item_id=smaller)) == [True, False, False]


def test_constants_of_any_text_survive_sql() -> None:
    for value in ("it's", 'say "hi"', "a\\b", "--", ";", "%", "日本", "\n"):
        assert read([event.page == value, event.page.is_in(value), event.page != value], at(page=value)) == [True, True, False]


def test_division_by_zero_is_null_everywhere() -> None:
    divided = [event.us // event.seq, event.us % event.seq, event.us // 0, event.us % 0, event.us // 2, event.us % event.quantity]
    assert read(divided, at(us=7, quantity=4)) == [None, None, None, None, 3, 3]


def test_extras_may_have_any_name() -> None:
    row = Event("e", 0, None, extras={'the "order"': "x"})
    field = extra('the "order"')
    assert field.reader()(row) == "x"
    assert engine().row(f"SELECT {field.sql()} FROM (SELECT 'x' AS {quote(field.name)}) AS t") == ("x",)
    assert extra("unheard_of").reader()(row) is None


@given(drawn=st.lists(flags() | integers(), min_size=5, max_size=20), rows=streams(tracks=3, length=5))
@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_reading_agrees_on_drawn_expressions(drawn: list[Expr], rows: list[Row]) -> None:
    plain, batch, online = read_everywhere(drawn, rows)
    assert [[(type(value), value) for value in row] for row in batch] == [[(type(value), value) for value in row] for row in plain]
    assert [[(type(value), value) for value in row] for row in online] == [[(type(value), value) for value in row] for row in plain]


ZONES = ("UTC", "Europe/Amsterdam", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati")


@given(moment=st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1)), zone=st.sampled_from(ZONES))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_hour_weekday_and_day_are_the_calendars(moment: datetime, zone: str) -> None:
    local = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    us = (moment.replace(tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
    offset = local.utcoffset()
    assert offset is not None
    row = Event("e", us, None, utc_offset_s=offset // timedelta(seconds=1))
    assert hour_of_day().reader()(row) == local.hour
    assert weekday().reader()(row) == local.weekday()
    assert local_day().reader()(row) == (local.date() - date(1970, 1, 1)).days


@pytest.mark.parametrize(
    ("moment", "zone", "hour", "day"),
    [
        ("2024-03-31T00:59:59.999999", "Europe/Amsterdam", 1, 6),  # the last microsecond of winter time
        ("2024-03-31T01:00:00", "Europe/Amsterdam", 3, 6),  # the clock jumps from 2 to 3
        ("2023-12-31T23:30:00", "Europe/Amsterdam", 0, 0),  # already Monday there
        ("2024-01-01T02:00:00", "America/New_York", 21, 6),  # still Sunday there
        ("2023-12-31T18:15:00", "Asia/Kathmandu", 0, 0),  # quarters of an hour count
    ],
)
def test_hour_and_weekday_on_the_shops_clock(moment: str, zone: str, hour: int, day: int) -> None:
    utc = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    offset = utc.astimezone(ZoneInfo(zone)).utcoffset()
    assert offset is not None
    us = (utc - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
    rows = at(us=us, utc_offset_s=offset // timedelta(seconds=1))
    assert read([hour_of_day(), weekday()], rows) == [hour, day]


def test_pythons_and_or_not_are_refused() -> None:
    one, two = event.type == "purchase", event.seq > 1
    for combine in (lambda: one and two, lambda: one or two, lambda: not one, lambda: 1 < event.seq < 3):
        with pytest.raises(TypeError, match="combine with &"):
            combine()


@pytest.mark.parametrize("value", [1.5, None, [1], b"x"])
def test_what_sql_would_read_otherwise_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="cannot stand in an expression"):
        lift(value)


def test_a_misspelt_field_fails_at_once() -> None:
    with pytest.raises(AttributeError):
        event.pricee  # type: ignore[attr-defined]  # noqa: B018


def test_fields_are_gathered_from_every_branch() -> None:
    condition = ((event.type == "x") & ~event.brand.is_null()) | (event.quantity * event.seq > 1) | event.page.is_in("1")
    assert condition.fields() == {"type", "brand", "quantity", "seq", "page"}


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        (event.price_micros * event.quantity, "money"),
        (event.us - event.gap_us, "duration"),
        (event.us // 1000, "integer"),
        (event.quantity + 1, "integer"),
        (event.type == "x", "flag"),
        (lift("x"), "text"),
        (lift(True), "flag"),
    ],
)
def test_kinds_follow_from_the_parts(expression: Expr, kind: str) -> None:
    assert expression.kind == kind


def test_all_of_is_the_conjunction() -> None:
    assert all_of([]) is None
    both = all_of([event.seq == 0, event.quantity == 1])
    assert both is not None
    assert read([both], at(quantity=1)) == [True]
    assert read([both], at(quantity=2)) == [False]
