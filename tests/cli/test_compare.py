"""Does `footfall compare` hand over what was typed, and end with the code that was asked for?"""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.cli.conftest import Typed
from tests.report.compared import made_up

from footfall.evaluation.advice import Advice, Verdict


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """Compare nothing; note what was asked."""
    found: dict[str, object] = {}

    def compare(old: Path, new: object, **others: object) -> object:
        found.update(others, old=old, new=new)
        return made_up()

    monkeypatch.setattr("footfall.analysis.compare.compare", compare)
    return found


def test_every_option_arrives(typed: Typed, asked: dict[str, object]) -> None:
    said = typed("compare", "old", "a.csv", "b.csv", "--target", "returns_7d", "--since", "2026-01-01", "--schema", "s.toml", "--seed", "7")
    assert said.code == 0
    assert said.out.startswith("target ")
    assert (asked["old"], asked["new"], asked["target"]) == (Path("old"), ["a.csv", "b.csv"], "returns_7d")
    assert (asked["since"], asked["schema"], asked["settings"].seed) == ("2026-01-01", Path("s.toml"), 7)  # type: ignore[attr-defined]
    assert typed("compare", "old", "uci-553").code == 0
    assert asked["new"] == "uci-553"


def test_one_document_for_machines_and_a_page(typed: Typed, asked: dict[str, object], tmp_path: Path) -> None:
    said = typed("compare", "old", "new.csv", "--out", "seen", "--json")
    assert said.record == json.loads((tmp_path / "seen" / "compare.json").read_text())
    assert typed("compare", "old", "new.csv", "--out", "seen").out.endswith(f"page: {Path('seen') / 'compare.html'}\n")


@pytest.mark.parametrize(
    ("verdict", "fail_on", "code"),
    [
        ("retrain", None, 0),
        ("retrain", "retrain", 2),
        ("retrain", "recalibrate", 2),
        ("recalibrate", "retrain", 0),
        ("recalibrate", "recalibrate", 2),
        ("keep", "recalibrate", 0),
        ("cannot be told", "recalibrate", 0),
    ],
)
def test_a_verdict_is_no_error_unless_a_scheduler_asks(
    typed: Typed, monkeypatch: pytest.MonkeyPatch, verdict: Verdict, fail_on: str | None, code: int
) -> None:
    first = replace(made_up().targets[0], advice=Advice(verdict, "outcomes", ("Because.",)))
    monkeypatch.setattr("footfall.analysis.compare.compare", lambda *_, **__: replace(made_up(), targets=(first,)))
    said = typed("compare", "old", "new.csv", *(("--fail-on", fail_on) if fail_on else ()))
    assert (said.code, f"converts_session: {verdict}" in said.out) == (code, True)


def test_what_is_no_analysis_is_refused(typed: Typed, tmp_path: Path) -> None:
    said = typed("compare", tmp_path, "new.csv", "--json")
    assert said.code == 1
    assert "is not a finished analysis" in str(said.error["what"])
