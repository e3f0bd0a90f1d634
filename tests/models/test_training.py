"""Is it said beforehand what cannot be learnt, and is the budget of rows kept?"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from tests.models.made_sequences import in_order
from tests.models.synthetic import amounts, binary

from footfall.dataset.dataset import Dataset, Part
from footfall.errors import DataError
from footfall.models import training as training_module
from footfall.models.budget import BUDGETS, Allowance
from footfall.models.classification import classifiers
from footfall.models.family import Family
from footfall.models.training import Training, labelled, learnable


def relabel(dataset: Dataset, part: Part, value: float, *, but: int = 0) -> Dataset:
    """Give all rows of a part one label, but for the first few."""
    label = dataset.label.copy()
    label[np.flatnonzero(dataset.part == part)[but:]] = value
    return replace(dataset, label=label)


def only_constants(dataset: Dataset) -> Dataset:
    return replace(dataset, features=dataset.features[["constant"]])


CASES: dict[str, tuple[Callable[[], Dataset], str]] = {
    "one class in train": (lambda: relabel(binary(1_500), "train", 0.0), "The train part has 0 positive"),
    "too few positives in train": (lambda: relabel(binary(1_500), "train", 0.0, but=100), "at least 30 of each"),
    "only positives": (lambda: relabel(binary(1_500), "train", 1.0), "0 negative rows"),
    "one class in test": (lambda: relabel(binary(1_500), "test", 0.0), "The test part has 0 positive"),
    "no known label in test": (lambda: relabel(binary(1_500), "test", np.nan), "The test part has no row whose label is known."),
    "one class in tune": (lambda: relabel(binary(1_500), "tune", 0.0), "The tune part has 0 positive"),
    "no amount above zero": (lambda: relabel(amounts(1_500), "train", 0.0), "0 amounts above 0"),
    "amounts all equal": (lambda: relabel(amounts(1_500), "train", 5.0), "not all equal"),
    "no feature varies": (lambda: only_constants(binary(1_500)), "No feature varies"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_cannot_be_learnt_is_said_in_words_and_refused(case: str) -> None:
    make, reason = CASES[case]
    dataset = make()
    said = learnable(dataset)
    assert said is not None
    assert reason in said
    with pytest.raises(DataError, match=f"{dataset.question.name} cannot be learnt"):
        Training.of(dataset, effort="quick", seed=1, threads=2)


def test_what_can_be_learnt_has_no_reason_against_it(conversions: Dataset, revenues: Dataset) -> None:
    assert learnable(conversions) is None
    assert learnable(revenues) is None


def test_rows_without_a_label_are_left_out() -> None:
    dataset = relabel(binary(1_500), "train", np.nan, but=400)
    assert len(labelled(dataset, "train")) == 400


def test_a_budget_is_kept_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    small = replace(BUDGETS["quick"], light=Allowance(500, 1), heavy=Allowance(500, 1), boosted=Allowance(900, 1), tune_rows=300)
    monkeypatch.setattr(training_module, "BUDGETS", {"quick": small})
    training = Training.of(binary(4_000), effort="quick", seed=1, threads=1)
    rows = {family.name: len(training.train(family).label) for family in classifiers(small)}
    assert rows["logistic_regression"] == 500
    assert rows["xgboost"] == 900
    assert len(training.tune(classifiers(small)[0]).label) == 300
    assert any("drawn at random" in note for note in training.notes)


def test_constant_columns_are_left_out_and_named(conversions: Dataset) -> None:
    training = Training.of(conversions, effort="quick", seed=1, threads=1)
    assert "constant" not in training.columns
    assert training.notes[0] == "Left out, since they hold one value only in the train part: constant."


def test_sequence_models_learn_from_whole_sessions_drawn_by_their_own_budget() -> None:
    dataset = in_order(60_000)
    training = Training.of(dataset, effort="quick", seed=1, threads=1)
    family = Family("made", "Made", "scaled", lambda *_: (None, {}), cost="sequence")
    rows, most = training.train(family), BUDGETS["quick"].sequence.rows
    assert rows.history is not None
    assert 0.9 * most < len(rows.label) < 1.1 * most
    lengths = np.bincount(dataset.group[dataset.part == "train"])
    asked = np.bincount(dataset.group[rows.history.last], minlength=len(lengths))
    assert set(np.unique(asked / np.maximum(lengths, 1))) == {0.0, 1.0}
    assert any(note.startswith("Sequence models learn from") for note in training.notes)
    assert training.train(replace(family, cost="light")).label.shape == (BUDGETS["quick"].light.rows,)


def test_trees_are_told_which_column_holds_the_click_where_every_click_is_asked(revenues: Dataset) -> None:
    dataset = binary(1_500)
    named = replace(dataset, features=dataset.features.rename(columns={"click_number": "clicks"}))
    training = Training.of(named, effort="quick", seed=1, threads=1)
    families = {family.name: family for family in classifiers(BUDGETS["quick"])}
    rows = training.train(families["xgboost"])
    assert rows.click_column is not None
    assert (rows.matrix[:, rows.click_column] == labelled(named, "train").ids["click"]).all()
    assert training.train(families["logistic_regression"]).click_column is None
    assert Training.of(dataset, effort="quick", seed=1, threads=1).train(families["xgboost"]).click_column is None
    once = replace(named, ids=named.ids.assign(click=1))
    assert Training.of(once, effort="quick", seed=1, threads=1).train(families["xgboost"]).click_column is None
    amount = replace(revenues, features=revenues.features.rename(columns={"click_number": "clicks"}))
    assert Training.of(amount, effort="quick", seed=1, threads=1).train(families["xgboost"]).click_column is None


def test_a_sample_of_rows_still_knows_its_click_column(monkeypatch: pytest.MonkeyPatch) -> None:
    small = replace(BUDGETS["quick"], light=Allowance(900, 1), heavy=Allowance(900, 1), boosted=Allowance(400, 1))
    monkeypatch.setattr(training_module, "BUDGETS", {"quick": small})
    dataset = binary(4_000)
    named = replace(dataset, features=dataset.features.rename(columns={"click_number": "clicks"}))
    rows = Training.of(named, effort="quick", seed=1, threads=1).train(next(f for f in classifiers(small) if f.name == "xgboost"))
    assert (len(rows.label), rows.click_column is None) == (400, False)
