"""Does `footfall settings` show every value and where it came from?"""

from pathlib import Path

import pytest
from tests.cli.conftest import Typed

from footfall.settings import Settings


def test_every_setting_with_its_origin(typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "footfall.toml").write_text('currency = "EUR"\nseed = 3\n')
    monkeypatch.setenv("FOOTFALL_SEED", "7")
    record = typed("settings", "--json").record
    assert set(record) == set(Settings.model_fields)
    assert record["currency"] == {"value": "EUR", "from": "footfall.toml"}
    assert record["seed"] == {"value": 7, "from": "environment"}
    assert record["timezone"] == {"value": "UTC", "from": "default"}


def test_a_line_for_each(typed: Typed) -> None:
    lines = typed("settings").out.splitlines()
    assert [line.split()[0] for line in lines] == list(Settings.model_fields)


def test_an_unknown_key_is_refused_with_a_hint(typed: Typed, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("sead = 3\n")
    said = typed("settings", "--settings", "mine.toml")
    assert said.code == 1
    assert said.err == "Error: There is no setting 'sead'.\nWhere: mine.toml\nTo do: Did you mean seed?\n"
