"""What do the tests of bad input share? An empty folder to type in."""

import json
from pathlib import Path

import pytest
from tests.bad_input.ended import Ended, Typed, no_number

from footfall.cli.program import run


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Type a command in an empty folder, on one thread."""
    (tmp_path / "here").mkdir()
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("FOOTFALL_THREADS", "1")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "work"))

    def type_it(*arguments: object) -> Ended:
        code = run([*map(str, arguments), "--json"])
        said = capsys.readouterr()
        return Ended(code, json.loads(said.err if code and not said.out else said.out, parse_constant=no_number))

    return type_it
