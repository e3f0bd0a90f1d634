"""Is the order of scores measured as the textbooks say, whatever the ties and weights?"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, roc_auc_score

from footfall.dataset.dataset import Floats
from footfall.measures.ranking import Ranking, normalised_gini


def tied_scores(rows: int, seed: int) -> tuple[Floats, Floats, Floats]:
    rng = np.random.default_rng(seed)
    score = rng.integers(0, 10, size=rows) / 10.0
    label = (rng.random(rows) < 0.2 + 0.5 * score).astype(np.float64)
    return label, score, rng.integers(0, 4, size=rows).astype(np.float64)


@given(st.integers(20, 200), st.integers(0, 1_000))
@settings(max_examples=50, deadline=None)
def test_auc_and_average_precision_equal_scikit_learns_under_ties_and_weights(rows: int, seed: int) -> None:
    label, score, weight = tied_scores(rows, seed)
    if not 0 < (label * weight).sum() < weight.sum():
        return
    steps = Ranking.of(label, score).steps(weight)
    assert steps.roc_auc() == pytest.approx(roc_auc_score(label, score, sample_weight=weight), abs=1e-12)
    assert steps.average_precision() == pytest.approx(average_precision_score(label, score, sample_weight=weight), abs=1e-12)


def test_a_weight_of_two_is_the_row_twice() -> None:
    label, score, _ = tied_scores(100, 3)
    twice = Ranking.of(np.append(label, label[:40]), np.append(score, score[:40])).steps()
    weighted = Ranking.of(label, score).steps(np.where(np.arange(100) < 40, 2.0, 1.0))
    assert weighted.roc_auc() == pytest.approx(twice.roc_auc(), abs=1e-12)
    assert weighted.lift(0.1) == pytest.approx(twice.lift(0.1), abs=1e-12)
    assert weighted.concentration() == pytest.approx(twice.concentration(), abs=1e-12)


def test_no_figure_depends_on_the_order_of_the_rows() -> None:
    label, score, _ = tied_scores(300, 5)
    shuffled = np.random.default_rng(0).permutation(300)
    one, other = Ranking.of(label, score).steps(), Ranking.of(label[shuffled], score[shuffled]).steps()
    assert [one.roc_auc(), one.average_precision(), one.lift()] == [other.roc_auc(), other.average_precision(), other.lift()]


def test_one_class_has_no_auc_and_no_positives_no_precision() -> None:
    score = np.array([0.1, 0.2, 0.3])
    none, every = Ranking.of(np.zeros(3), score).steps(), Ranking.of(np.ones(3), score).steps()
    assert (none.roc_auc(), none.average_precision(), none.lift(), none.concentration()) == (None, None, None, None)
    assert every.roc_auc() is None
    assert every.average_precision() == 1.0


def test_lift_of_the_best_tenth_by_hand() -> None:
    label = np.array([1.0, 1.0, 0.0, 0.0, 0.0] * 4)
    score = np.linspace(1.0, 0.0, 20)
    assert Ranking.of(label, score).steps().lift(0.1) == pytest.approx((2 / 8) / 0.1)


def test_lift_inside_a_tie_is_what_a_random_order_gives_on_average() -> None:
    assert Ranking.of(np.array([1.0, 0.0, 0.0, 0.0]), np.full(4, 0.5)).steps().lift(0.1) == pytest.approx(1.0)


def kaggle_gini(amount: Floats, score: Floats) -> float:
    """The widely used definition for scores without ties: sums over the sorted rows."""
    ordered = amount[np.argsort(-score)]
    rows = len(amount)
    return float((ordered.cumsum() / ordered.sum()).sum() - (rows + 1) / 2) / rows


def test_gini_equals_the_sum_over_sorted_rows() -> None:
    rng = np.random.default_rng(2)
    amount = np.exp(rng.normal(size=500)) * (rng.random(500) < 0.3)
    score = amount + rng.normal(size=500)
    amount += 1e-9 * rng.random(500)
    reached = normalised_gini(Ranking.of(amount, score), Ranking.of(amount, amount))
    assert reached == pytest.approx(kaggle_gini(amount, score) / kaggle_gini(amount, amount), abs=1e-12)


def test_gini_of_the_perfect_order_is_one_of_the_reverse_minus_one_and_of_equal_amounts_none() -> None:
    amount = np.array([0.0, 1.0, 2.0, 5.0])
    perfect = Ranking.of(amount, amount)
    assert normalised_gini(perfect, perfect) == pytest.approx(1.0)
    assert normalised_gini(Ranking.of(amount, -amount), perfect) == pytest.approx(-1.0)
    assert normalised_gini(Ranking.of(np.ones(4), amount), Ranking.of(np.ones(4), np.ones(4))) is None
