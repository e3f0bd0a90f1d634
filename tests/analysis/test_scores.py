"""Do the scores of an amount carry their interval, and those of a probability none?"""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from tests.models.synthetic import amounts, binary

from footfall.analysis.answers import Answer
from footfall.analysis.scores import columns_of, ends_of, table_scores
from footfall.dataset.dataset import Dataset
from footfall.evaluation.evaluate import not_asked
from footfall.models.classification import fit_classifiers
from footfall.models.fitted import Fit
from footfall.models.regression import fit_regressors


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
