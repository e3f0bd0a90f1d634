"""Is a column's share of the answer measured on rows it has not seen, and is only what stands out flagged?"""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import roc_auc_score
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from footfall.dataset.dataset import Floats
from footfall.evaluation.strength import ALONE, CANDIDATES, Strength, missingness, single, strongest

ROWS = 2_000


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Small trees are quicker on one thread than on several that wait for each other."""
    with threadpool_limits(1):
        yield


def shop(seed: int = 1) -> tuple[pd.DataFrame, Floats]:
    """Three columns that say a little each, and one that says nothing."""
    rng = np.random.default_rng(seed)
    pages, mail, noise = rng.normal(size=ROWS), rng.random(ROWS) < 0.3, rng.normal(size=ROWS)
    hours = rng.normal(size=ROWS)
    label = (rng.random(ROWS) < 1 / (1 + np.exp(1.5 - pages - 0.8 * mail - 0.7 * hours))).astype(np.float64)
    channel = pd.Series(np.where(mail, "mail", rng.choice(["search", "direct"], ROWS)), dtype="str")
    return pd.DataFrame({"pages": pages, "channel": channel, "noise": noise, "hours": hours}), label


def scored(label: Floats, seed: int = 5) -> Floats:
    """Return what an analytics tool computed from the outcome."""
    rng = np.random.default_rng(seed)
    score: Floats = label + 0.45 * rng.normal(size=len(label))
    return score


def alone(columns: pd.DataFrame, label: Floats) -> dict[str, float]:
    return {each.column: each.alone for each in single(columns, label, seed=1)}


def test_the_strongest_come_first_and_noise_is_worth_nothing() -> None:
    columns, label = shop()
    found = single(columns, label, seed=1)
    assert [each.column for each in found] == ["pages", "hours", "channel", "noise"]
    assert 0.65 < found[0].alone < roc_auc_score(label, columns["pages"])
    assert found[-1].alone == pytest.approx(0.5, abs=0.03)
    assert [each.alone for each in found] == sorted((each.alone for each in found), reverse=True)


def test_a_column_is_as_strong_upside_down_and_whatever_its_scale() -> None:
    columns, label = shop()
    others = pd.DataFrame({"down": -columns["pages"], "large": np.exp(columns["pages"] * 3), "as it is": columns["pages"]})
    found = alone(others, label)
    assert found["large"] == pytest.approx(found["as it is"], abs=1e-12)
    assert found["down"] == pytest.approx(found["as it is"], abs=0.01)


def test_an_identifier_in_words_is_worth_nothing() -> None:
    _, label = shop()
    words = pd.DataFrame({"id": pd.Series([f"row {number}" for number in range(ROWS)], dtype="str")})
    assert alone(words, label)["id"] == pytest.approx(0.5, abs=0.03)


def test_the_answer_itself_is_worth_everything_and_a_constant_nothing() -> None:
    _, label = shop()
    found = alone(pd.DataFrame({"copy": label, "constant": np.ones(ROWS), "words": np.where(label == 1, "yes", "no")}), label)
    assert (found["copy"], found["words"]) == (1.0, 1.0)
    assert found["constant"] == pytest.approx(0.5, abs=0.02)


def test_a_value_that_many_rows_share_has_a_bin_of_its_own() -> None:
    rng = np.random.default_rng(4)
    label = (np.arange(ROWS) % 5 == 0).astype(np.float64)
    value = np.where(label == 1, 10.0, np.where(rng.random(ROWS) < 0.5, rng.uniform(0, 10, ROWS), rng.uniform(10, 20, ROWS)))
    assert alone(pd.DataFrame({"value": value}), label)["value"] > 0.99


def test_what_is_missing_has_a_bin_of_its_own() -> None:
    rng = np.random.default_rng(4)
    label = (np.arange(ROWS) % 5 == 0).astype(np.float64)
    value = np.where((label == 1) & (rng.random(ROWS) < 0.9), np.nan, rng.normal(size=ROWS))
    words = pd.Series(["told"] * ROWS, dtype="str").where(~np.isnan(value))
    found = alone(pd.DataFrame({"value": value, "words": words}), label)
    assert found["value"] > 0.9
    assert found["words"] > 0.9


def test_the_seed_decides_the_folds() -> None:
    columns, label = shop()
    assert single(columns, label, seed=1) == single(columns, label, seed=1)
    assert single(columns, label, seed=1) != single(columns, label, seed=2)


def test_what_the_outcome_gave_is_flagged_with_what_goes_with_it() -> None:
    columns, label = shop()
    spoilt = columns.assign(value=scored(label))
    (found,) = strongest(spoilt, label, single(spoilt, label, seed=1), seed=1)
    assert found.column == "value"
    assert found.alone > ALONE
    assert found.everything > found.without + 0.05
    assert found.without == pytest.approx(strongest_of(columns, label), abs=1e-12)
    assert found.carried == pytest.approx((found.everything - found.without) / (found.everything - 0.5))


def strongest_of(columns: pd.DataFrame, label: Floats) -> float:
    """Return the AUC of all columns together, as it is reported of a column whose loss leaves these."""
    added = columns.assign(other=scored(label, seed=6))
    (found,) = strongest(added, label, [Strength("other", 0.99)], seed=1)
    return found.without


def test_a_shop_without_a_leak_has_nothing_that_stands_out() -> None:
    columns, label = shop()
    assert strongest(columns, label, [Strength(name, 0.99) for name in ("channel", "noise")], seed=1) == []


def test_two_that_say_the_same_are_not_flagged_since_neither_is_missed() -> None:
    columns, label = shop()
    value = scored(label)
    twice = columns.assign(value=value, copy=value * 2)
    assert strongest(twice, label, single(twice, label, seed=1), seed=1) == []


def test_where_nothing_lies_above_chance_there_is_nothing_to_carry() -> None:
    assert (Strength("x", 0.9, 0.49, 0.40).lost, Strength("x", 0.9, 0.49, 0.40).carried) == (0.0, 0.0)
    assert Strength("x", 0.9, 0.5, 0.3).carried == 0.0
    assert Strength("x", 0.9, 0.56, 0.40).carried == 1.0
    assert Strength("x", 0.9, 0.56, 0.40).lost == pytest.approx(0.06)
    assert Strength("x", 0.9, 0.7, 0.8).carried == 0.0


def test_a_column_below_the_bar_and_a_column_without_company_are_not_looked_at() -> None:
    columns, label = shop()
    spoilt = columns.assign(value=scored(label))
    assert strongest(spoilt, label, [Strength("value", ALONE - 0.001)], seed=1) == []
    assert strongest(spoilt[["value"]], label, [Strength("value", 0.99)], seed=1) == []
    late = [Strength("noise", 0.9)] * CANDIDATES + [Strength("value", 0.9)]
    assert "value" not in [each.column for each in strongest(spoilt, label, late, seed=1)]


def test_whether_a_column_is_filled_in_is_measured_in_either_direction() -> None:
    rng = np.random.default_rng(1)
    label = (rng.random(ROWS) < 0.2).astype(np.float64)
    columns = pd.DataFrame({
        "for buyers": np.where(label == 1, 1.0, np.nan), "not for buyers": pd.Series(["told"] * ROWS, dtype="str").where(label == 0),
        "by chance": np.where(rng.random(ROWS) < 0.5, 1.0, np.nan), "always": np.ones(ROWS), "never": np.full(ROWS, np.nan),
    })  # fmt: skip
    found = dict(missingness(columns, label))
    assert list(found) == ["for buyers", "not for buyers", "by chance"]
    assert (found["for buyers"], found["not for buyers"]) == (1.0, 1.0)
    assert 0.5 <= found["by chance"] < 0.55


def test_the_columns_are_left_as_they_were() -> None:
    columns, label = shop()
    before = columns.copy()
    strongest(columns, label, single(columns, label, seed=1), seed=1)
    pd.testing.assert_frame_equal(columns, before)
