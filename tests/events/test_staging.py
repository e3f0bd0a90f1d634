from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.events.reading import CANONICAL, START, column, event, read_log, settings, values

from footfall.engines.duckdb import Engine
from footfall.errors import SchemaError
from footfall.events.event import COLUMNS
from footfall.events.log import EventLog
from footfall.events.read import read

SCHEMA = """
[columns]
visitor_id = "u"
us = { column = "t", unit = "s" }
type = { column = "e", map = { v = "view_item", "it's" = "purchase" } }
price = { column = "p", decimal = "," }
channel = { value = "web" }
[extras]
colour = "c"
position = { column = "n", type = "BIGINT" }
"""
HEADER = "u;t;e;p;c;n;other\n"


def test_columns_are_mapped(tmp_path: Path, engine: Engine) -> None:
    text = HEADER + " a ;1433221332;v;1.234,50;red;3;x\nb;1433221333;it's;;NULL;;x\nc;1433221334;else;0;;;x\n"
    log = read_log(text, tmp_path, engine, schema=SCHEMA)
    assert values(log, "visitor_id, type, price, channel, colour, position, seq") == [
        ("a", "view_item", 1234.5, "web", "red", 3, 1),
        ("b", "purchase", None, "web", None, None, 2),
        ("c", "else", 0.0, "web", None, None, 3),
    ]
    assert dict(log.source.extras) == {"colour": "VARCHAR", "position": "BIGINT"}


def test_the_table_has_the_canonical_columns_then_the_extras(tmp_path: Path, engine: Engine) -> None:
    log = read_log(HEADER + "a;1433221332;v;1;red;3;x\n", tmp_path, engine, schema=SCHEMA)
    assert engine.columns(log.table) == {**COLUMNS, "colour": "VARCHAR", "position": "BIGINT"}


def test_a_column_that_is_not_there_suggests_the_near_one(tmp_path: Path, engine: Engine) -> None:
    with pytest.raises(SchemaError, match=r'has no column "colour".*Did you mean "color"\?.*It has: u, t, e, color'):
        read_log("u,t,e,color\na,1433221332,v,x\n", tmp_path, engine, schema='[columns]\nus = "t"\nvisitor_id = "u"\ntype = "colour"')


@pytest.mark.parametrize("lacking", ["us", "type", "visitor_id"])
def test_what_an_event_needs_must_be_mapped(lacking: str, tmp_path: Path, engine: Engine) -> None:
    lines = {"us": 'us = { column = "t", unit = "s" }', "type": 'type = "e"', "visitor_id": 'visitor_id = "u"'}
    schema = "[columns]\n" + "\n".join(line for name, line in lines.items() if name != lacking)
    with pytest.raises(SchemaError, match=f"does not say where {lacking}"):
        read_log("u,t,e\na,1433221332,v\n", tmp_path, engine, schema=schema)


def test_a_source_may_know_no_visitors(tmp_path: Path, engine: Engine) -> None:
    schema = '[columns]\nsession_id = "u"\ntype = "e"\nus = { column = "t", unit = "s" }'
    log = read_log("u,t,e\na,1433221332,v\n", tmp_path, engine, schema=schema)
    assert (log.source.knows_visitors, log.source.visitors, log.source.gives_sessions, log.source.sessions) == (False, None, True, 1)


def test_a_canonical_file_without_any_visitor_knows_none(tmp_path: Path, engine: Engine) -> None:
    log = read_log(f"visitor_id,session_id,us,type\n,s,{START},view_item\n", tmp_path, engine)
    assert not log.source.knows_visitors


def test_the_currency_of_the_settings_fills_in(tmp_path: Path, engine: Engine) -> None:
    text = CANONICAL.replace(",currency", "") + event(type="purchase", value="3", order_id="o").replace(",,\n", ",\n")
    assert read_log(text, tmp_path, engine, currency="EUR").source.currency == "EUR"
    assert read_log(text, tmp_path, engine).source.currency is None


def test_the_currency_of_the_data_wins_and_says_so(tmp_path: Path, engine: Engine) -> None:
    log = read_log(CANONICAL + event(price="3", currency="usd"), tmp_path, engine, currency="EUR")
    assert log.source.currency == "USD"
    assert log.source.notes == ("Amounts are in USD, as the data says; EUR was set and not used: give its rate to convert them.",)


def test_refunds_of_negative_value_are_taken_as_amounts(tmp_path: Path, engine: Engine) -> None:
    log = read_log(CANONICAL + event(type="refund", value="-5", quantity="-1", order_id="o"), tmp_path, engine)
    assert values(log, "value, quantity, revenue") == [(5.0, 1, None)]


def test_typed_columns_of_other_tools(tmp_path: Path, engine: Engine) -> None:
    table = pa.table(
        {
            "us": pa.array([START, START + 1], pa.int64()),
            "type": ["view_item", "view_item"],
            "visitor_id": pa.array([1.0, 2.0], pa.float64()),
            "item_id": pa.array([7, 8], pa.int32()),
            "price": pa.array([float("nan"), 2.5]),
            "quantity": pa.array([1.0, None]),
            "flag": [True, None],
            "size": pa.array([1.5, None], pa.float32()),
            "rank": pa.array([1, 2], pa.int16()),
            "tags": [["a"], []],
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    log = read(tmp_path / "a.parquet", engine=engine, settings=settings())
    assert isinstance(log, EventLog)
    assert values(log, "visitor_id, item_id, price, quantity, flag, size, rank, tags") == [
        ("1", "7", None, 1, True, 1.5, 1, "[a]"),
        ("2", "8", 2.5, None, None, None, 2, "[]"),
    ]
    assert dict(log.source.extras) == {"flag": "BOOLEAN", "size": "DOUBLE", "rank": "BIGINT", "tags": "VARCHAR"}


def test_a_source_s_own_order_is_kept(tmp_path: Path, engine: Engine) -> None:
    log = read_log(f"visitor_id,us,type,seq\nv,{START},a,7\nv,{START},b,3\nv,{START},c,\n", tmp_path, engine)
    assert sorted(column(log, "seq"), key=str) == [3, 3, 7]
