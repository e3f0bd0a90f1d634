from pathlib import Path

import pandas as pd
import pytest
from tests.events.reading import read_any

from footfall.engines.duckdb import Engine
from footfall.errors import SchemaError
from footfall.events.log import SessionTable
from footfall.events.read import read
from footfall.settings import Settings

SCHEMA = '[source]\nkind = "session_table"\ntarget = "bought"\ncategories = ["code"]\n'
TEXT = "pages,code,where,weekend,bought\n3,1,home,TRUE,yes\n,2,,FALSE,no\n3,1,home,TRUE,yes\n"


def test_columns_are_typed(tmp_path: Path, engine: Engine) -> None:
    table = read_any(TEXT, tmp_path, engine, schema=SCHEMA, name="visits.csv")
    assert isinstance(table, SessionTable)
    assert {name: str(kind) for name, kind in table.frame.dtypes.items()} == {
        "pages": "float64",
        "code": "str",
        "where": "str",
        "weekend": "float64",
        "bought": "bool",
    }
    assert table.frame["code"].tolist() == ["1", "2", "1"]
    assert table.frame["weekend"].tolist() == [1.0, 0.0, 1.0]
    assert table.frame["bought"].tolist() == [True, False, True]
    assert pd.isna(table.frame["where"][1])
    assert pd.isna(table.frame["pages"][1])
    assert (table.target, table.source.name, table.source.sessions, table.source.kind) == ("bought", "visits", 3, "session_table")


def test_equal_rows_are_kept_and_told(tmp_path: Path, engine: Engine) -> None:
    source = read_any(TEXT, tmp_path, engine, schema=SCHEMA).source
    assert [(row.count, "kept" in row.reason) for row in source.quality] == [(1, True)]


def test_broken_lines_are_counted(tmp_path: Path, engine: Engine) -> None:
    source = read_any(TEXT + "1,2\n", tmp_path, engine, schema=SCHEMA).source
    assert source.quarantined == 1
    assert [(row.line, row.reason) for row in source.quality if row.line] == [(5, "wrong number of fields")]


@pytest.mark.parametrize(("yes", "no"), [("1", "0"), ("True", "false"), ("1.0", "0.0")])
def test_a_target_of_two_truths_is_bool(yes: str, no: str, tmp_path: Path, engine: Engine) -> None:
    table = read_any(f"pages,code,bought\n1,1,{yes}\n2,1,{no}\n", tmp_path, engine, schema=SCHEMA)
    assert isinstance(table, SessionTable)
    assert table.frame["bought"].tolist() == [True, False]


def test_a_target_of_amounts_is_a_number(tmp_path: Path, engine: Engine) -> None:
    table = read_any("pages,spent\n1,2.5\n2,0\n", tmp_path, engine, schema=SCHEMA.replace("bought", "spent").replace('["code"]', "[]"))
    assert isinstance(table, SessionTable)
    assert str(table.frame["spent"].dtype) == "float64"


def test_a_target_that_is_not_there(tmp_path: Path, engine: Engine) -> None:
    with pytest.raises(SchemaError, match=r'no column "bouhgt".*Did you mean "bought"'):
        read_any(TEXT, tmp_path, engine, schema=SCHEMA.replace('"bought"', '"bouhgt"'))


def test_rows_for_a_saved_model_keep_its_categories_as_written_and_need_no_target(tmp_path: Path, engine: Engine) -> None:
    text = "pages,code,weekend\n3,01,TRUE\n2,02,FALSE\n"
    schema = SCHEMA.replace('["code"]', '["channel"]')
    (tmp_path / "new.csv").write_text(text)
    (tmp_path / "schema.toml").write_text(schema)
    table = read(tmp_path / "new.csv", engine=engine, settings=Settings(), schema=tmp_path / "schema.toml", categories=("code", "weekend"))
    assert isinstance(table, SessionTable)
    assert {name: values.tolist() for name, values in table.frame.items()} == {
        "pages": [3.0, 2.0], "code": ["01", "02"], "weekend": ["TRUE", "FALSE"],
    }  # fmt: skip
