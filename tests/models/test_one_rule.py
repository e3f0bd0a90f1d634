"""Is the rule the best there is, and said as a person would say it?"""

import numpy as np
import pandas as pd
import pytest

from footfall.models.family import Machine, Rows
from footfall.models.one_rule import fit_one_rule, in_words
from footfall.models.preparation import preparation

ROWS = 1_000


def rule_of(features: pd.DataFrame, label: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> str:
    prepare = preparation(features, "raw").fit(features)
    rows = Rows(prepare.transform(features), label.astype(np.float64), np.ones(len(features)))
    rule, _ = fit_one_rule({}, rows, None, Machine(1, 1))
    return in_words(rule, prepare, rows.matrix)


def columns() -> pd.DataFrame:
    rng = np.random.default_rng(1)
    countries = np.array(["PL", "CZ", "US"])[rng.integers(0, 3, size=ROWS)]
    return pd.DataFrame(
        {
            "cart_adds": rng.integers(0, 4, size=ROWS).astype(np.float64),
            "price": np.where(rng.random(ROWS) < 0.2, np.nan, rng.random(ROWS)),
            "country": pd.Series(countries, dtype="str").where(rng.random(ROWS) < 0.8),
        }
    )


@pytest.mark.parametrize(
    ("column", "condition", "words"),
    [
        ("cart_adds", lambda values: values > 0, "cart_adds > 0.5"),
        ("cart_adds", lambda values: values <= 1, "cart_adds <= 1.5"),
        ("country", lambda values: values == "PL", 'country is "PL"'),
        ("country", lambda values: ~(values == "CZ"), 'country is not "CZ"'),
        ("country", lambda values: values.isna(), "country is unknown"),
    ],
)
def test_the_rule_that_made_the_labels_is_found_and_said(column: str, condition: object, words: str) -> None:
    features = columns()
    assert callable(condition)
    assert rule_of(features, condition(features[column]).to_numpy(dtype=np.bool_)) == words


def test_missing_values_are_said_where_they_count_as_yes() -> None:
    features = columns()
    words = rule_of(features, (~(features["price"] <= 0.5)).to_numpy(dtype=np.bool_))
    assert words.startswith("price > 0.")
    assert words.endswith(" or unknown")
    assert not rule_of(features, (features["price"] > 0.5).to_numpy(dtype=np.bool_)).endswith("unknown")


def test_only_gaps_that_tell_are_said_without_a_threshold() -> None:
    features = columns()
    gaps = features["price"].isna().to_numpy(dtype=np.bool_)
    assert rule_of(features, gaps) == "price is unknown"
    assert rule_of(features, ~gaps) == "price is known"


def test_labels_that_no_rule_tells_apart_are_said() -> None:
    assert rule_of(columns(), np.zeros(ROWS, dtype=np.bool_)) == "no rule tells anything"
