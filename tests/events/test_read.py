import gzip
import json
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.events.reading import CANONICAL, START, event, read_log, settings, values

from footfall.engines.duckdb import Engine
from footfall.errors import SourceError
from footfall.events.log import EventLog
from footfall.events.read import read, write

ROWS = [event(f"v{n % 7}", at=n, item=f"i{n}", price=f"{n}.5") for n in range(50)]
TEXT = CANONICAL + "".join(ROWS)
WANTED = "event_id, visitor_id, us, seq, type, item_id, price"


def test_every_format_gives_the_same_events(tmp_path: Path, engine: Engine) -> None:
    expected = values(read_log(TEXT, tmp_path, engine), WANTED)
    names = CANONICAL.strip().split(",")
    cells = [dict(zip(names, row.strip().split(","), strict=True)) for row in ROWS]
    table = pa.Table.from_pylist([{"us": int(row["us"]), "price": float(row["price"]), **strings(row)} for row in cells])
    pq.write_table(table, tmp_path / "a.parquet")
    (tmp_path / "a.jsonl").write_text("".join(json.dumps({name: cell or None for name, cell in row.items()}) + "\n" for row in cells))
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(TEXT.encode()))
    (tmp_path / "semicolons.csv").write_text(TEXT.replace(",", ";"), encoding="utf-16")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(tmp_path / "a.csv.gz", "a.csv.gz")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.write(tmp_path / "a.parquet", "a.parquet")
    for name in ("a.parquet", "a.jsonl", "a.csv.gz", "semicolons.csv", "a.zip", "b.zip"):
        log = read(tmp_path / name, engine=engine, settings=settings())
        assert isinstance(log, EventLog)
        assert values(log, WANTED) == expected, name


def strings(row: dict[str, str]) -> dict[str, str | None]:
    return {name: cell or None for name, cell in row.items() if name not in ("us", "price", "quantity", "value")}


@pytest.mark.parametrize("threads", [1, 2])
def test_the_same_input_gives_the_same_file(threads: int, tmp_path: Path) -> None:

    (tmp_path / "a.csv").write_text(TEXT + event(price="-1") + ROWS[3])
    for name in ("one.parquet", "two.parquet"):
        with Engine(threads=threads) as engine:
            write(read(tmp_path / "a.csv", engine=engine, settings=settings()), tmp_path / name)
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()


def test_globs_and_lists(tmp_path: Path, engine: Engine) -> None:
    (tmp_path / "day-1.csv").write_text(CANONICAL + "".join(ROWS[:20]))
    (tmp_path / "day-2.csv").write_text(CANONICAL + "".join(ROWS[20:]))
    for given in (str(tmp_path / "day-*.csv"), [tmp_path / "day-1.csv", tmp_path / "day-2.csv"]):
        log = read(given, engine=engine, settings=settings())
        assert isinstance(log, EventLog)
        assert log.source.events == 50
        assert [Path(file).name for file in log.source.files] == ["day-1.csv", "day-2.csv"]
        assert sorted(int(str(row[0])) for row in values(log, "seq")) == list(range(1, 51))


def test_a_named_data_set(data_folder: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTFALL_DATA", str(data_folder))
    assert read("uci-553", engine=engine, settings=settings()).source.name == "uci-553"


def test_a_misspelt_data_set_is_told(engine: Engine) -> None:
    with pytest.raises(SourceError, match=r'uci-554 does not exist.*Did you mean "uci-553"\? That is a data set'):
        read("uci-554", engine=engine, settings=settings())


def test_a_path_is_never_taken_for_a_name(tmp_path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("cdnow").write_text(TEXT)
    assert read(Path("cdnow"), engine=engine, settings=settings()).source.name == "cdnow"
    assert read(Path("cdnow"), engine=engine, settings=settings()).source.title == ""


def test_a_schema_wins_over_a_known_header(tmp_path: Path, engine: Engine) -> None:
    schema = (
        '[source]\nname = "mine"\n[columns]\nvisitor_id = "item_id"\nus = { column = "us", unit = "us" }\ntype = { value = "purchase" }\n'
    )
    log = read_log(CANONICAL + event(item="someone"), tmp_path, engine, schema=schema)
    assert values(log, "visitor_id, type, us") == [("someone", "purchase", START)]
    assert log.source.name == "mine"
