"""Does `footfall audience` hand over what was typed, and tell what it wrote?"""

from pathlib import Path

import pytest
from tests.analysis.finishing import analysis
from tests.cli.conftest import Typed

from footfall.analysis.audience import SEEN, audience


def test_a_list_is_told(typed: Typed, tmp_path: Path) -> None:
    folder = analysis(tmp_path / "done")
    said = typed("audience", folder, "--target", "converts_session", "--best-threshold", "--out", "list.csv", "--holdout", "40%")
    assert said.code == 0
    head, scores, expected, extra, profit, *rest = said.out.splitlines()
    assert head.startswith("7 of 10 visitors: ")
    assert scores == "scores 0.3 to 0.9, threshold 0.3"
    assert expected == "expected converts_session without acting: 4.2"
    assert extra.startswith("expected on top by acting (effect 10.0%): ")
    assert profit.startswith("expected profit of acting: ")
    assert rest[-1] == "audience: list.csv"
    assert (tmp_path / "list.csv").exists()


def test_as_json(typed: Typed, tmp_path: Path) -> None:
    folder = analysis(tmp_path / "done")
    record = typed("audience", folder, "--target", "converts_session", "--top", "0.5", "--out", "list.parquet", "--json").record
    again = audience(folder, "converts_session", tmp_path / "again.parquet", top=0.5)
    assert (record["rows"], record["holdout"], record["out"]) == (again.rows, again.holdout, "list.parquet")
    assert record["expected"] == again.expected


def test_every_option_arrives(typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = analysis(tmp_path / "done")
    asked: dict[str, object] = {}

    def listed(where: Path, target: str, out: Path, **others: object) -> object:
        asked.update(others, where=where, target=target, out=out)
        return audience(where, target, out, top=1.0)

    monkeypatch.setattr("footfall.analysis.audience.audience", listed)
    options = ("--threshold", "0.2", "--top", "25 %", "--segment", "a", "--segment", "b", "--seen", "7d", "--holdout", "0.2", "--seed", "9")
    campaign = ("--value", "60", "--cost", "0.8", "--effect", "5%")
    assert typed("audience", folder, "--target", "converts_session", "--out", "list.csv", *options, *campaign).code == 0
    assert asked == {
        "where": folder, "target": "converts_session", "out": Path("list.csv"), "threshold": 0.2, "best_threshold": False, "top": 0.25,
        "segments": ["a", "b"], "seen": "7d", "holdout": 0.2, "seed": 9, "value": 60.0, "cost": 0.8, "effect": 0.05,
    }  # fmt: skip
    assert typed("audience", folder, "--target", "converts_session", "--out", "list.csv", "--best-threshold").code == 0
    assert (asked["seen"], asked["holdout"], asked["seed"], asked["best_threshold"]) == (SEEN, 0.1, None, True)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--top", "many"), "--top many is no share"),
        (("--top", "10"), "no share"),
        (("--top", "10%", "--holdout", "x%"), "--holdout x% is no share"),
        ((), "Nobody is chosen"),
        (("--segment", "Ready to by"), "Ready to buy"),
        (("--threshold", "2"), "no probability"),
        (("--best-threshold", "--value", "60"), "cost and effect not given"),
        (("--best-threshold", "--value", "60", "--cost", "1", "--effect", "much"), "--effect much is no share"),
    ],
)
def test_what_makes_no_sense_ends_with_1(typed: Typed, tmp_path: Path, options: tuple[str, ...], words: str) -> None:
    said = typed("audience", analysis(tmp_path / "done"), "--target", "converts_session", "--out", "list.csv", *options)
    assert said.code == 1
    assert words in said.err
    assert not (tmp_path / "list.csv").exists()
