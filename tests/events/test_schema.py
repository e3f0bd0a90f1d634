from pathlib import Path

import pytest

from footfall.errors import SchemaError, SourceError
from footfall.events.schema import Origin, load, near

WHOLE = """
[source]
name = "my-shop"
currency = "EUR"
knows_visitors = true
orders = "lines"
duplicates = "keep"
delimiter = ";"

[columns]
visitor_id = "user"
us = { column = "timestamp", unit = "ms", timezone = "Europe/Warsaw" }
type = { column = "event", map = { view = "view_item" } }
price = { column = "amount", decimal = "," }
channel = { value = "web" }

[extras]
colour = "colour"
position = { column = "pos", type = "BIGINT" }
"""


def parse(text: str, folder: Path) -> object:
    path = folder / "schema.toml"
    path.write_text(text)
    return load(path)


def test_a_whole_schema(tmp_path: Path) -> None:
    path = tmp_path / "schema.toml"
    path.write_text(WHOLE)
    schema = load(path)
    assert (schema.name, schema.currency, schema.knows_visitors, schema.orders, schema.duplicates, schema.delimiter) == (
        "my-shop",
        "EUR",
        True,
        "lines",
        "keep",
        ";",
    )
    assert schema.columns["us"] == Origin("timestamp", unit="ms", timezone="Europe/Warsaw")
    assert schema.columns["type"] == Origin("event", map={"view": "view_item"})
    assert schema.columns["channel"] == Origin(value="web")
    assert schema.extras["position"] == Origin("pos", type="BIGINT")
    assert schema.used == {"user", "timestamp", "event", "amount", "colour", "pos"}


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("[colums]\n", "colums", 'Did you mean "columns"?'),
        ("[source]\ncurency = 'EUR'", "curency", 'Did you mean "currency"?'),
        ("[columns]\nvisitorid = 'user'", "visitorid", 'Did you mean "visitor_id"?'),
        ("[columns]\nus = { column = 't', units = 'ms' }", "units", 'Did you mean "unit"?'),
        ("[columns]\nus = { value = 3 }", "us", "Time needs a column"),
        ("[columns]\nprice = { unit = 'ms' }", "price", "needs a column or a value"),
        ("[columns]\nprice = 3", "price", "neither a column nor a table"),
        ("[columns]\nrevenue = 'r'", "revenue", "is not a column of the event that a source can fill"),
        ("[columns]\nprice = { sql = 'x' }", "sql", "is not a key of price"),
        ("[source]\norders = 'line'", "line", 'Did you mean "lines"?'),
        ("[source]\nknows_visitors = 'yes'", "knows_visitors", "is not a bool"),
        ("[source]\nprecision = 'seconds'", "seconds", 'Did you mean "second"?'),
        ("[extras]\nprice = 'p'", "price", "is a column of the event, not an extra"),
        ("[extras]\ncolour = { column = 'c', type = 'TEXT' }", "TEXT", "is not a type for the extra colour"),
        ("[columns]\ntype = { column = 'e', map = 3 }", "type", "map of type is not a table"),
        ("columns = 3", "columns", "is not a table"),
    ],
)
def test_mistakes_name_the_key_and_the_near_one(text: str, column: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(SchemaError) as caught:
        parse(text, tmp_path)
    assert words in str(caught.value)
    assert caught.value.exit_code == 1
    where = caught.value.where
    assert where is not None
    assert (where.file, where.column) == (str(tmp_path / "schema.toml"), column)
    assert caught.value.remedy


def test_no_toml(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="is not valid TOML"):
        parse("[columns", tmp_path)


def test_a_missing_schema(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="No such file"):
        load(tmp_path / "none.toml")


def test_near_names() -> None:
    assert near("prise", ["price", "value"]) == ' Did you mean "price"?'
    assert near("zzz", ["price", "value"]) == ""
