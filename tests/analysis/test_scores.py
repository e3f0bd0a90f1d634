"""Do the scores of an amount carry their interval, those of a probability none, and all the part that their target's split gives them?"""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from tests.explore.made import SHOP, event, visits
from tests.models.synthetic import amounts, binary

from footfall.analysis.answers import Answer
from footfall.analysis.scores import begun_sql, columns_of, ends_of, part_of, scores_of, table_scores
from footfall.dataset.dataset import Dataset
from footfall.dataset.horizon import parts_of_visitors
from footfall.evaluation.evaluate import not_asked
from footfall.events.event import DAY_US
from footfall.models.classification import fit_classifiers
from footfall.models.fitted import Fit
from footfall.models.regression import fit_regressors
from footfall.settings import Settings


@pytest.fixture(scope="module")
def revenues() -> Dataset:
    return amounts(3_000)


@pytest.fixture(scope="module")
def revenue_fit(revenues: Dataset) -> Fit:
    return fit_regressors(revenues, effort="quick", seed=1)


def answered(dataset: Dataset, fit: Fit | None) -> Answer:
    return Answer(dataset.question, not_asked(dataset.question, "only the fit is looked at"), fit)


def test_every_amount_gets_its_interval_and_most_lie_in_it(revenues: Dataset, revenue_fit: Fit) -> None:
    done = answered(revenues, revenue_fit)
    found = table_scores(revenues, done, pd.Series(["all"] * len(revenues)))
    low, high, label = found["revenue_session_low"], found["revenue_session_high"], found["revenue_session_label"]
    assert (low == 0).all()
    assert (high > 0).all()
    assert 0.87 < label[label > 0].between(low[label > 0], high[label > 0]).mean() < 0.97
    assert [name for name in columns_of(done, "revenue_session") if "_" in name][:4] == [
        "revenue_session", "revenue_session_low", "revenue_session_high", "revenue_session_label",
    ]  # fmt: skip


def test_where_nothing_is_asked_nothing_is_said(revenues: Dataset, revenue_fit: Fit) -> None:
    ends = ends_of(answered(revenues, revenue_fit), "revenue_session", np.array([np.nan, 5.0]))
    assert np.isnan([each[0] for each in ends.values()]).all()
    assert columns_of(answered(revenues, None), "revenue_session") == ()
    assert ends_of(answered(revenues, None), "revenue_session", np.ones(2)) == {}


def test_without_intervals_there_are_no_columns_for_them(revenues: Dataset, revenue_fit: Fit) -> None:
    bare = replace(revenue_fit, models=tuple(replace(model, intervals=None) for model in revenue_fit.models))
    assert ends_of(answered(revenues, bare), "revenue_session", np.ones(2)) == {}
    visits = binary(2_000)
    done = answered(visits, fit_classifiers(visits, effort="quick", seed=1))
    assert not {"converts_session_low", "converts_session_high"} & set(columns_of(done, "converts_session"))


def test_visitors_fall_into_the_parts_of_the_split_and_who_is_not_asked_into_none(revenues: Dataset) -> None:
    days = np.arange(0, 60, dtype=np.int64)
    frame, label = pd.DataFrame({"start_us": days * DAY_US}), np.zeros(60)
    label[3] = np.nan
    found = pd.DataFrame({"known_us": (days + 7.0) * DAY_US, "visitor_no": days * 31.0})
    found.loc[3] = np.nan
    by_visitor = replace(answered(revenues, None), borders_us=(40 * DAY_US,))
    part = part_of(frame, found, label, by_visitor, Settings(seed=2))
    expected = parts_of_visitors(days * DAY_US, (days + 7) * DAY_US, label, days * 31, by_visitor.borders_us, Settings(seed=2))
    assert (part == expected).all()
    assert part[3] == "unlabelled"
    assert set(part[34:40]) == {"unlabelled"}
    assert set(part[40:]) == {"test"}
    assert {"train", "tune", "calibrate"} <= set(part[:34])
    in_time = replace(by_visitor, borders_us=tuple(day * DAY_US for day in (20, 30, 40)))
    assert part_of(frame, found, label, in_time, Settings(seed=2))[[0, 15, 21, 29, 31, 50]].tolist() == [
        "train", "unlabelled", "tune", "unlabelled", "calibrate", "test",
    ]  # fmt: skip


def test_every_row_that_was_learnt_from_has_its_out_of_fold_score_whatever_its_part() -> None:
    dataset = binary(1_500)
    fit = fit_classifiers(dataset, effort="quick", seed=1)
    learnt = np.isin(dataset.part, ("train", "tune"))
    keys = dataset.ids.loc[learnt, ["event_id", "cut_off_us"]]
    done = replace(answered(dataset, fit), learnt=keys.assign(score=0.123))
    asked = np.ones(len(dataset), dtype=np.bool_)
    score = scores_of(done, dataset.ids, dataset.features, asked)
    assert (score[learnt] == 0.123).all()
    np.testing.assert_array_equal(score[~learnt], fit.best.predict(dataset.features)[~learnt])
    asked[learnt] = False
    assert np.isnan(scores_of(done, dataset.ids, dataset.features, asked)[learnt]).all()


def test_a_session_is_told_by_the_first_channel_country_and_device_that_an_event_of_it_tells() -> None:
    rows = [
        event("s1", minute=0, country="PL"),
        event("s1", minute=1, channel="email", country="DE"),
        event("s1", minute=2, channel="search"),
    ]
    log = visits([*rows, event("s2", day=1)], SHOP)
    begun = log.engine.frame(f"{begun_sql(log)} ORDER BY session_no").drop(columns="session_no")
    told = begun.astype("object").where(begun.notna(), None).to_numpy().tolist()
    assert sorted(told, key=str) == [["email", "PL", None], [None, None, None]]
