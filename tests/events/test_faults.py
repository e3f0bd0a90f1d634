from pathlib import Path

import pytest
from tests.events.reading import CANONICAL, START, event, put_aside, read_log

from footfall.engines.duckdb import Engine

GOOD = "".join(event(at=n * 60) for n in range(30))


def at(time: str) -> str:
    return event().replace(str(START), time)


@pytest.mark.parametrize(
    ("row", "column", "reason", "example"),
    [
        (at(""), "us", "time is missing", ""),
        (at("yesterday"), "us", "time cannot be read", "yesterday"),
        (at("0"), "us", "time is out of range (1990 to 2100)", "0"),
        (at("5000000000000000"), "us", "time is out of range (1990 to 2100)", "5000000000000000"),
        (event(visitor=""), "visitor_id", "visitor is missing", ""),
        (event(type=""), "type", "event type is missing", ""),
        (event(price="free"), "price", "price is not a number", "free"),
        (event(price="inf"), "price", "price is infinite", "inf"),
        (event(price="-inf"), "price", "price is infinite", "-inf"),
        (event(price="-0.01"), "price", "price is negative", "-0.01"),
        (event(price="1e13"), "price", "price is absurd (over 1,000,000,000,000)", "1e13"),
        (event(value="-3"), "value", "value is negative", "-3"),
        (event(value="x"), "value", "value is not a number", "x"),
        (event(quantity="1.5"), "quantity", "quantity is not a whole number", "1.5"),
        (event(quantity="two"), "quantity", "quantity is not a whole number", "two"),
        (event(quantity="0"), "quantity", "quantity is absurd (below 1 or over 10,000)", "0"),
        (event(quantity="-1"), "quantity", "quantity is absurd (below 1 or over 10,000)", "-1"),
        (event(quantity="10001"), "quantity", "quantity is absurd (below 1 or over 10,000)", "10001"),
        (event(quantity="1e30"), "quantity", "quantity is absurd (below 1 or over 10,000)", "1e30"),
        (event(currency="XYZ"), "currency", "currency is unknown", "XYZ"),
        (event(currency="$"), "currency", "currency is unknown", "$"),
    ],
)
def test_a_bad_row_is_put_aside_with_its_place(row: str, column: str, reason: str, example: str, tmp_path: Path, engine: Engine) -> None:
    log = read_log(CANONICAL + GOOD + row, tmp_path, engine)
    assert put_aside(log) == [(32, column, reason, example)]
    assert (log.source.events, log.source.quarantined) == (30, 1)
    (found,) = log.source.quality
    assert (found.reason, found.count, found.column, found.example, found.file, found.line) == (
        reason,
        1,
        column,
        example,
        str(tmp_path / "events.csv"),
        32,
    )


@pytest.mark.parametrize(
    "given",
    [{"price": "0"}, {"price": ""}, {"price": "NaN"}, {"value": "0"}, {"quantity": "10000"}, {"quantity": "2.0"}, {"currency": "usd"}, {}],
)
def test_what_is_odd_but_fine(given: dict[str, str], tmp_path: Path, engine: Engine) -> None:
    assert read_log(CANONICAL + GOOD + event(at=9_999, **given), tmp_path, engine).source.quarantined == 0


def test_a_missing_session_where_no_visitor_is_known(tmp_path: Path, engine: Engine) -> None:
    rows = "".join(f"s,{START + n},a\n" for n in range(30))
    log = read_log(f"session_id,us,type\n{rows},{START},a\n", tmp_path, engine)
    assert put_aside(log) == [(32, "session_id", "session is missing", "")]


def test_an_extra_of_the_wrong_type(tmp_path: Path, engine: Engine) -> None:
    schema = (
        '[columns]\nvisitor_id = "u"\nus = { column = "t", unit = "us" }\ntype = "e"\n[extras]\nrank = { column = "r", type = "BIGINT" }'
    )
    rows = "".join(f"v,{START + n},a,{n}\n" for n in range(30))
    log = read_log(f"u,t,e,r\n{rows}v,{START},a,first\n", tmp_path, engine, schema=schema)
    assert put_aside(log) == [(32, "r", "rank is not a BIGINT", "first")]


def test_the_first_fault_names_the_row(tmp_path: Path, engine: Engine) -> None:
    log = read_log(CANONICAL + GOOD + event(visitor="", price="-1", quantity="0"), tmp_path, engine)
    assert [row[2] for row in put_aside(log)] == ["visitor is missing"]
    assert log.source.events == 30
