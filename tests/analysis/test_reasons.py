"""Are reasons given where they can be, and is it said where they cannot?"""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from tests.analysis.monitored import fitted

from footfall.analysis.answers import Answer
from footfall.analysis.reasons import explained, with_reasons
from footfall.dataset.dataset import Dataset
from footfall.dataset.table import from_table
from footfall.evaluation.evaluate import not_asked, predictions
from footfall.events.log import SessionTable, SourceInfo
from footfall.models.background import background
from footfall.models.preparation import tidy
from footfall.settings import Settings

SOURCE = SourceInfo("made", kind="session_table")


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    rng = np.random.default_rng(1)
    pages = rng.integers(0, 9, 400) * 1.0
    frame = pd.DataFrame({"pages": pages, "seconds": rng.random(400), "bought": rng.random(400) < pages / 10})
    return from_table(SessionTable(frame, "bought", SOURCE, {}), Settings())


def answered(dataset: Dataset, champion: str) -> Answer:
    """Return an answer with this champion, which keeps what reasons are measured against."""
    fit = fitted(dataset)
    inputs = tidy(dataset.features, list(dataset.features.columns))
    usual = background(inputs, fit.best.pipeline["prepare"].transform(inputs), seed=1)
    done = replace(fit, champion=champion, background=usual)
    return Answer(dataset.question, not_asked(dataset.question, ""), done, predictions(done, dataset))


def test_a_model_that_can_be_taken_apart_gives_reasons(dataset: Dataset) -> None:
    done = explained(answered(dataset, "logistic_regression"), dataset, SOURCE, ())
    assert [each.place for each in done.result.examples] == ["highest", "median", "lowest"]
    assert not any("No reasons" in note for note in done.result.notes)


def test_one_that_cannot_says_so_and_leaves_the_columns_empty(dataset: Dataset) -> None:
    done = explained(answered(dataset, "baseline"), dataset, SOURCE, ())
    assert done.result.notes == ("No reasons are given for single scores: those of Baseline cannot be taken apart by feature.",)
    assert done.result.examples == ()
    frame = pd.DataFrame({"bought": [0.5, 0.5]})
    with_reasons(frame, done, dataset.features.iloc[:2], np.ones(2, dtype=np.bool_))
    assert frame[[f"bought_reason_{place}" for place in (1, 2, 3)]].isna().all(axis=None)
