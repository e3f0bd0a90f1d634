"""Does every column a shop may have become numbers, without looking beyond the training rows?"""

import numpy as np
import pandas as pd
import pytest

from footfall.models.preparation import MOST_CATEGORIES, Shape, blocks, constant_columns, known_values, preparation, tidy


def features(rows: int = 400, seed: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "clicks": rng.integers(0, 9, size=rows).astype(np.float64),
            "value": np.where(rng.random(rows) < 0.3, np.nan, np.exp(2 * rng.normal(size=rows))),
            "country": pd.Series(np.array(["PL", "CZ", "US"])[rng.integers(0, 3, size=rows)], dtype="str").where(rng.random(rows) < 0.9),
        }
    )


@pytest.mark.parametrize("shape", ["raw", "scaled"])
def test_unseen_missing_and_infinite_values_are_scored(shape: Shape) -> None:
    fitted = preparation(features(), shape).fit(features())
    strange = pd.DataFrame({"clicks": [np.inf, np.nan], "value": [-1e300, np.nan], "country": pd.Series(["never seen", None], dtype="str")})
    matrix = fitted.transform(tidy(strange, ["clicks", "value", "country"]))
    assert not np.isinf(matrix).any()
    assert np.isnan(matrix).any() == (shape == "raw")


@pytest.mark.parametrize("shape", ["raw", "scaled"])
def test_a_hundred_thousand_categories_cost_a_bounded_number_of_columns(shape: Shape) -> None:
    items = pd.DataFrame({"item": pd.Series([f"i{number // 2}" for number in range(200_000)] + ["hit"] * 50, dtype="str")})
    fitted = preparation(items, shape).fit(items)
    assert fitted.transform(items.iloc[-2:]).shape[1] <= MOST_CATEGORIES


def test_rare_and_unseen_categories_share_a_column() -> None:
    column = pd.DataFrame({"page": pd.Series(["home"] * 100 + ["cart"] * 50 + ["odd"] * 3, dtype="str")})
    fitted = preparation(column, "raw").fit(column)
    three = fitted.transform(pd.DataFrame({"page": pd.Series(["odd", "new", "home"], dtype="str")}))
    assert three[0].tolist() == three[1].tolist() != three[2].tolist()


def test_scaled_columns_are_centred_on_the_training_rows_alone() -> None:
    train, test = features(seed=1), features(seed=2)
    fitted = preparation(train, "scaled").fit(train)
    assert np.abs(fitted.transform(train).mean(axis=0)[:2]).max() < 1e-9
    assert np.abs(fitted.transform(test).mean(axis=0)[:2]).max() > 1e-6


@pytest.mark.parametrize("shape", ["raw", "scaled"])
def test_blocks_name_the_columns_that_a_feature_moves_and_no_others(shape: Shape) -> None:
    train = features()
    fitted = preparation(train, shape).fit(train)
    whole = fitted.transform(train)
    columns = blocks(fitted)
    assert sorted(column for block in columns.values() for column in block) == list(range(whole.shape[1]))
    for name in train.columns:
        changed = train.copy()
        changed[name] = changed[name].sample(frac=1.0, random_state=1).to_numpy()
        differing = np.flatnonzero(
            [not np.array_equal(a, b, equal_nan=True) for a, b in zip(whole.T, fitted.transform(changed).T, strict=True)]
        )
        assert set(differing.tolist()) <= set(columns[name])
        assert len(differing) > 0


def test_a_column_that_is_empty_in_a_fold_is_no_error() -> None:
    empty = features().assign(value=np.nan)
    assert np.isfinite(preparation(features(), "scaled").fit(empty).transform(empty)).all()


def test_one_value_throughout_is_constant_one_value_with_gaps_is_not() -> None:
    frame = pd.DataFrame({"one": [1.0, 1.0], "none": [np.nan, np.nan], "gaps": [1.0, np.nan], "two": [1.0, 2.0]})
    assert constant_columns(frame) == ["one", "none"]


def test_the_input_is_not_changed() -> None:
    frame = pd.DataFrame({"clicks": [np.inf, 1.0]})
    tidy(frame, ["clicks"])
    assert np.isinf(frame["clicks"].iloc[0])


def test_the_values_that_training_knew_are_told_rare_ones_too_and_gaps_not() -> None:
    column = pd.DataFrame({"page": pd.Series(["home"] * 100 + ["01"] * 3 + [None], dtype="str"), "clicks": np.arange(104.0)})
    assert known_values(preparation(column, "raw").fit(column)) == {"page": ("01", "home")}
