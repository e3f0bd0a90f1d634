"""Does the function write what is known as of each event, and refuse what has none?"""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from footfall.analysis.features import features
from footfall.errors import UsageError
from footfall.features.catalog import FEATURES

TABLE = "bought,pages\n" + "".join(f"{n % 2},{n}\n" for n in range(30))
CLICKS = "event_id,visitor_id,us,type,item_id,price\n" + "".join(
    f"e{n},v{n // 4},{1_700_000_000_000_000 + n * 60_000_000},view_item,i{n % 3},9.5\n" for n in range(12)
)


def test_one_row_an_event_or_a_session(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(CLICKS)
    every = features(str(tmp_path / "log.csv"), str(tmp_path / "every.parquet"))
    table = pq.read_table(tmp_path / "every.parquet")
    assert table.column_names == ["event_id", "visitor_id", "session_id", "cut_off_us", "click", *every.names]
    assert set(every.names) < set(FEATURES.names)
    assert (every.rows, table["clicks"].to_pylist()) == (12, [1, 2, 3, 4] * 3)
    last = features(tmp_path / "log.csv", tmp_path / "last.parquet", at="last")
    assert (last.rows, last.names, last.fingerprint) == (3, every.names, every.fingerprint)
    assert pq.read_table(tmp_path / "last.parquet")["event_id"].to_pylist() == ["e3", "e7", "e11"]


def test_a_session_table_has_no_events_to_compute_from(tmp_path: Path) -> None:
    (tmp_path / "visits.csv").write_text(TABLE)
    (tmp_path / "schema.toml").write_text('[source]\nkind = "session_table"\ntarget = "bought"\n')
    with pytest.raises(UsageError, match="visits is a session table"):
        features(tmp_path / "visits.csv", tmp_path / "out.parquet", schema=str(tmp_path / "schema.toml"))
    assert not (tmp_path / "out.parquet").exists()
