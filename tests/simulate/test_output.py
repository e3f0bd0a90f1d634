from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from footfall.errors import SourceError
from footfall.simulate.output import Pair

TABLE = pa.table({"name": pa.array(["a", "b", "a"]).dictionary_encode(), "number": [1, 2, 3]})


def test_both_files_appear_when_the_context_ends(tmp_path: Path) -> None:
    events, truth = tmp_path / "new" / "shop.parquet", tmp_path / "new" / "shop.truth.parquet"
    with Pair(events, truth, {"about": "a test"}) as pair:
        pair.write(TABLE, TABLE)
        pair.write(TABLE, TABLE)
        assert not events.exists()
        assert not truth.exists()
    for path in (events, truth):
        table = pq.read_table(path)
        assert table.num_rows == 6
        assert table.schema.field("name").type == pa.string()
        assert pq.read_metadata(path).metadata[b"about"] == b"a test"
    assert {path.name for path in events.parent.iterdir()} == {"shop.parquet", "shop.truth.parquet"}


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_nothing_is_left_when_the_work_breaks_off(tmp_path: Path, error: type[BaseException]) -> None:
    events = tmp_path / "shop.parquet"
    events.write_bytes(b"from an earlier run")

    def breaks_off() -> None:
        with Pair(events, tmp_path / "shop.truth.parquet", {}) as pair:
            pair.write(TABLE, TABLE)
            raise error

    with pytest.raises(error):
        breaks_off()
    assert [path.name for path in tmp_path.iterdir()] == ["shop.parquet"]
    assert events.read_bytes() == b"from an earlier run"


def test_failure_to_write_names_the_file_and_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with (
        pytest.raises(SourceError, match=r"shop\.parquet cannot be written.*another --out"),
        Pair(tmp_path / "file" / "shop.parquet", tmp_path / "file" / "shop.truth.parquet", {}) as pair,
    ):
        pair.write(TABLE, TABLE)


def test_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(writer: pq.ParquetWriter, table: pa.Table) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pq.ParquetWriter, "write_table", full)
    with pytest.raises(SourceError, match="No space left on device"), Pair(tmp_path / "a.parquet", tmp_path / "b.parquet", {}) as pair:
        pair.write(TABLE, TABLE)
    assert not list(tmp_path.iterdir())
