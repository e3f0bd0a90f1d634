"""Are the examples the rows that they say they are?"""

import numpy as np
import pytest
from tests.models.synthetic import binary

from footfall.evaluation.examples import examples
from footfall.models.classification import fit_classifiers
from footfall.models.fitted import Fit
from footfall.models.training import labelled
from footfall.scoring.reasons import Reasoner, reasoner

DATA = binary(1_500)


@pytest.fixture(scope="module")
def fit() -> Fit:
    return fit_classifiers(DATA, effort="quick", seed=1)


@pytest.fixture(scope="module")
def explain(fit: Fit) -> Reasoner:
    assert fit.background is not None
    found = reasoner(fit.best, fit.background, DATA.question)
    assert found is not None
    return found


def test_highest_middle_and_lowest_with_their_reasons(fit: Fit, explain: Reasoner) -> None:
    test = labelled(DATA, "test")
    score = fit.best.predict(test.features)
    found = examples(explain, test, score)
    assert [each.place for each in found] == ["highest", "median", "lowest"]
    assert found[0].score == score.max()
    assert found[2].score == score.min()
    assert np.mean(score > found[1].score) == pytest.approx(0.5, abs=0.1)
    assert "(+" in found[0].reasons[0]
    assert "(-" in found[2].reasons[0]
    highest = int(np.argmax(score))
    assert found[0].label == test.label[highest]
    assert found[0].reasons == tuple(each.text for each in explain.of_row(test.features.iloc[[highest]]))


def test_no_rows_have_no_examples(explain: Reasoner) -> None:
    assert examples(explain, DATA.where(np.zeros(len(DATA), dtype=np.bool_)), np.empty(0)) == ()
