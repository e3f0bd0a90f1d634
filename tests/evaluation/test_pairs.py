"""Are pairs found that tell the answer together, and is a pair no finding where one of the two says it already?"""

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from footfall.dataset.dataset import Floats
from footfall.evaluation.pairs import Pair, pairs_of_amount, pairs_of_label
from footfall.evaluation.strength import single, single_of_amount

ROWS = 3_000


def shop(seed: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    return pd.DataFrame({
        "kind": pd.Series(rng.choice(["a", "b", "c"], ROWS), dtype="str"), "price": np.exp(rng.normal(size=ROWS)),
        "paid": rng.gamma(2.0, 10.0, ROWS), "due": rng.gamma(2.0, 10.0, ROWS),
    })  # fmt: skip


def of_label(columns: pd.DataFrame, answer: "pd.Series[bool]") -> list[Pair]:
    label: Floats = np.asarray(answer, dtype=np.float64)
    return pairs_of_label(columns, label, single(columns, label, seed=1), seed=1)


def of_amount(columns: pd.DataFrame, amount: Floats) -> list[Pair]:
    ranks = rankdata(amount)
    return pairs_of_amount(columns, ranks, single_of_amount(columns, ranks, seed=1), seed=1)


def test_a_threshold_in_each_category_is_found() -> None:
    columns = shop()
    middle = columns["kind"].map({"a": 0.5, "b": 1.0, "c": 2.0})
    (found,) = of_label(columns, columns["price"] > middle)
    assert (found.columns, found.how, found.certain) == (("kind", "price"), "cells", True)
    assert found.strength >= 0.99 > 0.95 > found.alone


def test_the_sign_of_a_difference_is_found() -> None:
    columns = shop()
    found = of_label(columns, columns["paid"] >= columns["due"])
    assert (found[0].columns, found[0].how, found[0].strength) == (("paid", "due"), "difference", 1.0)


def test_two_numbers_that_are_equal_only_where_nothing_happened_are_found() -> None:
    columns = shop()
    label = np.zeros(ROWS)
    label[::4] = 1
    moved = columns.assign(due=columns["paid"] + label * np.where(np.arange(ROWS) % 8 == 0, 3.0, -2.0))
    first = of_label(moved, pd.Series(label == 1))[0]
    assert (first.columns, first.how, first.strength) == (("paid", "due"), "difference", 1.0)


def test_a_difference_that_tells_much_is_no_certainty() -> None:
    columns, rng = shop(), np.random.default_rng(2)
    label = columns["paid"] - columns["due"] + 8 * rng.normal(size=ROWS) > 0
    (found,) = of_label(columns, label)
    assert (found.columns, found.how, found.certain) == (("paid", "due"), "difference", False)


def test_a_column_that_says_it_alone_makes_no_pair() -> None:
    columns = shop()
    assert of_label(columns, columns["price"] > 1) == []


def test_what_has_nothing_to_do_with_the_answer_makes_no_pair() -> None:
    rng = np.random.default_rng(3)
    assert of_label(shop(), pd.Series(rng.random(ROWS) < 0.3)) == []
    assert of_amount(shop(), rng.gamma(2.0, 3.0, ROWS)) == []


def test_a_product_and_a_sum_are_amounts_of_two_columns() -> None:
    columns = shop().assign(units=np.random.default_rng(4).integers(1, 6, ROWS).astype(np.float64))
    assert of_amount(columns, (columns["price"] * columns["units"]).to_numpy())[0].columns == ("price", "units")
    (found,) = of_amount(columns, (columns["paid"] + columns["due"]).to_numpy())
    assert (found.columns, found.how, found.certain) == (("paid", "due"), "sum", True)


def test_an_amount_with_noise_of_its_own_is_none() -> None:
    columns, rng = shop(), np.random.default_rng(5)
    assert of_amount(columns, (columns["paid"] * columns["price"] * np.exp(0.3 * rng.normal(size=ROWS))).to_numpy()) == []


def test_missing_values_are_borne() -> None:
    columns = shop()
    label = columns["paid"] >= columns["due"]
    columns["due"] = columns["due"].where(np.arange(ROWS) % 7 > 0)
    columns["empty"] = np.nan
    assert of_label(columns, label)[0].columns == ("paid", "due")
