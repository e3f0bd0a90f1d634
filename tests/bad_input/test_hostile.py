"""Ids, products and categories that are formulas, markup, quotes, line ends, or numbers with leading zeros: does every verb take them as
they are, and does no file that is written run them?
"""

import csv
import json
import random
from pathlib import Path

import pandas as pd
import pytest

from footfall.cli.program import run

VISITORS = (
    "=cmd|' /C calc'!A0", "+1", "-2", "@x", "007", "7", '"quoted"', "a,b", "line\nbreak", "\ttab", "😀 Zoë", "O'Brien", "{{7*7}}", "100%",
    "<script>alert(1)</script>", "../../etc", "DROP TABLE visits; --", "1e5", "é" * 60,
)  # fmt: skip
ITEMS = ('=HYPERLINK("http://x")', "<img src=x onerror=alert(2)>", "007", "7", "😀", "new\nline", "&amp;", "{0}", "%s")
CATEGORIES = ("=1+1", "<i>cat</i>", "01", "1", 'a "b"', "new\nline")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
START = 1_700_000_000


def written(path: Path, sessions: int, seed: int) -> Path:
    """Write a shop in which some categories sell far better than others."""
    chance = random.Random(seed)
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(("visitor_id", "us", "type", "item_id", "category", "price", "order_id", "value", "=note"))
        for n in range(sessions):
            visitor, number, length = chance.choice(VISITORS), chance.randrange(len(CATEGORIES)), 1 + chance.randrange(4)
            for k in range(length):
                at = (START + 5000 * n + 60 * k) * 10**6
                rows.writerow((visitor, at, "view_item", chance.choice(ITEMS), CATEGORIES[number], 5 + chance.randrange(9), "", "", "=2+3"))
            if chance.random() < (0.6 if number < 2 else 0.2):
                at = (START + 5000 * n + 60 * length) * 10**6
                rows.writerow((visitor, at, "purchase", ITEMS[0], CATEGORIES[number], 10, f"=o{n}", 20 + chance.randrange(9), ""))
    return path


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an analysis of such a shop, and new events of it."""
    folder = tmp_path_factory.mktemp("hostile")
    source = written(folder / "events.csv", 300, 1)
    written(folder / "new.csv", 30, 2)
    (folder / "settings.toml").write_text('threads = 1\neffort = "quick"\nconversion_value = 30\naction_cost = 0.5\naction_effect = 0.2\n')
    options = ("--target", "converts_session", "--settings", str(folder / "settings.toml"))
    assert run(["analyze", str(source), "--out", str(folder / "out"), *options]) == 0
    return folder


def cells(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV, of which no cell and no name is a formula."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        for name, cell in row.items():
            assert not name.startswith(FORMULA)
            assert not cell.startswith(FORMULA) or float(cell) <= 0, (name, cell)
    return rows


def test_ids_are_kept_to_the_letter_and_numbers_with_leading_zeros_apart(done: Path) -> None:
    scores = pd.read_parquet(done / "out" / "scores.parquet")
    assert set(scores["visitor_id"]) == set(VISITORS)
    quarantine = pd.read_parquet(done / "out" / "quarantine.parquet")
    assert quarantine.empty


def test_the_report_runs_none_of_them(done: Path) -> None:
    report = (done / "out" / "report.html").read_text(encoding="utf-8")
    for markup in ("<script>alert(1)", "<img src=x", "<i>cat</i>"):
        assert markup not in report


@pytest.mark.parametrize("at", ["last", "every"])
def test_scores_and_segments_of_new_events_are_safe_in_a_spreadsheet(at: str, done: Path, tmp_path: Path) -> None:
    new = str(done / "new.csv")
    out = tmp_path / "scores.csv"
    assert run(["score", str(done / "out/models/converts_session"), new, "--at", at, "--reasons", "--out", str(out)]) == 0
    found = cells(out)
    assert {"'=cmd|' /C calc'!A0", "'+1", "line\nbreak", "007", "7"} & {row["visitor_id"] for row in found}
    assert len(found) == 30 if at == "last" else len(found) > 30
    if (done / "out/segments").exists():
        assert run(["segment", str(done / "out/segments"), new, "--at", at, "--out", str(tmp_path / "segments.csv")]) == 0
        assert len(cells(tmp_path / "segments.csv")) == len(found)


def test_an_audience_is_safe_in_a_spreadsheet(done: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "list.csv"
    capsys.readouterr()
    assert run(["audience", str(done / "out"), "--target", "converts_session", "--top", "100%", "--out", str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    found = cells(out)
    assert len(found) == told["rows"] == len(VISITORS)
    assert {row["visitor_id"].removeprefix("'") for row in found} == set(VISITORS)
    assert told["expected_extra"] == pytest.approx(0.2 * sum(float(row["score"]) for row in found if row["group"] == "treat"))


def test_a_comparison_takes_them_too(done: Path, tmp_path: Path) -> None:
    assert run(["compare", str(done / "out"), str(done / "new.csv"), "--out", str(tmp_path / "compared")]) == 0
    page = (tmp_path / "compared" / "compare.html").read_text(encoding="utf-8")
    assert "<i>cat</i>" not in page
