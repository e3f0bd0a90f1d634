"""Is a function of other columns told from chance, from an identifier, and from what merely goes along?"""

import numpy as np
import pandas as pd
import pytest

from footfall.evaluation.dependence import BINS, PURE, Determinant, determinants

ROWS = 2_000


def rows(seed: int = 1, number: int = ROWS) -> pd.DataFrame:
    """Columns that have nothing to do with each other."""
    rng = np.random.default_rng(seed)
    return pd.DataFrame({
        "product": rng.integers(0, 50, number), "colour": rng.choice(["red", "blue", "green"], number),
        "weekday": rng.integers(0, 7, number), "id": np.arange(number),
    })  # fmt: skip


def names(found: list[Determinant]) -> list[tuple[str, ...]]:
    return [each.columns for each in found]


def test_a_look_up_is_found_with_its_figures() -> None:
    columns = rows()
    (found,) = determinants(columns, columns["product"] % 3)
    assert (found.columns, found.values, found.agreeing, found.rows, found.purity) == (("product",), 50, 50, ROWS, 1.0)
    assert found.words() == 'it is a function of "product" (50 of 50 values agree, each seen 40 times on average)'
    assert found.evidence() == "product: purity 1.00000 over 2,000 rows and 50 values"


def test_answers_in_words_are_answers_too() -> None:
    columns = rows()
    assert names(determinants(columns, columns["product"].map(lambda number: "dear" if number > 30 else "cheap"))) == [("product",)]


def test_a_pair_is_found_where_neither_column_alone_says_it() -> None:
    columns = rows()
    answer = (columns["colour"] == "red") ^ (columns["weekday"] % 2 == 0)
    (found,) = determinants(columns, answer)
    assert (found.columns, found.values) == (("colour", "weekday"), 21)
    assert found.words().startswith('it is a function of "colour" and "weekday" (21 of 21 values agree')


def test_a_pair_with_a_column_that_says_it_alone_is_not_told() -> None:
    columns = rows()
    assert names(determinants(columns[["weekday", "colour"]], columns["weekday"] > 4)) == [("weekday",)]


def test_the_fewest_values_come_first() -> None:
    columns = rows().assign(weekday_of=lambda frame: frame["weekday"] * 10 + frame["product"] % 2)
    assert names(determinants(columns, columns["weekday"] > 2)) == [("weekday",), ("weekday_of",)]


def test_no_more_than_three_pairs_are_told() -> None:
    columns = rows()[["colour", "weekday"]]
    answer = (columns["colour"] == "red") ^ (columns["weekday"] % 2 == 0)
    copies = columns.assign(hue=columns["colour"], tint=columns["colour"], day=columns["weekday"])
    found = determinants(copies, answer)
    assert len(found) == 3
    assert all(len(each.columns) == 2 for each in found)


def test_an_identifier_determines_everything_and_proves_nothing() -> None:
    columns = rows()
    answer = pd.Series(np.random.default_rng(2).integers(0, 2, ROWS))
    assert determinants(columns, answer) == []
    twice = columns.assign(id=columns["id"] // 4)
    assert determinants(twice, twice["id"] % 2) == []
    often = columns.assign(id=columns["id"] // 5)
    assert names(determinants(often[["id"]], often["id"] % 2)) == [("id",)]


def test_values_that_mostly_occur_once_have_no_support() -> None:
    few = pd.DataFrame({"code": np.concatenate([np.zeros(1_700, dtype=np.int64), np.arange(1, 301)])})
    assert len(few) / few["code"].nunique() > 5
    assert determinants(few, (few["code"] % 2 == 1).astype(int)) == []


def test_a_rare_answer_is_nearly_constant_everywhere_and_that_is_no_finding() -> None:
    columns = rows(number=20_000)
    rare = pd.Series(np.random.default_rng(3).random(20_000) < PURE / 4_000)
    assert rare.any()
    assert rare.mean() < 1 - PURE
    assert determinants(columns, rare) == []


@pytest.mark.parametrize(("wrong", "number"), [(1, 1), (5, 0)])
def test_a_slip_in_a_thousand_is_forgiven_and_more_is_not(wrong: int, number: int) -> None:
    columns = rows()[["product"]]
    answer = columns["product"] % 2
    answer.iloc[:wrong] = 1 - answer.iloc[:wrong]
    found = determinants(columns, answer)
    assert len(found) == number
    assert all(each.purity == 1 - wrong / ROWS and each.agreeing == 50 - wrong for each in found)


def test_rows_without_an_answer_or_a_value_are_left_out() -> None:
    columns = rows()
    answer = (columns["product"] % 2).astype(float)
    columns["product"] = columns["product"].astype(float).where(columns["id"] >= 200)
    answer[columns["id"] >= 1_500] = np.nan
    (found,) = determinants(columns[["product"]], answer)
    assert found.rows == 1_300


def test_fewer_than_a_hundred_rows_prove_nothing() -> None:
    for number, found in ((99, []), (100, [("half",)])):
        columns = pd.DataFrame({"half": np.arange(number) % 2})
        assert names(determinants(columns, columns["half"] == 1)) == found


def test_one_answer_no_answer_and_amounts_are_not_looked_at() -> None:
    columns = rows()
    assert determinants(columns, pd.Series(np.ones(ROWS))) == []
    assert determinants(columns, pd.Series(np.full(ROWS, np.nan))) == []
    many = columns.assign(product=columns["id"] // 9)
    assert determinants(many[["product"]], many["product"] * 1.5) == []
    assert names(determinants(many[["product"]], many["product"] % BINS)) == [("product",)]


def test_the_columns_are_left_as_they_were() -> None:
    columns = rows()
    before = columns.copy()
    determinants(columns, columns["product"] % 2)
    pd.testing.assert_frame_equal(columns, before)
