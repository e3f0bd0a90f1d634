import json
from pathlib import Path

import pytest
from tests.events.reading import CANONICAL, START, event, put_aside, read_log

from footfall.engines.duckdb import Engine
from footfall.errors import DataError

GOOD = "".join(event(at=n * 60) for n in range(95))


def test_a_row_put_aside_is_whole(tmp_path: Path, engine: Engine) -> None:
    log = read_log(CANONICAL + GOOD + event(item='"a ""b"",\nc"', price="-1"), tmp_path, engine)
    (row,) = engine.rows(f"SELECT row FROM {log.quarantine}")
    kept = json.loads(str(row[0]))
    assert (kept["item_id"], kept["price"], kept["us"]) == ('a "b",\nc', "-1", str(START))


def test_broken_lines_are_put_aside_too(tmp_path: Path, engine: Engine) -> None:
    log = read_log(CANONICAL + GOOD + "only,two\n" + event(item='"open'), tmp_path, engine)
    assert [row[:3] for row in put_aside(log)] == [(97, "", "wrong number of fields"), (98, "", "broken quotes")]
    assert json.loads(str(engine.rows(f"SELECT row FROM {log.quarantine} ORDER BY line")[0][0])) == "only,two"
    assert log.source.quarantined == 2


def test_five_in_a_hundred_are_borne_and_six_are_not(tmp_path: Path, engine: Engine) -> None:
    bad = event(price="-7")
    assert read_log(CANONICAL + GOOD + bad * 5, tmp_path, engine).source.quarantined == 5
    with pytest.raises(DataError) as caught:
        read_log(CANONICAL + GOOD + event(visitor="") + bad * 5, tmp_path, engine)
    assert caught.value.exit_code == 2
    assert caught.value.what == "6 of 101 rows (5.9%) are bad, more than 5%: mostly price is negative (5), visitor is missing (1)."
    where = caught.value.where
    assert where is not None
    assert (where.file, where.line, where.column, where.example) == (str(tmp_path / "events.csv"), 98, "price", "-7")
    assert "max_bad_share" in (caught.value.remedy or "")


def test_the_share_is_a_setting(tmp_path: Path, engine: Engine) -> None:
    text = CANONICAL + GOOD + event(price="-7") * 6
    assert read_log(text, tmp_path, engine, max_bad_share=0.1).source.quarantined == 6
    with pytest.raises(DataError, match="more than 1%"):
        read_log(text, tmp_path, engine, max_bad_share=0.01)


def test_nothing_good_is_refused_whatever_is_borne(tmp_path: Path, engine: Engine) -> None:
    with pytest.raises(DataError, match="1 of 1 rows"):
        read_log(CANONICAL + event(price="-7"), tmp_path, engine, max_bad_share=1)


def test_mixed_currencies_are_refused_with_counts(tmp_path: Path, engine: Engine) -> None:
    rows = event(currency="EUR") + event(at=1, currency="USD") + event(at=2, currency="EUR") + event(at=3)
    with pytest.raises(DataError, match="2 currencies: EUR in 2 rows, USD in 1 rows") as caught:
        read_log(CANONICAL + rows, tmp_path, engine)
    where = caught.value.where
    assert where is not None
    assert (where.file, where.line, where.column, where.example) == (str(tmp_path / "events.csv"), 3, "currency", "USD")
    assert (caught.value.remedy or "").startswith('Convert them to one currency: set currency = "EUR" and, under [rates]')


def test_mended_text_is_told_but_not_bad(tmp_path: Path, engine: Engine) -> None:
    rows = event(item="Café").encode() + event(at=1, item="Café").encode("cp1252")
    log = read_log(CANONICAL.encode() + rows, tmp_path, engine)
    assert log.source.quarantined == 0
    (row,) = log.source.quality
    assert (row.reason, row.count, row.column, row.example, row.line) == ("not UTF-8, read as Windows-1252", 1, "item_id", "Café", 3)
    assert engine.rows("SELECT DISTINCT item_id FROM events") == [("Café",)]


def test_the_commonest_comes_first(tmp_path: Path, engine: Engine) -> None:
    log = read_log(CANONICAL + GOOD + event(visitor="") + event(price="-1") * 2 + event() * 3, tmp_path, engine, max_bad_share=0.1)
    assert [(row.reason, row.count) for row in log.source.quality] == [
        ("exact duplicate, dropped", 3),
        ("price is negative", 2),
        ("visitor is missing", 1),
    ]
