from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from footfall.engines.duckdb import Engine
from footfall.errors import DataError, SchemaError, SourceError, UsageError
from footfall.events.files.found import find
from footfall.events.files.raw import RAW, load
from footfall.events.files.writer import FILE, LINE, ROW

PLACES = f'"{FILE}", "{LINE}", "{ROW}"'


def put(folder: Path, **texts: str) -> list[Path]:
    paths = [folder / name.replace("_", ".") for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text)
    return paths


def test_several_files_become_one_table(tmp_path: Path, engine: Engine) -> None:
    raw = load(find(put(tmp_path, a_csv="x,y\n1,2\n", b_csv="y;x\n4;3\n6;5\n")), engine)
    assert raw.columns == {"x": "VARCHAR", "y": "VARCHAR"}
    assert engine.rows(f"SELECT x, y, {PLACES} FROM {RAW} ORDER BY {PLACES}") == [
        ("1", "2", 0, 2, 1),
        ("3", "4", 1, 2, 2),
        ("5", "6", 1, 3, 3),
    ]


def test_other_columns_are_refused(tmp_path: Path, engine: Engine) -> None:
    with pytest.raises(SchemaError, match=r"b.csv does not have the columns of .*a.csv: it lacks y and adds z"):
        load(find(put(tmp_path, a_csv="x,y\n1,2\n", b_csv="x,z\n4,3\n")), engine)


def test_json_lines_may_differ_in_their_keys(tmp_path: Path, engine: Engine) -> None:
    load(find(put(tmp_path, a_jsonl='{"x": 1}\n{"y": {"z": 2}}\n')), engine)
    assert engine.rows(f'SELECT x, "y.z" FROM {RAW} ORDER BY "{ROW}"') == [("1", None), (None, "2")]


def test_parquet_stays_typed(tmp_path: Path, engine: Engine) -> None:
    for name, values in (("a", [1, 2]), ("b", [3])):
        pq.write_table(pa.table({"x": values}), tmp_path / f"{name}.parquet")
    raw = load(find([tmp_path / "*.parquet"]), engine)
    assert raw.columns == {"x": "BIGINT"}
    assert engine.rows(f"SELECT x, {PLACES} FROM {RAW} ORDER BY {PLACES}") == [(1, 0, 1, 1), (2, 0, 2, 2), (3, 1, 1, 3)]


def test_rows_can_be_discarded(tmp_path: Path, engine: Engine) -> None:
    raw = load(find(put(tmp_path, a_csv="x,y\n1,2\n")), engine)
    assert [path.exists() for path in raw.paths] == [True]
    raw.discard(engine)
    assert [path.exists() for path in raw.paths] == [False]
    assert engine.columns(RAW) == {}


def test_a_declared_encoding_that_does_not_hold_names_the_line(tmp_path: Path, engine: Engine) -> None:
    (tmp_path / "a.csv").write_bytes(b"x,y\n" + b"1,2\n" * 20_000 + b"\xff,3\n")
    with pytest.raises(SourceError, match="is not utf-8 all the way") as caught:
        load(find([tmp_path / "a.csv"]), engine, encoding="utf-8")
    assert caught.value.where is not None
    assert (caught.value.where.line, caught.value.where.example) == (20_002, "ff 2c 33 0a")


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("x,y\n", DataError, "has a header and no rows"),
        ("x,y\n1\n2\n", DataError, "No row of .* fits its header: wrong number of fields"),
        ("[{}]", SourceError, "is one JSON array"),
    ],
)
def test_files_without_rows(text: str, kind: type[Exception], words: str, tmp_path: Path, engine: Engine) -> None:
    with pytest.raises(kind, match=words):
        load(find(put(tmp_path, a_csv=text)), engine)


def test_formats_are_not_mixed(tmp_path: Path, engine: Engine) -> None:
    pq.write_table(pa.table({"x": [1]}), tmp_path / "a.parquet")
    with pytest.raises(UsageError, match="cannot be read together"):
        load(find([tmp_path / "a.parquet", *put(tmp_path, a_csv="x,y\n1,2\n")]), engine)


def test_a_damaged_parquet_file(tmp_path: Path, engine: Engine) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1" + bytes(100))
    with pytest.raises(SourceError, match="is a damaged Parquet file"):
        load(find([tmp_path / "a.parquet"]), engine)
