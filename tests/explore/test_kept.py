import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from tests.explore.made import SHOP, event, shop, visits

from footfall.errors import ArtifactError, SourceError
from footfall.explore.choice import Option
from footfall.explore.kept import FOLDER, TABLES, KeptExploration, keep, open_kept

NOBODY = pd.Series([], index=pd.Index([], dtype="int64"), dtype="str")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An analysis with the sessions of `shop`, each in a segment but for the last."""
    log = visits(shop())
    numbers = [int(str(no)) for (no,) in log.engine.rows(f"SELECT DISTINCT session_no FROM {log.table} ORDER BY 1")]
    keep(log, pd.Series(["looks", "buys"] * 2, index=numbers[:4], dtype="str"), tmp_path)
    return tmp_path


@pytest.fixture
def kept(folder: Path) -> Iterator[KeptExploration]:
    with open_kept(folder, threads=1) as found:
        yield found


def test_what_can_be_chosen_with_its_sessions(kept: KeptExploration) -> None:
    there = kept.choices
    assert (there.first, there.last) == ("2024-01-01", "2024-01-21")
    assert there.channels == (Option("email", 3), Option("(unknown)", 2))
    assert there.countries == (Option("PL", 4), Option("DE", 1))
    assert there.devices == (Option("mobile", 3), Option("(unknown)", 2))
    assert {option.name for option in there.segments} == {"looks", "buys", "(unknown)"}
    assert sum(option.sessions for option in there.segments) == 5, "bots cannot be chosen"


def test_the_source_comes_back_as_it_was(kept: KeptExploration) -> None:
    assert kept.source == replace(SHOP, sessions=6)


def test_days_at_the_ends_are_whole_only_with_their_outermost_hours(kept: KeptExploration) -> None:
    assert kept.whole_days == (19_723, 19_742), "the last event of the last day is at ten in the morning"


def test_the_same_log_keeps_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    numbers = pd.read_parquet(folder / FOLDER / "sessions.parquet")[["session_no", "segment"]].dropna()
    again = tmp_path / "again"
    keep(visits(list(reversed(shop()))), pd.Series(numbers["segment"].to_numpy(), index=numbers["session_no"].to_numpy()), again)
    for path in (folder / FOLDER).iterdir():
        if path.suffix == ".json" or path.stem != "cells":
            assert path.read_bytes() == (again / FOLDER / path.name).read_bytes(), path.name


def test_nothing_of_the_work_is_left_in_the_database(tmp_path: Path) -> None:
    log = visits(shop())
    keep(log, NOBODY, tmp_path)
    assert log.engine.rows("SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'keep%'") == []


def test_a_log_without_names_of_segments_can_be_kept(tmp_path: Path) -> None:
    keep(visits([event("a1"), event("b1", bot=True)]), NOBODY, tmp_path)
    with open_kept(tmp_path, threads=1) as found:
        assert (found.choices.segments, found.choices.channels) == ((), ())


def test_a_log_of_bots_has_nothing_to_choose(tmp_path: Path) -> None:
    keep(visits([event("a1", bot=True)]), NOBODY, tmp_path)
    with open_kept(tmp_path, threads=1) as found:
        assert (found.choices.first, found.choices.last) == (None, None)


def test_an_analysis_without_one_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"keeps no exploration .* Analyse the events again"):
        open_kept(tmp_path)


def test_another_version_is_refused(folder: Path) -> None:
    about = folder / FOLDER / "explored.json"
    about.write_text(json.dumps(json.loads(about.read_text()) | {"version": 99}))
    with pytest.raises(ArtifactError, match=r"version 99.* Analyse again"):
        open_kept(folder)


@pytest.mark.parametrize("written", ["", "[]", "{}", '{"version": 1}', '{"version": 1, "source": 3}'])
def test_a_broken_description_is_refused(folder: Path, written: str) -> None:
    (folder / FOLDER / "explored.json").write_text(written)
    with pytest.raises(SourceError, match="cannot be read"):
        open_kept(folder)


@pytest.mark.parametrize("table", TABLES)
def test_a_missing_broken_off_or_foreign_file_is_refused(folder: Path, table: str) -> None:
    path = folder / FOLDER / f"{table}.parquet"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SourceError, match=r"cannot be read.*Analyse again"):
        open_kept(folder)
    pd.DataFrame({"other": [1]}).to_parquet(path)
    with pytest.raises(SourceError, match=r"other columns.*Analyse again"):
        open_kept(folder)
    path.unlink()
    with pytest.raises(SourceError, match=r"cannot be read.*Analyse again"):
        open_kept(folder)
