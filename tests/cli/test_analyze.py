"""Does `footfall analyze` hand over what was typed, and tell what was found? (The job itself: tests/analysis.)"""

from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.cli.conftest import Typed

from footfall.analysis.summary import Summary
from footfall.events.log import SourceInfo
from footfall.report.segments import Segments
from footfall.settings import Settings

DONE = Summary("0.1.0", 1, {}, SourceInfo("shop"), (), Segments("visitor"), (), {})


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """Catch what the main job is asked."""
    found: dict[str, object] = {}

    def analyze(source: object, out: Path, **others: object) -> Summary:
        found.update(others, source=source, out=out)
        return DONE

    monkeypatch.setattr("footfall.analysis.analyze.analyze", analyze)
    return found


def settings_of(asked: Mapping[str, object]) -> Settings:
    assert isinstance(asked["settings"], Settings)
    return asked["settings"]


def test_every_option_arrives(typed: Typed, asked: dict[str, object], tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('session_gap = "45min"\nseed = 3\n')
    said = typed(
        "analyze", "a.csv", "b.csv", "--out", "out", "--target", "converts_session", "--effort", "quick", "--timezone", "Europe/Warsaw",
        "--currency", "PLN", "--seed", 9, "--deep", "--force", "--schema", "schema.toml", "--settings", "mine.toml",
    )  # fmt: skip
    assert said.code == 0, said.err
    assert (asked["source"], asked["out"], asked["target"]) == (["a.csv", "b.csv"], Path("out"), "converts_session")
    assert (asked["force"], asked["schema"]) == (True, Path("schema.toml"))
    expected = Settings(timezone="Europe/Warsaw", currency="PLN", seed=9, effort="quick", session_gap="45min", deep=True)
    assert settings_of(asked) == expected
    assert f"report: {Path('out') / 'report.html'}" in said.out


def test_by_default_nothing_is_chosen(typed: Typed, asked: dict[str, object]) -> None:
    assert typed("analyze", "uci-553", "--out", "out").code == 0
    assert (asked["source"], asked["target"], asked["force"], asked["schema"]) == ("uci-553", None, False, None)
    assert settings_of(asked) == Settings()


def test_json_is_the_summary(typed: Typed, asked: dict[str, object]) -> None:
    assert typed("analyze", "uci-553", "--out", "out", "--json").record == DONE.as_dict()


def test_a_bad_setting_is_refused_before_anything_is_read(typed: Typed, asked: dict[str, object]) -> None:
    said = typed("analyze", "uci-553", "--out", "out", "--timezone", "Europe/Warschau")
    assert said.code == 1
    assert "Europe/Warschau" in said.err
    assert not asked
