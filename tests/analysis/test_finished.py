"""Is an analysis read back as it was written, and what is none refused?"""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.analysis.finishing import analysis, summary

from footfall.analysis.finished import finished
from footfall.errors import SourceError, UsageError


def test_what_is_done_something_with_is_read(tmp_path: Path) -> None:
    found = finished(analysis(tmp_path / "done"))
    assert (found.seed, found.currency, found.effect, found.knows_visitors) == (553, "EUR", 0.1, True)
    assert found.target("converts_session").profit is not None
    assert [each.name for each in found.segments] == ["Ready to buy", "Passers-by"]
    assert found.scores.is_file()


def test_an_analysis_from_before_there_was_a_profit_is_read(tmp_path: Path) -> None:
    target = {key: value for key, value in summary()["targets"]["returns_7d"].items() if key != "profit"}
    assert finished(analysis(tmp_path, targets={"returns_7d": target})).target("returns_7d").profit is None


def test_a_target_that_is_not_there_is_named_with_a_near_one(tmp_path: Path) -> None:
    found = finished(analysis(tmp_path))
    with pytest.raises(UsageError, match="no target 'return_7d'") as caught:
        found.target("return_7d")
    assert str(caught.value.remedy).startswith("Did you mean returns_7d? Asked were: converts_session")
    with pytest.raises(UsageError, match=r"returns_30d was not asked in .*: No orders"):
        found.target("returns_30d")


@pytest.mark.parametrize(
    ("make", "words"),
    [("nothing", "does not exist"), ("file", "is no folder"), ("folder", "is no analysis")],
)
def test_what_is_no_analysis_is_refused(tmp_path: Path, make: str, words: str) -> None:
    place = tmp_path / "there"
    if make == "file":
        place.write_text("x")
    elif make == "folder":
        place.mkdir()
    with pytest.raises(UsageError, match=words) as caught:
        finished(place)
    assert "footfall analyze" in str(caught.value.remedy)


@pytest.mark.parametrize("version", [2, None, "1"])
def test_another_schema_version_is_refused(tmp_path: Path, version: Any) -> None:
    with pytest.raises(SourceError, match=f"schema_version {version}; this Footfall reads 1") as caught:
        finished(analysis(tmp_path, schema_version=version))
    assert "0.1.0" in str(caught.value.remedy)


@pytest.mark.parametrize(("text", "words"), [("{", "no summary"), ("[]", "no object"), (b"\xff", "no summary")])
def test_a_damaged_summary_is_refused(tmp_path: Path, text: str | bytes, words: str) -> None:
    (analysis(tmp_path) / "summary.json").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(SourceError, match=words):
        finished(tmp_path)


def test_a_summary_that_lacks_something_says_where(tmp_path: Path) -> None:
    record = summary()
    del record["targets"]["returns_7d"]["kind"]
    (analysis(tmp_path) / "summary.json").write_text(json.dumps(record))
    with pytest.raises(SourceError, match=r"targets\.returns_7d\.kind"):
        finished(tmp_path)


def test_an_analysis_without_scores_is_refused(tmp_path: Path) -> None:
    (analysis(tmp_path) / "scores.parquet").unlink()
    with pytest.raises(SourceError, match=r"has no scores\.parquet"):
        finished(tmp_path)
