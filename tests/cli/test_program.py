"""Does every run end with the right code and the right words?"""

import os
import signal
import subprocess
import sys
import time
from types import ModuleType

import pytest
from tests.cli.conftest import Typed

from footfall import __version__
from footfall.cli import simulate
from footfall.cli.program import VERBS, typed_as
from footfall.errors import DataError, SourceError, Where

NAMES = [typed_as(verb) for verb in VERBS]


def fail_with(error: BaseException) -> object:
    """Return a stand-in for the simulator that fails."""

    def failing(**arguments: object) -> None:
        raise error

    return failing


def test_the_version(typed: Typed) -> None:
    assert typed("--version").out == f"footfall {__version__}\n"


@pytest.mark.parametrize("arguments", [(), ("--help",), ("-h",)])
def test_help_lists_every_verb(typed: Typed, arguments: tuple[str, ...]) -> None:
    said = typed(*arguments)
    assert said.code == 0
    for verb in VERBS:
        assert f"{typed_as(verb)} " in said.out
        assert verb.SHORT in said.out


@pytest.mark.parametrize("verb", VERBS, ids=NAMES)
def test_the_help_of_a_verb_ends_with_examples_of_itself(typed: Typed, verb: ModuleType) -> None:
    name, examples = typed_as(verb), verb.EXAMPLES
    said = typed(name, "--help")
    assert said.code == 0
    for example in examples:
        assert f"footfall {name}" in example
        assert f"  {example}\n" in said.out.partition("Examples:\n")[2] + "\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("anlyze",), "analyze"),
        (("analyze",), "SOURCE"),
        (("analyze", "uci-553"), "--out"),
        (("simulate", "--visitors", "many", "--out", "x.parquet"), "--visitors"),
        (("simulate", "--vistors", "3", "--out", "x.parquet"), "--visitors"),
        (("analyze", "uci-553", "--effort", "heroic", "--out", "x"), "heroic"),
    ],
)
def test_a_mistyped_command_ends_with_1_and_names_the_mistake(typed: Typed, arguments: tuple[str, ...], words: str) -> None:
    said = typed(*arguments)
    assert said.code == 1
    assert said.out == ""
    assert words in said.err
    assert "--help" in said.err
    as_json = typed(*arguments, "--json")
    assert as_json.code == 1
    assert as_json.error["exit_code"] == 1
    assert words in str(as_json.error["what"])


def test_an_error_says_what_where_and_what_to_do(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    error = SourceError("It cannot be read.", where=Where("a.csv", 3, "price", "-1"), remedy="Correct it.")
    monkeypatch.setattr("footfall.simulate.shop.simulate", fail_with(error))
    said = typed("simulate", "--out", "x.parquet")
    assert said.code == 1
    assert said.err == "Error: It cannot be read.\nWhere: a.csv, line 3, column \"price\", for example '-1'\nTo do: Correct it.\n"
    assert typed("simulate", "--out", "x.parquet", "--json").error == {
        "what": "It cannot be read.",
        "where": "a.csv, line 3, column \"price\", for example '-1'",
        "remedy": "Correct it.",
        "exit_code": 1,
    }


def test_data_that_fails_a_check_end_with_2(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("footfall.simulate.shop.simulate", fail_with(DataError("Too much is bad.")))
    assert typed("simulate", "--out", "x.parquet").code == 2


def test_our_bug_ends_with_70_and_an_apology(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("footfall.simulate.shop.simulate", fail_with(ZeroDivisionError("by nought")))
    said = typed("simulate", "--out", "x.parquet")
    assert said.code == 70
    assert "Sorry" in said.err
    assert "ZeroDivisionError: by nought" in said.err
    assert "Traceback" not in said.err
    assert "Traceback" in typed("--debug", "simulate", "--out", "x.parquet").err


def test_an_interruption_ends_with_130(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("footfall.simulate.shop.simulate", fail_with(KeyboardInterrupt()))
    said = typed("simulate", "--out", "x.parquet")
    assert said.code == 130
    assert "Interrupted" in said.err


def test_a_request_to_end_is_an_interruption(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(**arguments: object) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(5)

    monkeypatch.setattr("footfall.simulate.shop.simulate", killed)
    before = signal.getsignal(signal.SIGTERM)
    assert typed("simulate", "--out", "x.parquet").code == 130
    assert signal.getsignal(signal.SIGTERM) is before


def test_an_interrupted_library_that_raises_another_error_was_interrupted(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    def cast(**arguments: object) -> None:
        try:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(5)
        except KeyboardInterrupt as error:
            raise RuntimeError("std::bad_cast") from error

    monkeypatch.setattr("footfall.simulate.shop.simulate", cast)
    said = typed("simulate", "--out", "x.parquet")
    assert said.code == 130
    assert "Interrupted" in said.err


@pytest.mark.parametrize("verb", ["explain", "--help"])
def test_a_reader_that_leaves_early_is_no_error(verb: str) -> None:
    command = f"{sys.executable} -m footfall {verb} | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


def test_a_verb_is_a_file_with_a_question() -> None:
    assert NAMES == [
        "demo",
        "app",
        "simulate",
        "ingest",
        "analyze",
        "audit",
        "features",
        "explain",
        "score",
        "segment",
        "regroup",
        "expected",
        "try",
        "audience",
        "at-risk",
        "forecast",
        "compare",
        "report",
        "settings",
    ]
    assert simulate.command.__doc__
