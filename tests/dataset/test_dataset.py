"""Does a data set know its own columns, and do its rows stay together when some are taken?"""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from tests.models.synthetic import binary

from footfall.dataset.dataset import PARTS, Dataset


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return binary(300)


def test_columns_are_told_apart_by_what_they_hold(dataset: Dataset) -> None:
    assert dataset.categorical == ["channel"]
    assert dataset.numeric == ["views", "price_mean", "click_number", "constant", "noise"]
    assert len(dataset) == 300


def test_rows_that_are_taken_stay_together(dataset: Dataset) -> None:
    mask = np.arange(300) % 7 == 3
    taken = dataset.where(mask)
    assert len(taken) == mask.sum()
    pd.testing.assert_frame_equal(taken.features, dataset.features[mask].reset_index(drop=True))
    pd.testing.assert_frame_equal(taken.ids, dataset.ids[mask].reset_index(drop=True))
    for name in ("label", "part", "group", "weight"):
        assert (getattr(taken, name) == getattr(dataset, name)[mask]).all(), name
    assert (taken.question, taken.docs, taken.split) == (dataset.question, dataset.docs, dataset.split)


def test_only_gives_the_rows_of_the_parts_that_are_named(dataset: Dataset) -> None:
    assert set(dataset.only("train").part) == {"train"}
    both = dataset.only("tune", "test")
    assert len(both) == (dataset.part == "tune").sum() + (dataset.part == "test").sum()
    assert sum(len(dataset.only(part)) for part in PARTS) == len(dataset)
    assert len(dataset.only("unlabelled")) == 0


def test_a_feature_is_taken_away_from_the_copy_alone(dataset: Dataset) -> None:
    fewer = dataset.without("views", "channel")
    assert list(fewer.features.columns) == ["price_mean", "click_number", "constant", "noise"]
    assert (fewer.categorical, "views" in dataset.features.columns) == ([], True)
    assert (fewer.label == dataset.label).all()


def test_a_feature_that_is_not_there_cannot_be_taken_away(dataset: Dataset) -> None:
    with pytest.raises(KeyError, match="vews"):
        dataset.without("vews")


def test_asked_at_clicks_wants_two_clicks_of_one_session() -> None:
    dataset = binary(200)
    assert dataset.asked_at_clicks
    assert not dataset.where(dataset.ids["click"].to_numpy() == 1).asked_at_clicks
    twice = replace(dataset, ids=dataset.ids.assign(session_id=[f"s{row // 2}" for row in range(len(dataset))], click=3))
    assert not twice.asked_at_clicks
    unknown = replace(dataset, ids=dataset.ids.assign(session_id=pd.Series([None] * len(dataset), dtype="str")))
    assert not unknown.asked_at_clicks


def test_a_visitor_asked_weekly_is_not_asked_at_clicks_even_where_a_session_lasts_past_a_cut_off() -> None:
    dataset = binary(200)
    visitor = np.arange(len(dataset)) // 4
    session = [f"v{row // 4}-{max(row % 4, 1)}" for row in range(len(dataset))]
    weekly = replace(dataset, group=visitor, ids=dataset.ids.assign(session_id=session, click=np.arange(len(dataset)) % 4 + 1))
    assert not weekly.asked_at_clicks
