"""Is a feature explained in words and in SQL, and a near name suggested?"""

import pytest
import sqlglot
from tests.proof.matrix import CATALOGUE
from tests.proof.runs import visits
from tests.proof.streams import fixed

from footfall.engines.dialect import transpile
from footfall.errors import UsageError
from footfall.features.batch import features_sql
from footfall.features.explain import explain


def test_a_feature_in_words() -> None:
    told = explain("cart_value", CATALOGUE)
    assert told.doc == "Value put in the cart so far in this session."
    assert told.declaration == "total((price_micros * quantity)), where (type = 'add_to_cart'), over the session"
    assert (told.unit, told.scope, told.clock) == ("currency", "session", "day")


def test_a_key_is_told() -> None:
    assert "by item_id" in explain("views_of_this_item", CATALOGUE).declaration


def test_a_ratio_is_explained_with_its_parts() -> None:
    told = explain("price_against_mean", CATALOGUE)
    assert told.declaration == "price_against_mean=price_now/price_mean"
    assert "price_now" in told.sql
    assert "price_mean" in told.sql


@pytest.mark.parametrize(("name", "near"), [("cart_vale", "cart_value"), ("pricemean", "price_mean"), ("clicks7d", "clicks_7d")])
def test_near_names_are_suggested(name: str, near: str) -> None:
    with pytest.raises(UsageError, match=rf"There is no feature '{name}'.*Did you mean .*{near}"):
        explain(name, CATALOGUE)


def test_a_name_like_no_other_gets_the_list() -> None:
    with pytest.raises(UsageError, match="without a name lists them"):
        explain("zzzzzz", CATALOGUE)


def test_the_explained_sql_is_the_sql_that_runs() -> None:
    engine = visits(fixed(4))
    whole = features_sql(CATALOGUE, "visits")
    for name in ("price_spread", "clicks_7d", "value_seen", "orders_per_session", "first_channel"):
        alone = engine.rows(f"SELECT ord, {name} FROM ({explain(name, CATALOGUE).sql}) ORDER BY ord")
        assert alone == engine.rows(f"SELECT ord, {name} FROM ({whole}) ORDER BY ord")


def test_the_whole_catalogue_reads_as_spark() -> None:
    for name in CATALOGUE.names:
        assert sqlglot.parse_one(explain(name, CATALOGUE, dialect="spark").sql, dialect="spark").find(sqlglot.exp.Select)
    whole = sqlglot.parse_one(transpile(features_sql(CATALOGUE, "visits")), dialect="spark")
    assert isinstance(whole, sqlglot.exp.Select)
    assert whole.named_selects == ["ord", *CATALOGUE.names]
