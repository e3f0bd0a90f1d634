"""Do the examples run, and say what they promise?"""

import runpy
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"


def test_the_first_analysis_tells_what_came_of_each_target(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(EXAMPLES / "first_analysis.py"))["main"](tmp_path, visitors=150)
    said = capsys.readouterr().out.splitlines()
    assert {line.partition(":")[0] for line in said} >= {"converts_session", "revenue_session", "returns_7d", "purchase_7d"}
    assert (tmp_path / "analysis" / "report.html").is_file()


def test_every_example_is_tried() -> None:
    assert {path.name for path in EXAMPLES.glob("*.py")} == {"first_analysis.py"}
