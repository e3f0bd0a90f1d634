from pathlib import Path

import pyarrow.parquet as pq
import pytest

from footfall.errors import SourceError
from footfall.events.files.writer import FILE, LINE, MENDED, ROW, Writer

ODD = b"Caf\xe9".decode("utf-8", "surrogateescape")


def test_rows_know_where_they_came_from(tmp_path: Path) -> None:
    writer = Writer(tmp_path)
    writer.write(("a", "b"), [["1", "2"], ["x", None]], [2, 3], 0, "f")
    writer.write(("a", "b"), [["3"], ["z"]], [7], 1, "g")
    writer.write(("a", "c"), [["4"], ["y"]], [2], 2, "h")
    writer.close()
    assert writer.rows == 4
    tables = [pq.read_table(path).to_pydict() for path in writer.paths]
    assert tables == [
        {"a": ["1", "2", "3"], "b": ["x", None, "z"], FILE: [0, 0, 1], LINE: [2, 3, 7], ROW: [1, 2, 3]},
        {"a": ["4"], "c": ["y"], FILE: [2], LINE: [2], ROW: [4]},
    ]


def test_odd_text_is_mended_and_counted(tmp_path: Path) -> None:
    writer = Writer(tmp_path)
    writer.write(("a",), [["fine", ODD, None, ODD]], [2, 3, 4, 5], 0, "f.csv")
    writer.close()
    assert pq.read_table(writer.paths[0])["a"].to_pylist() == ["fine", "Café", None, "Café"]
    (row,) = writer.mended.values()
    assert (row.reason, row.count, row.column, row.example, row.file, row.line) == (MENDED, 2, "a", "Café", "f.csv", 3)


def test_a_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pq.ParquetWriter, "write_table", full)
    with pytest.raises(SourceError, match=r"cannot be written.*No space left.*Free some space"):
        Writer(tmp_path).write(("a",), [["1"]], [2], 0, "f")
