"""Does `footfall at-risk` hand over what was typed, and tell what it wrote?"""

from pathlib import Path

import pytest
from tests.analysis.leaving_made import leaving_analysis
from tests.cli.conftest import Typed

from footfall.analysis.at_risk import at_risk


def test_a_list_is_told(typed: Typed, tmp_path: Path) -> None:
    said = typed("at-risk", leaving_analysis(tmp_path / "done", carts=True), "--out", "list.csv")
    assert said.code == 0
    head, *rest = said.out.splitlines()
    assert head == "6 of 10 visitors, €710.00 at stake"
    came, others = "30.0% (10.0% to 60.0%) came back within 7 days", "20.0% (10.0% to 40.0%)"
    assert rest[:4] == [
        "Abandoned cart: 1",
        f"  of such visitors before, {came}; of others it could have been said of {others}",
        "Fading: 2",
        "  what came of such visitors is not known: nobody was of this group then",
    ]
    assert rest[-1] == "at risk: list.csv"
    assert (tmp_path / "list.csv").exists()


def test_as_json(typed: Typed, tmp_path: Path) -> None:
    folder = leaving_analysis(tmp_path / "done", carts=False)
    record = typed("at-risk", folder, "--out", "list.parquet", "--json").record
    assert (record["rows"], record["out"], record["groups"]) == (6, "list.parquet", {"fading": 2, "likely_to_leave": 4})
    assert "add_to_cart" in str(record["not_told"])
    assert "listed" not in record


def test_every_option_arrives(typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = leaving_analysis(tmp_path / "done")
    asked: dict[str, object] = {}

    def listed(where: Path, out: Path, **others: object) -> object:
        asked.update(others, where=where, out=out)
        return at_risk(where, out)

    monkeypatch.setattr("footfall.analysis.at_risk.at_risk", listed)
    options = ("--group", "fading", "--group", "abandoned-cart", "--within", "7d", "--seen", "90d", "--target", "churn_7d", "--top", "20%")
    assert typed("at-risk", folder, "--out", "list.csv", *options).code == 0
    assert asked == {
        "where": folder, "out": Path("list.csv"), "groups": ["fading", "abandoned-cart"], "within": "7d", "seen": "90d",
        "target": "churn_7d", "top": 0.2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("options", "words"), [(("--top", "many"), "--top many is no share"), (("--group", "fadin"), "Did you mean fading")]
)
def test_what_makes_no_sense_ends_with_1(typed: Typed, tmp_path: Path, options: tuple[str, ...], words: str) -> None:
    said = typed("at-risk", leaving_analysis(tmp_path / "done"), "--out", "list.csv", *options)
    assert said.code == 1
    assert words in said.err
    assert not (tmp_path / "list.csv").exists()
