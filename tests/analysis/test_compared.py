"""Does compare.json keep its contract, and does a comparison replace only one of its kind?"""

import json
from pathlib import Path

import pytest
from tests.report.compared import made_up

from footfall.analysis.compared import compared_record, write_compared
from footfall.errors import UsageError

TARGET = {
    "kind", "proxy", "model", "verdict", "basis", "reasons", "since", "until", "units", "score", "before", "now", "order_change",
    "features", "notes",
}  # fmt: skip


def test_the_record_has_the_fields_of_the_contract() -> None:
    record = json.loads(json.dumps(compared_record(made_up()), allow_nan=False))
    assert set(record) == {"schema_version", "version", "seed", "old", "new", "notes", "targets"}
    assert all(set(target) == TARGET for target in record["targets"].values())
    first, amount, proxy, beside = record["targets"].values()
    assert (first["verdict"], first["basis"], first["since"]) == ("keep", "outcomes", "2024-10-04T00:00:00Z")
    assert first["now"]["observed_over_expected"]["low"] < 1 < first["now"]["observed_over_expected"]["high"]
    assert (amount["now"]["slope"], amount["now"]["calibration_error"]) == (None, None)
    assert amount["now"]["bias"] == pytest.approx(0, abs=0.2)
    assert (proxy["proxy"], proxy["basis"], proxy["now"]["observed"]) == (True, "drift", None)
    assert (beside["score"], beside["since"]) == (None, None)
    judged = {feature["feature"]: feature["judged"] for feature in first["features"]}
    assert judged == {"cart_adds": True, "sessions_so_far": False, "device": True}


def test_the_documents_name_every_field() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "compare.md").read_text(encoding="utf-8")
    record = json.loads(json.dumps(compared_record(made_up())))
    target = record["targets"]["converts_session"]
    names = {*record, *target, *target["now"], *target["score"], *target["features"][0], *target["now"]["levels"][0]}
    assert {name for name in names if f"`{name}`" not in page} == set()


def test_both_files_are_written_and_written_anew(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for _ in range(2):
        write_compared(made_up(), out)
        assert {path.name for path in out.iterdir()} == {"compare.json", "compare.html"}
    assert json.loads((out / "compare.json").read_text()) == json.loads(json.dumps(compared_record(made_up())))


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "summary.json").write_text("{}")
    with pytest.raises(UsageError, match="is not a finished comparison"):
        write_compared(made_up(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["summary.json"]
