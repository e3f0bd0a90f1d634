"""Does `footfall features` write every feature, and refuse a session table?"""

from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
from tests.cli.conftest import Typed


def test_every_event_and_the_last(typed: Typed, shop: Path, tmp_path: Path) -> None:
    every = typed("features", shop, "--out", "every.parquet", "--json").record
    last = typed("features", shop, "--at", "last", "--out", "last.parquet", "--json").record
    table = pq.read_table(tmp_path / "every.parquet")
    ids = ["event_id", "visitor_id", "session_id", "cut_off_us", "click"]
    assert table.column_names == [*ids, *every["features"]]  # type: ignore[misc]
    assert len(table) == every["rows"]
    assert last["rows"] == len(pc.unique(table["session_id"])) == pq.read_metadata(tmp_path / "last.parquet").num_rows
    assert every["fingerprint"] == last["fingerprint"]
    assert table["click"].to_pylist() == table["clicks"].to_pylist()


def test_a_session_table_is_refused(typed: Typed, data_folder: Path) -> None:
    said = typed("features", data_folder / "uci-468.csv", "--out", "features.parquet")
    assert said.code == 1
    assert "session table" in said.err
    assert "footfall analyze" in said.err
    assert not Path("features.parquet").exists()
