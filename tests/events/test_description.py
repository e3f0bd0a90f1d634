from pathlib import Path

from tests.events.reading import CANONICAL, START, event, read_log

from footfall.engines.duckdb import Engine
from footfall.events.event import COLUMNS
from footfall.events.files.raw import RAW


def test_a_log_is_described(tmp_path: Path, engine: Engine) -> None:
    rows = event("a") + event("b", at=60, type="purchase", value="3", order_id="o", currency="EUR") + event("b", at=90, type="refund")
    source = read_log(CANONICAL + rows, tmp_path, engine, name="my shop.2024.csv").source
    assert (source.name, source.kind, source.files) == ("my shop", "events", (str(tmp_path / "my shop.2024.csv"),))
    assert (source.events, source.visitors, source.sessions) == (3, 2, None)
    assert (source.first, source.last) == ("2023-11-14T22:13:20+00:00", "2023-11-14T22:14:50+00:00")
    assert (source.precision, source.has_clock, source.currency) == ("microsecond", True, "EUR")
    assert (source.has_purchases, source.has_revenue, source.has_refunds, source.gives_sessions) == (True, True, True, False)
    assert len(source.sha256) == 64


def test_one_event_is_a_log(tmp_path: Path, engine: Engine) -> None:
    source = read_log(CANONICAL + event(), tmp_path, engine).source
    assert (source.events, source.visitors, source.first) == (1, 1, source.last)


def test_sessions_with_gaps_are_not_given(tmp_path: Path, engine: Engine) -> None:
    log = read_log(f"visitor_id,session_id,us,type\nv,s,{START},a\nw,,{START},a\n", tmp_path, engine)
    assert (log.source.gives_sessions, log.source.sessions) == (False, None)


def test_the_coarsest_clock_is_told(tmp_path: Path, engine: Engine) -> None:
    text = f"visitor_id,us,type,time_precision\nv,{START},view_item,second\nv,{START + 1},view_item,hour\n"
    assert read_log(text, tmp_path, engine).source.precision == "hour"


def test_types_that_nobody_knows_are_said(tmp_path: Path, engine: Engine) -> None:
    log = read_log(CANONICAL + event(type="spin"), tmp_path, engine)
    assert any(note.startswith("No event type is one that Footfall knows") for note in log.source.notes)


def test_nothing_but_events_and_quarantine_is_left(tmp_path: Path, engine: Engine) -> None:
    log = read_log(CANONICAL + event() * 2, tmp_path, engine)
    tables = {str(name) for (name,) in engine.rows("SELECT table_name FROM duckdb_tables()")}
    assert tables == {"events", "quarantine"}
    assert engine.columns(RAW) == {}
    assert list(engine.columns(log.table)) == list(COLUMNS)
