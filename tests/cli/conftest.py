"""What do the tests of the command line share? A way to type a command, and a small shop."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from footfall.cli.program import run
from footfall.simulate.shop import simulate


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def record(self) -> dict[str, object]:
        """Standard output as the one JSON document that it must be."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found

    @property
    def error(self) -> dict[str, object]:
        """Standard error as the one error that it must be."""
        found = json.loads(self.err)["error"]
        assert isinstance(found, dict)
        return found


Typed = Callable[..., Said]


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Type a command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def type_it(*arguments: object) -> Said:
        code = run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return type_it


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small dirty shop."""
    out = tmp_path_factory.mktemp("shop") / "shop.parquet"
    simulate(visitors=80, days=14, seed=7, out=out, dirt=True)
    return out
