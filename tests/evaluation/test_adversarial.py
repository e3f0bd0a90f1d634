"""Is a test part of another kind told, and is ordinary drift not?"""

from dataclasses import replace

import numpy as np
import pytest
from tests.models.synthetic import binary
from tests.proof.tables import log

from footfall.dataset.dataset import Dataset
from footfall.evaluation.adversarial import Difference, parts_apart


def apart(dataset: Dataset) -> Difference:
    found = parts_apart(dataset, seed=1)
    assert found is not None
    return found


def shop(growth: float = 0.0) -> Dataset:
    return log(np.random.default_rng(3), growth=growth)


def test_parts_that_are_alike_are_worth_a_coin() -> None:
    found = apart(shop())
    assert found.low < 0.55
    assert not found.unusual
    assert (found.columns, found.drifting) == ((), ())


def test_what_changed_is_named_with_its_strength() -> None:
    dataset = shop()
    test = dataset.part == "test"
    changed = dataset.features.assign(views=dataset.features["views"].where(~test, dataset.features["views"] * 5 + 9))
    found = apart(replace(dataset, features=changed))
    assert found.unusual
    assert found.columns[0][0] == "views"
    assert found.columns[0][1] > 0.9
    assert found.low < found.auc <= found.high <= 1


def test_a_new_category_is_a_change() -> None:
    dataset = shop()
    channel = dataset.features["channel"].where((dataset.part != "test") | (dataset.features["channel"] != "mail"), "affiliate")
    found = apart(replace(dataset, features=dataset.features.assign(channel=channel)))
    assert [name for name, _ in found.columns] == ["channel"]
    assert 0.7 < found.low < 0.8


def test_what_grows_all_the_time_is_left_out() -> None:
    found = apart(shop(growth=1.0))
    assert found.drifting == ("price_mean", "events_so_far", "days_so_far")
    assert found.low < 0.55
    assert not found.unusual


def test_what_grows_and_then_leaps_is_told() -> None:
    dataset = shop(growth=1.0)
    price = dataset.features["price_mean"].where(dataset.part != "test", dataset.features["price_mean"] * 20)
    found = apart(replace(dataset, features=dataset.features.assign(price_mean=price)))
    assert "price_mean" not in found.drifting
    assert found.unusual
    assert found.columns[0][0] == "price_mean"


def test_what_all_together_drift_by_inside_training_is_expected() -> None:
    dataset = shop()
    at = dataset.ids["cut_off_us"].to_numpy() / dataset.ids["cut_off_us"].max()
    rng = np.random.default_rng(9)
    weak = {f"weak_{n}": 0.35 * at / at.std() * 0.5 + rng.normal(size=len(at)) for n in range(12)}
    found = apart(replace(dataset, features=dataset.features.assign(**weak)))
    assert found.low > 0.6
    assert found.expected > found.low


def test_without_time_nothing_is_expected_and_nothing_drifts() -> None:
    dataset = replace(shop(growth=1.0), borders_us=())
    found = apart(dataset)
    assert (found.expected, found.drifting) == (0.5, ())
    assert found.unusual


@pytest.mark.parametrize("rows", [300, 40])
def test_too_few_rows_or_groups_tell_nothing(rows: int) -> None:
    assert parts_apart(binary(rows), seed=1) is None


def test_a_column_that_is_empty_in_one_part_is_borne() -> None:
    dataset = shop()
    found = apart(replace(dataset, features=dataset.features.assign(fresh=np.where(dataset.part == "test", 1.0, np.nan), never=np.nan)))
    assert found.columns[0] == ("fresh", 1.0)


def test_the_same_seed_says_the_same() -> None:
    assert parts_apart(shop(), seed=4) == parts_apart(shop(), seed=4)
