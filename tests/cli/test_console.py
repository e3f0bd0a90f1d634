"""Do answers go to standard output and everything else to standard error?"""

import json
from pathlib import Path

import pytest

from footfall.cli.console import say, say_fault, say_json
from footfall.cli.fault import Fault


def test_an_answer_goes_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    say("so")
    assert capsys.readouterr() == ("so\n", "")


def test_json_keeps_letters_and_writes_paths_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    say_json({"name": "Łódź", "out": Path("a/b")})
    said = capsys.readouterr()
    assert "Łódź" in said.out
    assert json.loads(said.out) == {"name": "Łódź", "out": "a/b"}


def test_json_holds_no_nan() -> None:
    with pytest.raises(ValueError, match="JSON"):
        say_json({"auc": float("nan")})


def test_a_fault_leaves_out_what_is_not_known(capsys: pytest.CaptureFixture[str]) -> None:
    say_fault(Fault("so", 1), as_json=False)
    assert capsys.readouterr() == ("", "Error: so\n")


def test_a_fault_as_json_is_one_document_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    say_fault(Fault("so", 2, "here", "do"), as_json=True)
    said = capsys.readouterr()
    assert said.out == ""
    assert json.loads(said.err) == {"error": {"what": "so", "where": "here", "remedy": "do", "exit_code": 2}}
