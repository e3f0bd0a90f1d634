"""Does the function keep what the verb keeps, and help with an unknown header?"""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from footfall.analysis.ingest import ingest
from footfall.errors import SchemaError
from footfall.events.guess import UnknownHeader

HEAD = "event_id,visitor_id,us,type,item_id,price\n"
GOOD = "".join(f"e{n},v{n % 5},{1_700_000_000_000_000 + n},view_item,i{n},9.5\n" for n in range(40))


def test_what_is_good_is_kept_and_what_is_bad_stands_beside_it(tmp_path: Path) -> None:
    log, out = tmp_path / "log.csv", tmp_path / "events.parquet"
    log.write_text(f"{HEAD}{GOOD}bad,v1,1700000000000000,view_item,i1,-3\n")
    kept = ingest(str(log), str(out))
    assert (kept.source.events, kept.source.quarantined) == (40, 1)
    assert kept.quarantine == tmp_path / "events.quarantine.parquet"
    assert (pq.read_metadata(out).num_rows, pq.read_metadata(kept.quarantine).num_rows) == (40, 1)
    log.write_text(f"{HEAD}{GOOD}")
    assert ingest(log, out).quarantine is None
    assert not (tmp_path / "events.quarantine.parquet").exists()


def test_an_unknown_header_leaves_nothing_and_brings_a_schema(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text("quux,when it was,what\n1,2024-01-01 10:00:00,view\n")
    with pytest.raises(SchemaError) as raised:
        ingest(tmp_path / "log.csv", tmp_path / "events.parquet")
    assert isinstance(raised.value, UnknownHeader)
    assert "[columns]" in raised.value.schema_toml
    assert not (tmp_path / "events.parquet").exists()
