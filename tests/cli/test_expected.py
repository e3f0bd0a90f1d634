"""Does `footfall expected` hand over what was typed, and tell sums, intervals and how often they held? (Summing: tests/analysis.)"""

from pathlib import Path

import pytest
from tests.analysis.amounts import analysis
from tests.cli.conftest import Typed


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return analysis(tmp_path_factory.mktemp("amounts") / "a", visitors=300)


def test_it_is_told_in_lines_and_written(typed: Typed, folder: Path, tmp_path: Path) -> None:
    said = typed("expected", folder, "--by", "segment", "--out", "groups.csv")
    lines = said.out.splitlines()
    assert said.code == 0
    assert lines[0].startswith("The 300 visitors are expected to come to €")
    assert "(90% interval: €" in lines[0]
    assert [line.split(":")[0].strip() for line in lines[1:4]] == ["Loyal regulars", "Cart builders", "Passers-by"]
    assert lines[4].startswith("Checked on the test part")
    assert lines[-1] == "written: groups.csv"
    assert (tmp_path / "groups.csv").read_text().startswith("name,rows,sum")


def test_visitors_are_listed(typed: Typed, folder: Path) -> None:
    lines = typed("expected", folder, "--by", "visitor", "--top", "2").out.splitlines()
    assert len([line for line in lines if line.startswith("  v")]) == 2


def test_every_option_arrives(typed: Typed, folder: Path) -> None:
    record = typed("expected", folder, "--by", "channel", "--target", "revenue_session", "--top", "1", "--seed", "3", "--json").record
    assert (record["by"], record["target"], record["of"], record["out"]) == ("channel", "revenue_session", "visit", None)
    assert len(record["top"]) == 1  # type: ignore[arg-type]


def test_a_mistake_is_told_as_one(typed: Typed, folder: Path) -> None:
    said = typed("expected", folder, "--by", "colour")
    assert (said.code, "Choose one of" in said.err) == (1, True)
