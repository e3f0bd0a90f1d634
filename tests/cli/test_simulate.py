"""Does `footfall simulate` write a shop and its truth?"""

import json

import pytest
from tests.cli.conftest import Typed


def test_two_files_and_two_lines(typed: Typed) -> None:
    said = typed("simulate", "--visitors", 20, "--days", 5, "--seed", 3, "--out", "shop.parquet")
    assert said.code == 0
    assert said.out.splitlines()[0].endswith("shop.parquet")
    assert "truth" in said.out.splitlines()[1]
    assert said.err == ""


def test_json_is_one_document(typed: Typed) -> None:
    record = typed("simulate", "--visitors", 20, "--days", 5, "--dirt", "--out", "shop.parquet", "--json").record
    assert record["visitors"] == 20
    assert record["events_path"] == "shop.parquet"
    assert json.loads(json.dumps(record))["dirt"]["duplicates"] >= 0


@pytest.mark.parametrize(("option", "value"), [("--visitors", 0), ("--days", 0), ("--seed", -1), ("--out", "shop.csv")])
def test_what_is_out_of_range_is_refused(typed: Typed, option: str, value: object) -> None:
    said = typed("simulate", "--visitors", 20, "--days", 5, "--out", "shop.parquet", option, value)
    assert said.code == 1
    assert "To do:" in said.err
