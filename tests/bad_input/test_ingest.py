"""Bad input, case by case: what is refused, with its place and its remedy, and what survives with nothing lost."""

import gzip
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.events.reading import CANONICAL, event, settings

from footfall.engines.duckdb import Engine
from footfall.errors import DataError, FootfallError, SchemaError, SourceError, UsageError, Where
from footfall.events.guess import UnknownHeader
from footfall.events.log import EventLog
from footfall.events.read import read, write

GOOD = "".join(event(at=n) for n in range(40))
RETAIL = '[columns]\nvisitor_id = "u"\ntype = "e"\nus = { column = "t", unit = "%s" }\n'

Make = Callable[[Path], object]


@dataclass(frozen=True)
class Refused:
    """A file that must be refused. `where` names the file by its name alone; words are parts of the message and of the remedy."""

    name: str
    content: str | bytes | Make
    kind: type[FootfallError]
    what: str
    where: Where
    remedy: str
    file: str = "events.csv"
    schema: str = ""


def zipped(path: Path, **members: str) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)


def foreign_parquet(path: Path) -> None:
    pq.write_table(pa.table({"ga_session": [1, 2], "hits": [3, 4], "label": ["a", "b"]}), path)


def cut_short(path: Path) -> None:
    path.write_bytes(gzip.compress((CANONICAL + GOOD).encode())[:-12])


REFUSED = [
    Refused("an empty file", "", SourceError, "is empty", Where("events.csv"), "Export it again"),
    Refused("blank lines only", "\n \n\n", SourceError, "is empty", Where("events.csv"), "Export it again"),
    Refused("a header and no rows", CANONICAL, DataError, "has a header and no rows", Where("events.csv", 2), "Export it again, with data"),
    Refused(
        "a declared delimiter that does not split", "u;t;e\na;1433221332;v\n", SchemaError, 'declared delimiter ","',
        Where("events.csv", 1, "u;t;e", "u;t;e"), 'Set delimiter = ";"', schema='[source]\ndelimiter = ","\n' + RETAIL % "s",
    ),
    Refused(
        "a delimiter that nobody uses", "user:when:what\na:1433221332:view\n", UnknownHeader, "not those of a source that Footfall knows",
        Where("events.csv", 1, None, "user:when:what"), "Save the guessed schema",
    ),
    Refused(
        "rows split otherwise than the header", CANONICAL + GOOD.replace(",", ";"), DataError, "wrong number of fields",
        Where("events.csv", 2, None, event().strip().replace(",", ";")), "Check that the rows are split like the header",
    ),
    Refused(
        "an encoding that does not hold", (CANONICAL + event(item="Café")).encode("cp1252"), SourceError, "is not utf-8 all the way",
        Where("events.csv", 2, None, "e9 2c 2c 2c 2c 2c 2c 0a"), "Convert it to UTF-8",
        schema='[source]\nencoding = "utf-8"\n[columns]\nvisitor_id = "visitor_id"\ntype = "type"\nus = { column = "us", unit = "us" }\n',
    ),
    Refused(
        "an encoding that does not exist", CANONICAL + GOOD, UsageError, '"utf-9" is not an encoding', Where(None), 'such as "utf-8"',
        schema='[source]\nencoding = "utf-9"\n' + RETAIL % "s",
    ),
    Refused(
        "milliseconds for seconds", "u,t,e\na,1433221332117,v\n", SchemaError,
        "holds milliseconds (1433221332117), seconds were declared.", Where("events.csv", 2, "t", "1433221332117"), 'Set unit="ms".',
        schema=RETAIL % "s",
    ),
    Refused(
        "times that cannot be read", "u,t,e\na,1 May 2024,v\n", SchemaError, "No time in column", Where("events.csv", 2, "t", "1 May 2024"),
        "Set unit to a format", schema=RETAIL % "iso",
    ),
    Refused(
        "too many negative prices", CANONICAL + GOOD + event(at=50, price="-3") * 3, DataError, "3 of 43 rows (7.0%) are bad",
        Where("events.csv", 42, "price", "-3"), "Correct the file",
    ),
    Refused(
        "too many infinite prices", CANONICAL + GOOD + event(at=50, price="inf") * 3, DataError, "mostly price is infinite (3)",
        Where("events.csv", 42, "price", "inf"), "Correct the file",
    ),
    Refused(
        "too many visitors missing", CANONICAL + GOOD + event("") * 3, DataError, "mostly visitor is missing (3)",
        Where("events.csv", 42, "visitor_id"), "Correct the file",
    ),
    Refused(
        "too many broken lines", CANONICAL + GOOD + "a,b\n" * 3, DataError, "mostly wrong number of fields (3)",
        Where("events.csv", 42, None, "a,b"), "Correct the file",
    ),
    Refused(
        "mixed currencies", CANONICAL + GOOD + event(at=50, currency="EUR") + event(at=51, currency="USD"), DataError,
        "2 currencies: EUR in 1 rows, USD in 1 rows", Where("events.csv", 43, "currency", "USD"), "Convert them to one currency",
    ),
    Refused("a directory", lambda path: path.mkdir(), SourceError, "is a directory", Where("events.csv"), "events.csv/*.csv"),
    Refused("a missing path", lambda path: None, SourceError, "does not exist", Where("events.csv"), "Check the path"),
    Refused(
        "a missing path with a near name", lambda path: path.with_name("event.csv").touch(), SourceError, "does not exist",
        Where("events.csv"), "event.csv?",
    ),
    Refused(
        "a missing folder", lambda path: None, SourceError, "does not exist", Where("none/events.csv"), "does not exist either",
        file="none/events.csv",
    ),
    Refused("a glob of nothing", lambda path: None, SourceError, "does not exist", Where("*.tsv"), "Check the path", file="*.tsv"),
    Refused(
        "an Excel workbook", lambda path: zipped(path, **{"[Content_Types].xml": "x", "xl/workbook.xml": "x"}), SourceError,
        "is an Excel workbook", Where("events.csv"), "Save its sheet as CSV",
    ),
    Refused("an empty zip", lambda path: zipped(path, readme=""), SourceError, "holds no data", Where("events.csv"), "with a CSV"),
    Refused("a damaged zip", b"PK\x03\x04" + bytes(100), SourceError, "damaged zip", Where("events.csv"), "Fetch or export it again"),
    Refused("a gzip cut short", cut_short, SourceError, "is damaged", Where("events.csv"), "Fetch or export it again"),
    Refused("a picture", b"\x89PNG\r\n\x1a\n" + bytes(80), SourceError, "is a PNG picture", Where("events.csv"), "Give CSV"),
    Refused("bytes that are no text", bytes(range(256)) * 9, SourceError, "is not text", Where("events.csv"), "Give CSV"),
    Refused("a damaged Parquet file", b"PAR1" + bytes(80), SourceError, "damaged Parquet", Where("events.csv"), "Export it again"),
    Refused(
        "an events Parquet of another tool", foreign_parquet, UnknownHeader, "No column for the time (us)",
        Where("events.csv", 1, None, "ga_session, hits, label"), "Save the guessed schema",
    ),
    Refused("a JSON array", '[\n{"us": 1}]', SourceError, "is one JSON array", Where("events.csv", 1, None, "["), "jq -c"),
    Refused(
        "two columns of one name", "us,type,US\n1,a,2\n", SchemaError, 'two columns named "US"', Where("events.csv", 1, "US", "US"),
        "Rename one of them",
    ),
    Refused(
        "a schema with an unknown key", CANONICAL + GOOD, SchemaError, '"visitorid" is not a column of the event',
        Where("schema.toml", None, "visitorid"), 'Did you mean "visitor_id"?', schema='[columns]\nvisitorid = "visitor_id"\n',
    ),
    Refused(
        "a schema that is no TOML", CANONICAL + GOOD, SchemaError, "is not valid TOML", Where("schema.toml"), "Correct that line",
        schema="[columns",
    ),
    Refused(
        "a schema for other columns", CANONICAL + GOOD, SchemaError, 'has no column "user"', Where("events.csv", None, "user"),
        "It has: visitor_id, us", schema='[columns]\nvisitor_id = "user"\ntype = "type"\nus = "us"\n',
    ),
    Refused(
        "an unknown time zone", "u,t,e\na,2024-01-01 10:00:00,v\n", UsageError, '"Europe/Warsav" is not a time zone', Where(None),
        'Did you mean "Europe/Warsaw"?', schema=(RETAIL % "iso").replace('"iso"', '"iso", timezone = "Europe/Warsav"'),
    ),
]  # fmt: skip


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    (tmp_path / "work").mkdir()
    return Engine(threads=1, memory="500MB", directory=tmp_path / "work")


def put(path: Path, content: str | bytes | Make) -> None:
    if isinstance(content, str):
        path.write_text(content)
    elif isinstance(content, bytes):
        path.write_bytes(content)
    else:
        content(path)


def ingest(source: str | Path, out: Path, engine: Engine, schema: Path | None = None) -> None:
    write(read(source, engine=engine, settings=settings(), schema=schema), out)


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_it_is_refused(case: Refused, tmp_path: Path, engine: Engine) -> None:
    source, out = tmp_path / case.file, tmp_path / "out" / "events.parquet"
    put(source, case.content)
    schema = tmp_path / "schema.toml"
    schema.write_text(case.schema)
    with pytest.raises(case.kind) as caught, engine:
        ingest(source, out, engine, schema if case.schema else None)
    error = caught.value
    assert type(error) is case.kind
    assert error.exit_code == (2 if case.kind is DataError else 1)
    assert case.what in error.what
    assert case.remedy in (error.remedy or "")
    expected = Where(str(tmp_path / case.where.file), case.where.line, case.where.column, case.where.example) if case.where.file else None
    assert error.where == expected
    assert not out.exists()
    assert not out.parent.exists() or not list(out.parent.iterdir())
    assert not list((tmp_path / "work").iterdir())


def test_an_unreadable_file(tmp_path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    (tmp_path / "events.csv").write_text(CANONICAL + GOOD)
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(SourceError) as caught, engine:
        ingest(tmp_path / "events.csv", tmp_path / "out.parquet", engine)
    assert (caught.value.exit_code, caught.value.where) == (1, Where(str(tmp_path / "events.csv")))
    assert caught.value.what.endswith("events.csv cannot be read: Permission denied.")
    assert caught.value.remedy == "Check its permissions."
    assert not (tmp_path / "out.parquet").exists()


@dataclass(frozen=True)
class Survives:
    """A file that is read: `rows` of data lines, of which some are put aside or dropped, and none is lost."""

    name: str
    content: str | bytes
    rows: int
    quarantined: int = 0
    duplicates: int = 0
    reasons: tuple[tuple[str, int], ...] = ()


def canonical(*rows: str) -> str:
    return CANONICAL + GOOD + "".join(rows)


SURVIVES = [
    Survives("a byte order mark", b"\xef\xbb\xbf" + canonical().encode(), 40),
    Survives("UTF-16", canonical().encode("utf-16"), 40),
    Survives(
        "mixed encodings", canonical(event(at=50, item="Café")).encode() + event(at=51, item="Café").encode("cp1252"), 42,
        reasons=(("not UTF-8, read as Windows-1252", 43),),
    ),
    Survives("quotes and newlines in fields", canonical(event(at=50, item='"a ""b"",\n\nc"'), event(at=51)), 42),
    Survives(
        "an unclosed quote", canonical(event(at=50, item='"open'), event(at=51)), 42, quarantined=1, reasons=(("broken quotes", 42),)
    ),
    Survives("Windows line ends", canonical().replace("\n", "\r\n"), 40),
    Survives("no last line end", canonical().rstrip("\n"), 40),
    Survives("a column too many at the end", "\n".join(line + "," for line in canonical().splitlines()) + "\n", 40),
    Survives("unsorted and duplicated rows", canonical(event(at=-5), event(at=3), event(at=3)), 43, duplicates=2,
             reasons=(("exact duplicate, dropped", 0),)),
    Survives("one event only", CANONICAL + event(), 1),
    Survives(
        "one price of each bad kind among many", CANONICAL + "".join(event(at=n) for n in range(100))
        + event(at=200, price="-1") + event(at=201, price="inf") + event(at=202, price="0") + event(at=203), 104, quarantined=2,
        reasons=(("price is infinite", 103), ("price is negative", 102)),
    ),
    Survives("a hundred thousand categories", CANONICAL + "".join(event(at=n, item=f"c{n}") for n in range(100_000)), 100_000),
]  # fmt: skip


@pytest.mark.parametrize("case", SURVIVES, ids=lambda case: case.name)
def test_it_survives_and_nothing_is_lost(case: Survives, tmp_path: Path, engine: Engine) -> None:
    put(tmp_path / "events.csv", case.content)
    with engine:
        log = read(tmp_path / "events.csv", engine=engine, settings=settings())
        assert isinstance(log, EventLog)
        source = log.source
        assert source.events + source.quarantined + source.duplicates == case.rows
        assert (source.quarantined, source.duplicates) == (case.quarantined, case.duplicates)
        assert engine.integer("SELECT count(*) FROM events") == source.events
        assert engine.integer("SELECT count(*) FROM quarantine") == source.quarantined
        assert tuple((row.reason, row.line or 0) for row in source.quality) == case.reasons


def test_mixed_time_zones_are_one_time(tmp_path: Path, engine: Engine) -> None:
    put(tmp_path / "events.csv", "u,t,e\na,2024-01-01T12:00:00+02:00,v\nb,2024-01-01T10:00:00Z,v\n")
    put(tmp_path / "schema.toml", RETAIL % "iso")
    with engine:
        log = read(tmp_path / "events.csv", engine=engine, settings=settings(), schema=tmp_path / "schema.toml")
        assert log.source.first == log.source.last == "2024-01-01T10:00:00+00:00"


def test_running_again_after_an_interruption_works(tmp_path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "events.csv", canonical())
    out = tmp_path / "out" / "events.parquet"

    def interrupt(self: Path, target: Path) -> Path:
        raise KeyboardInterrupt

    with engine:
        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", interrupt)
            with pytest.raises(KeyboardInterrupt):
                ingest(tmp_path / "events.csv", out, engine)
        assert list(out.parent.iterdir()) == []
        ingest(tmp_path / "events.csv", out, engine)
        assert [path.name for path in out.parent.iterdir()] == ["events.parquet"]
