"""Is every error turned into words, and a bug's traceback kept?"""

from pathlib import Path

import pytest
import typer

from footfall.cli.fault import INTERRUPTED, MISTAKE, OUR_BUG, Fault, fault_of
from footfall.errors import (
    ArtifactError,
    DataError,
    EngineError,
    FootfallError,
    SchemaError,
    SourceError,
    TargetRefused,
    UsageError,
    Where,
)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("so"), 1), (SourceError("so"), 1), (SchemaError("so"), 1), (ArtifactError("so"), 1), (DataError("so"), 2),
        (TargetRefused("so"), 2), (FootfallError("so"), 1),
    ],
)  # fmt: skip
def test_an_error_on_purpose_keeps_its_words_and_its_code(error: FootfallError, code: int) -> None:
    assert fault_of(error) == Fault("so", code)


def test_an_unknown_place_is_none_and_a_known_one_is_text() -> None:
    assert fault_of(UsageError("so", where=Where("a.csv", 2))).where == "a.csv, line 2"
    assert fault_of(UsageError("so")).where is None


@pytest.mark.parametrize("error", [KeyboardInterrupt(), typer.Abort()])
def test_interruptions(error: BaseException) -> None:
    assert fault_of(error).code == INTERRUPTED


def test_a_mistyped_command_is_the_users() -> None:
    fault = fault_of(typer.TyperException("no such option"))
    assert (fault.what, fault.code, fault.remedy) == ("no such option", MISTAKE, "See `footfall --help`.")


@pytest.mark.parametrize("error", [EngineError("broken"), RuntimeError("broken")])
def test_the_traceback_of_a_bug_is_kept_in_a_file(error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    fault = fault_of(error)
    assert fault.code == OUR_BUG
    assert fault.traceback is None
    assert fault.where is not None
    assert "broken" in Path(fault.where).read_text(encoding="utf-8")


def test_the_traceback_of_a_bug_is_shown_when_debugging(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    fault = fault_of(RuntimeError("broken"), debug=True)
    assert "RuntimeError: broken" in (fault.traceback or "")
    assert not list(tmp_path.iterdir())


def test_a_bug_is_told_even_where_nothing_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    fault = fault_of(RuntimeError("broken"))
    assert (fault.code, fault.where) == (OUR_BUG, None)
    assert "--debug" in (fault.remedy or "")
