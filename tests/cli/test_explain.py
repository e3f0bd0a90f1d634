"""Does `footfall explain` show what a feature means?"""

import pytest
from tests.cli.conftest import Typed

from footfall.features.catalog import FEATURES


def test_all_are_listed(typed: Typed) -> None:
    assert len(typed("explain").out.splitlines()) == len(FEATURES)
    assert typed("explain", "--json").record == {each.name: each.doc for each in FEATURES}


def test_one_is_explained(typed: Typed) -> None:
    said = typed("explain", "cart_value")
    assert said.code == 0
    assert said.out.startswith("cart_value: Value put in the cart so far")
    assert "unit: currency" in said.out
    assert "SELECT" in said.out
    record = typed("explain", "cart_value", "--json").record
    assert set(record) == {"name", "doc", "unit", "declaration", "scope", "clock", "sql"}


def test_the_sql_of_another_engine(typed: Typed) -> None:
    duckdb, spark = typed("explain", "cart_value").out, typed("explain", "cart_value", "--dialect", "spark").out
    assert "AS BIGINT" in duckdb or "visits" in duckdb
    assert spark.partition("SELECT")[0] == duckdb.partition("SELECT")[0]


@pytest.mark.parametrize("name", ["clicks_in_sale", "seconds_in_sale"])
def test_a_category_has_features_of_its_own(typed: Typed, name: str) -> None:
    said = typed("explain", name)
    assert said.code == 0
    assert "'sale'" in said.out


@pytest.mark.parametrize("name", ["cart_valeu", "clicks_in_", "hours_in_sale"])
def test_an_unknown_name_is_refused(typed: Typed, name: str) -> None:
    said = typed("explain", name)
    assert said.code == 1
    assert name in said.err


def test_a_near_name_is_suggested(typed: Typed) -> None:
    assert "cart_value" in typed("explain", "cart_valeu").err
