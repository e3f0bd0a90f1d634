"""Does `footfall regroup` hand over what was typed, tell it in words and figures, and refuse in words? (Grouping: tests/analysis.)"""

from pathlib import Path

import pytest
from tests.analysis.grouped import grouped, kept
from tests.cli.conftest import Typed


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kept(tmp_path_factory.mktemp("analysis"), grouped(400))


def test_it_is_told_in_lines(typed: Typed, folder: Path) -> None:
    said = typed("regroup", folder, "--algorithm", "kmeans", "--k", "2", "--resamples", "2")
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[0].startswith("k-means with 2 groups, as asked.")
    assert len([line for line in lines if line.startswith("  ") and "% of sessions" in line and "buy" in line]) == 2
    assert "stability" in lines[3]
    assert "(2 bootstrap samples)" in lines[3]
    assert lines[4] == "note: All figures are of all 400 sessions."


def test_every_option_arrives(typed: Typed, folder: Path) -> None:
    record = typed("regroup", folder, "--algorithm", "hierarchical", "--k", "3", "--seed", "4", "--resamples", "1", "--json").record
    assert (record["algorithm"], record["k"]) == ("hierarchical", 3)
    assert record["score"]["resamples"] == 1  # type: ignore[index]


def test_a_mistake_is_told_as_one(typed: Typed, folder: Path, tmp_path: Path) -> None:
    assert "Choose one of" in typed("regroup", folder, "--algorithm", "som").err
    said = typed("regroup", tmp_path, "--algorithm", "kmeans")
    assert (said.code, "no finished analysis" in said.err) == (1, True)
