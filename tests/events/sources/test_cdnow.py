from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.events.reading import settings, values

from footfall.engines.duckdb import Engine
from footfall.events.log import EventLog
from footfall.events.read import read


@pytest.fixture(scope="module")
def log(data_folder: Path) -> Iterator[EventLog]:
    with Engine(threads=1) as engine:
        found = read(data_folder / "cdnow-master.txt", engine=engine, settings=settings())
        assert isinstance(found, EventLog)
        yield found


def test_its_facts(log: EventLog) -> None:
    source = log.source
    assert (source.name, source.kind, source.events, source.visitors) == ("cdnow", "orders", 69_659, 23_570)
    assert (source.first, source.last, source.precision) == ("1997-01-01", "1998-06-30", "day")
    assert (source.currency, source.has_purchases, source.has_revenue, source.has_refunds) == ("USD", True, True, False)
    assert (source.quarantined, source.duplicates, source.gives_sessions) == (0, 0, True)
    assert source.sha256 == "eff6889ed364c5199d6eacbbeb7a6d559971df4406ac876f322c373f00a072ef"
    cents = "sum(CAST(round(revenue * 100) AS BIGINT))"
    count = f"SELECT {cents}, count(DISTINCT event_id), count(DISTINCT order_id), count(*) FILTER (value = 0) FROM events"
    assert log.engine.row(count) == (250_031_563, 69_659, 69_659, 80)
    equal = "SELECT count(*) - count(DISTINCT (visitor_id, us, quantity, value)) FROM events"
    assert log.engine.integer(equal) == 255


def test_a_session_is_a_customer_s_day(log: EventLog) -> None:
    assert log.source.sessions == log.engine.integer("SELECT count(DISTINCT (visitor_id, us)) FROM events")


def test_its_first_order(log: EventLog) -> None:
    found = log.engine.rows("SELECT visitor_id, seq, us, type, quantity, value, revenue, session_id FROM events WHERE seq = 1")
    assert found == [("00001", 1, 852_076_800_000_000, "purchase", 1, 11.77, 11.77, "00001-19970101")]


def test_equal_rows_are_orders_of_their_own(tmp_path: Path, engine: Engine) -> None:
    row = " 00001 19970101  1   11.77\r\n"
    (tmp_path / "orders.txt").write_text(" customer_id  date number_of_cds  dollar_value\r\n" + row * 2)
    found = read(tmp_path / "orders.txt", engine=engine, settings=settings())
    assert isinstance(found, EventLog)
    assert values(found, "seq, order_id, revenue") == [(1, "00001-1", 11.77), (2, "00001-2", 11.77)]
