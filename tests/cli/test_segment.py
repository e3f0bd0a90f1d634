"""Does `footfall segment` hand over what was typed, and refuse what are no segments? (Assigning itself: tests/scoring.)"""

from pathlib import Path

import pytest
from tests.cli.conftest import Typed

from footfall.scoring.score import Scored


def test_every_option_arrives(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, object] = {}

    def assign(folder: Path, source: object, out: Path, **others: object) -> Scored:
        asked.update(others, folder=folder, source=source, out=out)
        return Scored(1234, ("price",))

    monkeypatch.setattr("footfall.scoring.segments.assign", assign)
    said = typed("segment", "analysis/segments", "new.csv", "--out", "s.parquet", "--at", "every", "--schema", "schema.toml")
    assert said.out == ("1,234 rows in segments: s.parquet\nThe data has no price: the features that read it count as the usual value.\n")
    assert (asked["folder"], asked["source"], asked["out"]) == (Path("analysis/segments"), "new.csv", Path("s.parquet"))
    assert (asked["at"], asked["schema"]) == ("every", Path("schema.toml"))
    assert typed("segment", "analysis/segments", "new.csv", "--out", "s.parquet", "--json").record == {
        "rows": 1234, "missing": ["price"], "out": "s.parquet",
    }  # fmt: skip
    assert asked["at"] == "last"


def test_what_are_no_segments_is_refused(typed: Typed, shop: Path, tmp_path: Path) -> None:
    said = typed("segment", tmp_path, shop, "--out", "s.parquet", "--json")
    assert said.code == 1
    assert "no segments" in said.err
    assert not (tmp_path / "s.parquet").exists()
