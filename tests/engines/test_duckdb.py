"""Does the embedded database run, write whole files, and leave nothing behind?"""

import csv
import threading
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from footfall.engines.duckdb import Engine, default_memory, quote, text
from footfall.errors import EngineError, SourceError


def test_rows_row_and_integer() -> None:
    with Engine(threads=1) as engine:
        assert engine.rows("SELECT * FROM (VALUES (1, 'a'), (2, NULL)) ORDER BY 1") == [(1, "a"), (2, None)]
        assert engine.row("SELECT ? + 1", [1]) == (2,)
        assert engine.integer("SELECT NULL") == 0
        with pytest.raises(EngineError, match="for one row gave 2"):
            engine.row("SELECT unnest([1, 2])")


def test_columns_come_in_order_with_types() -> None:
    with Engine(threads=1) as engine:
        engine.register('a "table"', pa.table({"b": [1], "a b": ["x"]}))
        assert engine.columns('a "table"') == {"b": "BIGINT", "a b": "VARCHAR"}
        assert engine.frame("SELECT * FROM " + quote('a "table"')).shape == (1, 2)
        assert engine.arrow("SELECT ? AS x", [1]).to_pylist() == engine.arrow("SELECT 1 AS x").to_pylist() == [{"x": 1}]


def test_text_is_compared_by_bytes_and_zones_are_utc() -> None:
    with Engine(threads=1) as engine:
        assert engine.rows("SELECT x FROM (VALUES ('b'), ('B'), ('é'), ('z')) AS t(x) ORDER BY x") == [("B",), ("b",), ("z",), ("é",)]
        assert engine.row("SELECT current_setting('TimeZone')") == ("UTC",)


def test_closing_removes_the_folder_and_may_be_done_twice() -> None:
    engine = Engine(threads=1)
    engine.close()
    engine.close()
    assert not engine.folder.exists()


def test_what_nobody_holds_is_tidied_but_not_while_it_answers() -> None:
    engine = Engine(threads=1)
    folder = engine.folder
    beside = engine.beside()
    with beside as other:
        del engine
        assert folder.exists()
        assert other.integer("SELECT 1") == 1
    del beside, other
    assert not folder.exists()


def test_a_file_appears_whole(tmp_path: Path) -> None:
    with Engine(threads=1) as engine:
        engine.write("SELECT 1 AS x", tmp_path / "deep" / "it's.parquet")
    assert pq.read_table(tmp_path / "deep" / "it's.parquet").to_pylist() == [{"x": 1}]
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["it's.parquet"]


def test_a_failed_query_leaves_no_file(tmp_path: Path) -> None:
    with Engine(threads=1) as engine, pytest.raises(Exception, match="made_up"):
        engine.write("SELECT made_up(1)", tmp_path / "x.parquet")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_the_users_mistake(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with Engine(threads=1) as engine, pytest.raises(SourceError, match="cannot be written"):
        engine.write("SELECT 1 AS x", tmp_path / "file" / "x.parquet")
    with pytest.raises(SourceError, match="TMPDIR"):
        Engine(threads=1, directory=tmp_path / "file")


def test_memory_grows_with_threads_up_to_half_the_machine() -> None:
    small, large = (int(default_memory(workers).removesuffix("MB")) for workers in (1, 1_000))
    assert 0 < small <= large


def test_a_csv_holds_no_formula_and_loses_nothing_else(tmp_path: Path) -> None:
    cells = ["=1+1", "+a", "-2", "@x", "\tx", "\r=1", "\n=1", "a=b", "", "o'clock", 'say "=1"', "two\nlines", "a,b", "Ω"]
    rows = " UNION ALL ".join(f"SELECT {place} AS n, {text(cell)} AS cell" for place, cell in enumerate(cells))
    with Engine(threads=1) as engine:
        others = """-1.5 AS amount, CAST(NULL AS VARCHAR) AS nothing, CAST('=1' AS ENUM ('=1')) AS "=x" """
        engine.write(f"SELECT *, {others} FROM ({rows}) ORDER BY n", tmp_path / "x.csv")
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as file:
        header, *found = list(csv.reader(file))
    assert header == ["n", "cell", "amount", "nothing", "'=x"]
    assert [row[1] for row in found] == ["'=1+1", "'+a", "'-2", "'@x", "'\tx", "'\r=1", "'\n=1", *cells[7:]]
    assert {(row[2], row[4]) for row in found} == {("-1.5", "'=1")}
    assert [path.name for path in tmp_path.iterdir()] == ["x.csv"]


def test_an_interrupted_write_is_an_interruption_and_leaves_nothing(tmp_path: Path) -> None:
    with Engine(threads=1) as engine:
        soon = threading.Timer(0.5, engine._connection.interrupt)
        soon.start()
        with pytest.raises(KeyboardInterrupt):
            engine.write("SELECT sum(a.range * b.range) FROM range(10000000) AS a, range(10000000) AS b", tmp_path / "x.parquet")
    assert list(tmp_path.iterdir()) == []
