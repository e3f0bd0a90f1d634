"""An --out that cannot be used: is it refused, and is what stood there left alone?"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.bad_input.ended import Typed, contents, stands, whole
from tests.bad_input.made import HEADER, event, put


def a_file(out: Path) -> None:
    out.write_text("mine")


def a_folder_of_files(out: Path) -> None:
    out.mkdir()
    (out / "mine.txt").write_text("mine")


def below_a_file(out: Path) -> None:
    out.parent.write_text("mine")


def nothing(out: Path) -> None:
    pass


@dataclass(frozen=True)
class Out:
    """An --out that cannot be used: what stood there before stands there still, and the remedy is to choose another."""

    name: str
    make: Callable[[Path], None]
    what: str
    out: str = "out"
    verb: str = "analyze"
    denied: bool = False


OUTS = [
    Out("a file", a_file, "exists and is not a finished analysis"),
    Out("a folder with files in it", a_folder_of_files, "exists and is not a finished analysis"),
    Out("below a file", below_a_file, "cannot be written", "file/out"),
    Out("in a folder that may not be written", nothing, "Permission denied", "no/out", denied=True),
    Out("nothing", nothing, "", ""),
    Out("a link to nowhere", lambda out: out.symlink_to("nowhere"), "out"),
    Out("a folder for features", a_folder_of_files, "out", verb="features"),
    Out("below a file, for features", below_a_file, "cannot be written", "file/out", verb="features"),
    Out("in a folder that may not be written, for features", nothing, "Permission denied", "no/out", verb="features", denied=True),
    Out("nothing, for features", nothing, "", "", verb="features"),
]  # fmt: skip


@pytest.mark.parametrize("case", OUTS, ids=lambda case: case.name)
def test_an_out_that_cannot_be_used_is_refused_and_left_alone(case: Out, typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    source = put("events.csv", HEADER + event("v", 0, item_id="i"))
    case.make(Path(case.out))
    before = contents()
    if case.denied:
        monkeypatch.setattr(Path, "mkdir", denied)
    ended = typed(case.verb, source, "--out", case.out)
    assert ended.code == 1, ended.said
    what, _, remedy = ended.error
    assert case.what in what
    assert case.out in what
    assert "--out" in remedy
    assert ".half" not in what
    assert contents() == before


def denied(self: Path, *_: object, **__: object) -> None:
    raise PermissionError(13, "Permission denied", str(self))


@pytest.mark.parametrize("verb", ["analyze", "features"])
def test_a_missing_folder_is_made(verb: str, typed: Typed) -> None:
    source = put("events.csv", HEADER + event("v", 0, item_id="i"))
    assert typed(verb, source, "--out", "no/such/out").code == 0
    assert stands() == {"events.csv", "no"}
    assert [path.name for path in Path("no/such").iterdir()] == ["out"]


def test_an_empty_folder_behind_a_link_is_filled_and_nothing_lies_beside(typed: Typed) -> None:
    source = put("events.csv", HEADER + event("v", 0, item_id="i"))
    Path("empty").mkdir()
    Path("out").symlink_to("empty")
    ended = typed("analyze", source, "--out", "out")
    assert ended.code in (0, 1), ended.said
    assert stands() == {"events.csv", "empty", "out"}
    if ended.code == 0:
        whole("out")


def test_an_earlier_analysis_is_replaced_as_a_whole(typed: Typed) -> None:
    Path("out").mkdir()
    put("out/summary.json", "{}")
    put("out/old.txt", "old")
    assert typed("analyze", put("events.csv", HEADER + event("v", 0, item_id="i")), "--out", "out").code == 0
    whole("out")
    assert not Path("out/old.txt").exists()
    assert stands() == {"events.csv", "out"}
