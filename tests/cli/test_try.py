"""Does `footfall try` print what each line makes of a visit, and say which line is wrong?"""

import io
import json
from pathlib import Path

import pytest
from tests.cli.conftest import Typed
from tests.scoring.analysed import analysed

from footfall.simulate.shop import simulate


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An analysis of a small shop."""
    folder = tmp_path_factory.mktemp("shop")
    simulate(visitors=80, days=14, seed=7, out=folder / "shop.parquet")
    return analysed(folder / "shop.parquet", folder / "done", ("converts_session", "returns_7d"), segments=False)


def test_each_line_is_answered(typed: Typed, done: Path, tmp_path: Path) -> None:
    (tmp_path / "visit.jsonl").write_text('{"type": "page_view"}\n\n{"wait": "5min"}\n{"type": "view_cart"}\n', encoding="utf-8")
    said = typed("try", done, "visit.jsonl")
    assert said.code == 0
    assert said.out.startswith("The visitor is a new one")
    assert "visit 1, click 1: page_view at " in said.out
    assert "visit 1, click 2: view_cart at " in said.out
    assert said.out.count("  converts_session: ") == 3
    assert " points)" in said.out
    assert "returns_7d" not in said.out
    assert typed("try", done, "visit.jsonl", "--ahead").out.count("  returns_7d: ") == 3


def test_machines_get_a_document_a_line(typed: Typed, done: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('{"type": "page_view"}\n{"type": "view_cart"}\n'))
    said = typed("try", done, "--json")
    first, second = (json.loads(line) for line in said.out.splitlines())
    assert (first["click"], second["click"], second["type"]) == (1, 2, "view_cart")
    (answer,) = second["answers"]
    assert (answer["target"], answer["kind"], answer["proxy"]) == ("converts_session", "binary", False)
    assert 0 <= answer["value"] <= 1
    assert answer["reasons"]


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ('{"type": "view_itm"}', 2, 'Did you mean "view_item"?'),
        ("view_item", 2, "no JSON object"),
        ('{"type": "view_item", "price": -1}', 2, "amounts are from 0"),
        ('{"wait": "5"}', 1, "is not a duration"),
        ('{"colour": "red"}', 1, "is no column of an event"),
    ],
)
def test_a_wrong_line_is_named(typed: Typed, done: Path, tmp_path: Path, line: str, code: int, words: str) -> None:
    (tmp_path / "visit.jsonl").write_text('{"type": "page_view"}\n' + line + "\n", encoding="utf-8")
    said = typed("try", done, "visit.jsonl")
    assert said.code == code
    assert words in said.err
    assert "visit.jsonl, line 2" in said.err


def test_what_cannot_be_read_is_refused(typed: Typed, done: Path, tmp_path: Path) -> None:
    assert "cannot be read" in typed("try", done, "gone.jsonl").err
    assert "is no analysis" in typed("try", tmp_path, "gone.jsonl").err
