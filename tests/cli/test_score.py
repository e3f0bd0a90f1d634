"""Does `footfall score` hand over what was typed, and refuse what is no model? (Scoring itself: tests/analysis.)"""

from pathlib import Path

import pytest
from tests.cli.conftest import Typed

from footfall.scoring.score import Scored


def test_every_option_arrives(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, object] = {}

    def score(model_dir: Path, source: object, out: Path, **others: object) -> Scored:
        asked.update(others, model_dir=model_dir, source=source, out=out)
        return Scored(1234)

    monkeypatch.setattr("footfall.scoring.score.score", score)
    said = typed("score", "models/x", "new.csv", "--out", "scores.parquet", "--at", "every", "--schema", "schema.toml", "--reasons")
    assert said.out == "1,234 scores: scores.parquet\n"
    assert (asked["model_dir"], asked["source"], asked["out"]) == (Path("models/x"), "new.csv", Path("scores.parquet"))
    assert (asked["at"], asked["schema"], asked["reasons"]) == ("every", Path("schema.toml"), True)
    assert typed("score", "models/x", "new.csv", "--out", "s.parquet", "--json").record == {
        "rows": 1234, "missing": [], "out": "s.parquet",
    }  # fmt: skip
    assert (asked["at"], asked["reasons"]) == ("last", False)


@pytest.mark.parametrize(
    ("missing", "line"),
    [
        (("price",), "The data has no price: the features that read it are unknown in these scores.\n"),
        (("price", "category"), "The data has no price, category: the features that read them are unknown in these scores.\n"),
    ],
)
def test_what_the_data_lacks_is_said(typed: Typed, monkeypatch: pytest.MonkeyPatch, missing: tuple[str, ...], line: str) -> None:
    monkeypatch.setattr("footfall.scoring.score.score", lambda *_, **__: Scored(2, missing))
    assert typed("score", "models/x", "new.csv", "--out", "s.parquet").out == f"2 scores: s.parquet\n{line}"
    assert typed("score", "models/x", "new.csv", "--out", "s.parquet", "--json").record["missing"] == list(missing)


def test_what_is_no_model_is_refused(typed: Typed, shop: Path, tmp_path: Path) -> None:
    said = typed("score", tmp_path, shop, "--out", "scores.parquet")
    assert said.code == 1
    assert "model" in said.err
    assert not (tmp_path / "scores.parquet").exists()
