"""A disk that is full, or a run that is broken off: is nothing left half-written, and does what stood there stand?"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests.bad_input.ended import Typed, contents, small_disk, stands, whole
from tests.bad_input.made import HEADER, SCHEMA, clicks, event, put, table


@dataclass(frozen=True)
class Full:
    """A disk on which no file of more than `size` bytes fits, so that the run fails where it first writes one."""

    name: str
    verb: str
    size: int
    options: tuple[str, ...] = field(default=())


FULL = [
    Full("while laying the rows", "analyze", 2_000, ("--effort", "quick")),
    Full("while writing results", "analyze", 6_000, ("--effort", "quick")),
    Full("while writing the report", "analyze", 150_000, ("--effort", "quick")),
]


@pytest.mark.parametrize("case", FULL, ids=lambda case: case.name)
def test_a_full_disk_leaves_what_stood_there(case: Full, typed: Typed) -> None:
    source, schema = put("table.csv", table()), put("schema.toml", SCHEMA)
    Path("out").mkdir()
    put("out/summary.json", "{}")
    before = contents()
    with small_disk(case.size):
        ended = typed(case.verb, source, "--schema", schema, "--out", "out", *case.options)
    assert ended.code == 1, ended.said
    what, _, remedy = ended.error
    assert "cannot be written" in what
    assert "large" in what
    assert ".half" not in what
    assert "Free some space" in remedy
    assert contents() == before


def test_a_full_disk_leaves_no_features(typed: Typed) -> None:
    source = put("events.csv", clicks(60, lambda n: 2))
    with small_disk(12_000):
        ended = typed("features", source, "--out", "f.parquet")
    assert ended.code == 1, ended.said
    what, _, remedy = ended.error
    assert what.startswith("f.parquet cannot be written: ")
    assert not what.endswith("..")
    assert "Free some space" not in what
    assert ".half" not in what
    assert "Free some space" in remedy
    assert stands() == {"events.csv"}


def test_no_space_for_the_last_file_leaves_nothing(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    write = Path.write_text

    def full(self: Path, *given: Any, **others: Any) -> int:
        if self.name == "summary.json":
            raise OSError(28, "No space left on device", str(self))
        return write(self, *given, **others)

    source = put("events.csv", HEADER + event("v", 0, item_id="i"))
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", full)
        ended = typed("analyze", source, "--out", "out")
    assert (ended.code, ended.error[0]) == (1, "out cannot be written: No space left on device.")
    assert ended.error[2].startswith("Free some space")
    assert stands() == {"events.csv"}
    assert typed("analyze", source, "--out", "out").code == 0


def test_an_analysis_that_cannot_be_put_in_its_place_leaves_the_earlier_one(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    rename, replace = Path.rename, Path.replace

    def refuse(move: Callable[[Path, Path], Path]) -> Callable[[Path, Path], Path]:
        def moved(self: Path, target: Path) -> Path:
            if Path(target).name == "out" and self.name.endswith(".half"):
                raise OSError(5, "Input/output error", str(self))
            return move(self, target)

        return moved

    source = put("events.csv", HEADER + event("v", 0, item_id="i"))
    Path("out").mkdir()
    put("out/summary.json", '{"mine": 1}')
    before = contents()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refuse(rename))
        patch.setattr(Path, "replace", refuse(replace))
        ended = typed("analyze", source, "--out", "out")
    assert ended.code == 1, ended.said
    assert contents() == before


def test_an_interrupted_run_leaves_nothing_and_running_again_works(typed: Typed, tmp_path: Path) -> None:
    source = put("events.csv", clicks(400, lambda n: 1 + n % 4))
    command = [sys.executable, "-m", "footfall", "analyze", source, "--out", "out", "--effort", "quick"]
    environment = {**os.environ, "TMPDIR": str(tmp_path / "work"), "OMP_NUM_THREADS": "1"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        for _ in range(2_400):  # two minutes, on a machine with much else to do
            if list(Path().glob(".out.*/quarantine.parquet")):
                break
            time.sleep(0.05)
        assert not Path("out").exists()
        assert len(stands()) == 3, "a working folder beside, and one of the database"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert err.endswith("Error: Interrupted. Nothing was left half-written.\nTo do: Run the same command again.\n")
    assert stands() == {"events.csv"}
    again = typed("analyze", put("events.csv", HEADER + event("v", 0, item_id="i")), "--out", "out")
    assert again.code == 0
    whole("out")
