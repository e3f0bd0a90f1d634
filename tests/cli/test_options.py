"""Do flags win over the environment, and is a lone source itself?"""

from pathlib import Path

import pytest

from footfall.cli.options import At, Effort, loaded, one_or_many
from footfall.scoring.score import At as ScoredAt
from footfall.settings import Effort as SettingsEffort


def test_a_flag_that_was_given_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FOOTFALL_SEED", "5")
    found = loaded(None, seed=7, currency=None)
    assert found.settings.seed == 7
    assert found.origins["seed"] == "flag"
    assert found.origins["currency"] == "default"
    assert loaded(None, seed=None).settings.seed == 5


def test_a_lone_source_is_itself() -> None:
    assert one_or_many(["uci-553"]) == "uci-553"
    assert one_or_many(["a.csv", "b.csv"]) == ["a.csv", "b.csv"]


def test_the_choices_are_those_of_the_layers_below() -> None:
    assert tuple(each.value for each in Effort) == SettingsEffort.__args__  # type: ignore[attr-defined]
    assert tuple(each.value for each in At) == ScoredAt.__args__  # type: ignore[attr-defined]
