import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.events.reading import CANONICAL, event, read_any, read_log, settings, values

from footfall.engines.duckdb import Engine
from footfall.errors import SchemaError, SourceError
from footfall.events.log import EventLog, SessionTable
from footfall.events.read import read, write

ROWS = "".join(event(at=n, item=f"i{n}", price="1.25") for n in range(50)) + event(at=99, price="-1") + event(at=1, item="i1", price="1.25")
EVERYTHING = "* EXCLUDE (utc_offset_s)"


def test_a_log_comes_back_as_it_was(tmp_path: Path, engine: Engine) -> None:
    log = read_log(CANONICAL.replace("device", "shelf") + ROWS, tmp_path, engine)
    rows = values(log, "*")
    write(log, tmp_path / "out" / "events.parquet")
    with Engine(threads=1) as other:
        again = read(tmp_path / "out" / "events.parquet", engine=other, settings=settings())
        assert isinstance(again, EventLog)
        assert again.source == log.source
        assert (again.source.quarantined, again.source.duplicates) == (1, 1)
        assert values(again, "*") == rows
        assert other.columns("events") == engine.columns("events")
        assert other.columns("quarantine") == engine.columns("quarantine")
        write(again, tmp_path / "again.parquet")
    assert (tmp_path / "again.parquet").read_bytes() == (tmp_path / "out" / "events.parquet").read_bytes()


def test_another_zone_moves_the_offsets_and_nothing_else(tmp_path: Path, engine: Engine) -> None:
    log = read_log(CANONICAL + ROWS, tmp_path, engine)
    before = values(log, EVERYTHING)
    write(log, tmp_path / "events.parquet")
    again = read(tmp_path / "events.parquet", engine=engine, settings=settings(timezone="Asia/Tokyo"))
    assert isinstance(again, EventLog)
    assert values(again, EVERYTHING) == before
    assert engine.rows("SELECT DISTINCT utc_offset_s FROM events") == [(32_400,)]
    assert (log.source.timezone, again.source.timezone) == ("UTC", "Asia/Tokyo")


def test_a_kept_log_stays_in_its_zone_until_another_is_said(tmp_path: Path, engine: Engine) -> None:
    log = read_log(CANONICAL + ROWS, tmp_path, engine, timezone="Asia/Tokyo")
    write(log, tmp_path / "events.parquet")
    for said, zone, offset in (
        ({}, "Asia/Tokyo", 32_400),
        ({"timezone": "UTC"}, "UTC", 0),
        ({"timezone": "Europe/Warsaw"}, "Europe/Warsaw", 3600),
    ):
        again = read(tmp_path / "events.parquet", engine=engine, settings=settings(**said))
        assert again.source == replace(log.source, timezone=zone)
        assert engine.rows("SELECT DISTINCT utc_offset_s FROM events") == [(offset,)]


@pytest.mark.parametrize(("zone", "known"), [("UTC", "UTC"), ("Asia/Tokyo", None)])
def test_a_log_from_before_zones_were_kept_is_of_utc_or_of_an_unknown_one(
    zone: str, known: str | None, tmp_path: Path, engine: Engine
) -> None:
    log = read_log(CANONICAL + ROWS, tmp_path, engine, timezone=zone)
    write(log, tmp_path / "new.parquet")
    record = json.loads(pq.read_metadata(tmp_path / "new.parquet").metadata[b"footfall"])
    del record["timezone"]
    pq.write_table(
        pq.read_table(tmp_path / "new.parquet").replace_schema_metadata({"footfall": json.dumps(record)}), tmp_path / "old.parquet"
    )
    again = read(tmp_path / "old.parquet", engine=engine, settings=settings())
    assert again.source.timezone == known
    assert [note for note in again.source.notes if "before its time zone was recorded" in note] == list(
        again.source.notes[len(log.source.notes) :]
    )
    assert len(again.source.notes) == len(log.source.notes) + (known is None)
    moved = read(tmp_path / "old.parquet", engine=engine, settings=settings(timezone="Asia/Tokyo"))
    assert moved.source == replace(log.source, timezone="Asia/Tokyo")
    assert engine.rows("SELECT DISTINCT utc_offset_s FROM events") == [(32_400,)]


def test_a_session_table_comes_back_as_it_was(tmp_path: Path, engine: Engine) -> None:
    schema = '[source]\nkind = "session_table"\ntarget = "bought"\n'
    table = read_any("pages,where,bought\n3,home,yes\n,,no\n", tmp_path, engine, schema=schema)
    assert isinstance(table, SessionTable)
    write(table, tmp_path / "table.parquet")
    again = read(tmp_path / "table.parquet", engine=engine, settings=settings())
    assert isinstance(again, SessionTable)
    assert (again.source, again.target, dict(again.docs)) == (table.source, table.target, dict(table.docs))
    assert again.frame.equals(table.frame)
    assert again.frame.dtypes.equals(table.frame.dtypes)


def test_a_file_of_another_version_is_refused(tmp_path: Path, engine: Engine) -> None:
    write(read_log(CANONICAL + ROWS, tmp_path, engine), tmp_path / "a.parquet")
    table = pq.read_table(tmp_path / "a.parquet")
    pq.write_table(table.replace_schema_metadata({"footfall": '{"name": "x"}'}), tmp_path / "b.parquet")
    with pytest.raises(SchemaError, match="written by another version"):
        read(tmp_path / "b.parquet", engine=engine, settings=settings())


def test_an_edited_file_is_refused(tmp_path: Path, engine: Engine) -> None:
    write(read_log(CANONICAL + ROWS, tmp_path, engine), tmp_path / "a.parquet")
    record = pq.read_metadata(tmp_path / "a.parquet").metadata[b"footfall"]
    table = pq.read_table(tmp_path / "a.parquet").drop_columns(["price"])
    pq.write_table(table.replace_schema_metadata({"footfall": record}), tmp_path / "b.parquet")
    with pytest.raises(SchemaError, match="was edited"):
        read(tmp_path / "b.parquet", engine=engine, settings=settings())


def test_a_folder_that_cannot_be_made(tmp_path: Path, engine: Engine) -> None:
    log = read_log(CANONICAL + ROWS, tmp_path, engine)
    with pytest.raises(SourceError, match=r"cannot be written.*choose another --out"):
        write(log, tmp_path / "events.csv" / "out.parquet")


FULL_DISK = """
import resource, sys
from pathlib import Path
from footfall.engines.duckdb import Engine
from footfall.errors import SourceError
from footfall.events.read import read, write
from footfall.settings import Settings

with Engine(threads=1) as engine:
    log = read(sys.argv[1], engine=engine, settings=Settings.model_validate({}))
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
    try:
        write(log, Path(sys.argv[2]))
    except SourceError as error:
        print(error.exit_code, error.where.file, error.remedy)
"""


@pytest.mark.parametrize("kind", ["events", "sessions"])
def test_a_full_disk_leaves_nothing(kind: str, tmp_path: Path) -> None:
    """The limit on the size of a file stands for the end of the disk: the write fails in the middle."""
    source = tmp_path / "events.csv"
    rows = "".join(event(at=n, item=os.urandom(30).hex()) for n in range(2_000))
    source.write_text(CANONICAL + rows)
    if kind == "sessions":
        with Engine(threads=1) as engine:
            schema = '[source]\nkind = "session_table"\n'
            table = read_any(CANONICAL + rows, tmp_path, engine, schema=schema)
            write(table, tmp_path / "table.parquet")
        source = tmp_path / "table.parquet"
    target = tmp_path / "out" / "events.parquet"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, "-c", FULL_DISK, str(source), str(target)]
    ended = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert ended.stdout.strip() == f"1 {target} Free some space or choose another --out.", ended.stderr
    assert list(target.parent.iterdir()) == []
