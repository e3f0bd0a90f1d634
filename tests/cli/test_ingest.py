"""Does `footfall ingest` write events, put bad rows aside, and help with an unknown header?"""

from pathlib import Path

import pyarrow.parquet as pq
from tests.cli.conftest import Typed

GOOD = "event_id,visitor_id,us,type,item_id,price\n" + "".join(
    f"e{n},v{n % 5},{1_700_000_000_000_000 + n},view_item,i{n},9.5\n" for n in range(40)
)
BAD = "bad,v1,1700000000000000,view_item,i1,-3\n"
UNKNOWN = "quux,when it was,what\n1,2024-01-01 10:00:00,view\n2,2024-01-01 10:01:00,purchase\n"


def test_events_and_their_bad_rows(typed: Typed, tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(GOOD + BAD)
    said = typed("ingest", "log.csv", "--out", "events.parquet")
    assert said.code == 0, said.err
    assert "40 events" in said.out
    assert "1 bad rows were put aside: events.quarantine.parquet" in said.out
    assert pq.read_metadata(tmp_path / "events.parquet").num_rows == 40
    (bad,) = pq.read_table(tmp_path / "events.quarantine.parquet").to_pylist()
    assert (bad["line"], bad["column"], bad["example"]) == (42, "price", "-3")


def test_a_clean_run_takes_an_earlier_quarantine_away(typed: Typed, tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(GOOD + BAD)
    typed("ingest", "log.csv", "--out", "events.parquet")
    (tmp_path / "log.csv").write_text(GOOD)
    record = typed("ingest", "log.csv", "--out", "events.parquet", "--json").record
    assert (record["events"], record["quarantined"], record["quarantine"]) == (40, 0, None)
    assert not (tmp_path / "events.quarantine.parquet").exists()


def test_reading_its_own_file_changes_nothing(typed: Typed, tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(GOOD)
    typed("ingest", "log.csv", "--out", "first.parquet")
    typed("ingest", "first.parquet", "--out", "second.parquet")
    assert pq.read_table(tmp_path / "first.parquet") == pq.read_table(tmp_path / "second.parquet")


def test_an_unknown_header_gives_a_schema_to_edit(typed: Typed, tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(UNKNOWN)
    said = typed("ingest", "log.csv", "--out", "events.parquet")
    assert said.code == 1
    assert "[columns]" in said.out
    assert "--schema" in said.err
    assert not (tmp_path / "events.parquet").exists()
    assert "[columns]" in str(typed("ingest", "log.csv", "--out", "events.parquet", "--json").record["schema_toml"])


def test_a_missing_file_says_so(typed: Typed) -> None:
    said = typed("ingest", "gone.csv", "--out", "events.parquet", "--json")
    assert said.code == 1
    assert "gone.csv" in str(said.error)
