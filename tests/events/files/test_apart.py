"""Is a source never replaced by what is made of it?"""

from pathlib import Path

import pytest

from footfall.errors import UsageError
from footfall.events.files.apart import check_apart


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "shop" / "events.csv"
    path.parent.mkdir()
    path.write_text("visitor_id,us,type\n")
    return path


def test_the_source_itself_is_refused_however_it_is_named(source: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.csv"
    link.symlink_to(source)
    for given in (source, str(source), [tmp_path / "other.csv", source], str(source.parent / "*.csv"), link):
        with pytest.raises(UsageError, match=r"is the source itself, which would be replaced.*another place for --out"):
            check_apart(given, source)


def test_a_folder_that_holds_the_source_is_refused(source: Path, tmp_path: Path) -> None:
    for out in (source.parent, tmp_path):
        with pytest.raises(UsageError, match=r"holds the source events\.csv"):
            check_apart(source, out)


def test_every_other_place_is_fine(source: Path, tmp_path: Path) -> None:
    check_apart(source, source.parent / "scores.csv")
    check_apart(source, source.parent / "events")
    check_apart([source, "missing.csv"], tmp_path / "new")
    check_apart("uci-553", tmp_path)


def test_a_data_set_s_name_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check_apart("uci-553", tmp_path / "analysis")
    check_apart("uci-553", tmp_path)
