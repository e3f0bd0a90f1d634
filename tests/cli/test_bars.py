"""Does progress show on a terminal as bars, elsewhere as lines, and never on standard output?"""

import os
import pty
import subprocess
import sys

import pytest

from footfall.cli import bars as bars_file
from footfall.cli.bars import bars
from footfall.progress import SILENT

PROGRAM = """
from footfall.cli.bars import bars
with bars(quiet=True) as progress, progress.stage("Reading", 4) as reading:
    reading.advance(2)
    with progress.stage("Within"):
        import time; time.sleep(0.3)
"""


def test_a_machine_sees_nothing() -> None:
    with bars(quiet=True) as progress:
        assert progress is SILENT


def test_a_log_gets_a_line_for_each_long_stage(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bars_file, "WORTH_SAYING_S", 0.0)
    with bars(quiet=False) as progress, progress.stage("Reading", 4) as reading:
        reading.advance()
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "Reading: 0.0 s\n"


def test_a_log_is_not_told_of_short_stages_nor_of_unfinished_ones(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with bars(quiet=False) as progress, progress.stage("Short"):
        pass
    monkeypatch.setattr(bars_file, "WORTH_SAYING_S", 0.0)
    with pytest.raises(ValueError, match="half-way"), bars(quiet=False) as progress, progress.stage("Broken"):
        raise ValueError("half-way")
    assert capsys.readouterr() == ("", "")


def test_a_terminal_shows_bars_that_vanish() -> None:
    parent, child = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"}
    done = subprocess.run([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, stderr=child, env=environment, check=True)
    os.close(child)
    shown = os.read(parent, 1 << 16).decode()
    os.close(parent)
    assert done.stdout == b""
    assert "Reading" in shown
    assert "50%" in shown
    assert "Within" in shown
    assert "\x1b[2K" in shown  # lines are taken away again
