"""Does a sequence model learn what only the order tells, the same each time, and score the same without PyTorch?"""

from dataclasses import replace
from typing import cast

import numpy as np
import pytest
import torch
from tests.models.made_sequences import SURE, in_order, order_of

from footfall.dataset.dataset import Dataset, Floats, Part
from footfall.measures.ranking import Ranking
from footfall.models import sequence_training
from footfall.models.family import Machine, Rows
from footfall.models.networks import Kind, Network
from footfall.models.sequence import SequenceModel
from footfall.models.sequence_training import Read, fit_sequence, predicted

pytestmark = pytest.mark.deep
PARAMETERS = {"width": 16, "dropout": 0.1, "rate": 0.01, "passes": 64}
MACHINE = Machine(1, 1)


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return in_order()


def rows(dataset: Dataset, part: Part) -> Rows:
    """The rows of a part, `views` and `noise` being all that is known of them."""
    own = dataset.only(part)
    return Rows(own.features[["views", "noise"]].to_numpy(np.float64), own.label, own.weight, own.history)


def fitted(dataset: Dataset, kind: Kind, *, seed: int = 1, epochs: int = 8) -> SequenceModel:
    return fit_sequence(PARAMETERS, rows(dataset, "train"), rows(dataset, "tune"), Machine(seed, 1), kind=kind, epochs=epochs)[0]


def scores(model: SequenceModel, asked: Rows) -> Floats:
    assert asked.history is not None
    return model.predict_proba(model.joined(asked.matrix, asked.history))[:, 1]


@pytest.fixture(scope="module")
def gru(dataset: Dataset) -> SequenceModel:
    return fitted(dataset, "gru")


@pytest.mark.parametrize("kind", ["gru", "transformer"])
def test_order_is_learnt_to_the_truth(dataset: Dataset, kind: Kind, gru: SequenceModel) -> None:
    model = gru if kind == "gru" else fitted(dataset, kind)
    asked = rows(dataset, "test")
    score = scores(model, asked)
    assert asked.history is not None
    truth = order_of(asked.history)
    possible = Ranking.of(asked.label, truth).steps().roc_auc() or 0.0
    assert (Ranking.of(asked.label, score).steps().roc_auc() or 0.0) > possible - 0.06
    assert score[truth == SURE].mean() > 0.75
    assert score[truth != SURE].mean() < 0.2


@pytest.mark.parametrize("kind", ["gru", "transformer"])
def test_onnx_says_what_pytorch_says(dataset: Dataset, kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[Network] = []

    def keep(network: Network) -> tuple[bytes, bytes]:
        kept.append(network)
        return exported(network)

    exported = sequence_training.exported
    monkeypatch.setattr(sequence_training, "exported", keep)
    model = fitted(dataset, kind, epochs=1)
    asked = rows(dataset, "test")
    (network,) = kept
    assert np.abs(predicted(network, Read.of(asked, model.codes)) - scores(model, asked)).max() < 1e-5


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not(dataset: Dataset) -> None:
    first = fitted(dataset, "gru", epochs=2)
    torch.rand(7)
    again, other = fitted(dataset, "gru", epochs=2), fitted(dataset, "gru", seed=2, epochs=2)
    assert again.files() == first.files()
    assert other.files() != first.files()


def test_early_stopping_keeps_the_best_epoch_which_can_be_fitted_again(dataset: Dataset) -> None:
    train, tune = rows(dataset, "train"), rows(dataset, "tune")
    model, parameters = fit_sequence(PARAMETERS, train, tune, MACHINE, kind="gru", epochs=3)
    again, same = fit_sequence(parameters, train, None, MACHINE, kind="gru", epochs=99)
    assert same == parameters
    assert 1 <= cast(int, parameters["epochs"]) <= 3
    assert again.files() == model.files()


def test_a_wrong_turn_ends_training(dataset: Dataset) -> None:
    """Labels that the tune part contradicts never gain after some epoch, so that training ends long before its limit."""
    tune = rows(dataset, "tune")
    against = Rows(tune.matrix, 1.0 - tune.label, tune.weight, tune.history)
    _, parameters = fit_sequence(PARAMETERS, rows(dataset, "train"), against, MACHINE, kind="gru", epochs=200)
    assert cast(int, parameters["epochs"]) < 10


def test_weights_count(dataset: Dataset) -> None:
    """Where rows that say yes weigh next to nothing, hardly anything is called likely."""
    train = rows(dataset, "train")
    light = Rows(train.matrix, train.label, np.where(train.label > 0, 1e-3, 1.0), train.history)
    model, _ = fit_sequence({**PARAMETERS, "epochs": 3}, light, None, MACHINE, kind="gru", epochs=1)
    assert scores(model, rows(dataset, "test")).max() < 0.2


def test_what_comes_after_the_row_changes_nothing(dataset: Dataset, gru: SequenceModel) -> None:
    asked = rows(dataset, "test")
    assert asked.history is not None
    events = asked.history.events
    early = asked.history.where(asked.history.first == asked.history.last)
    words = {**events.words, "item": replace(events.words["item"], codes=((events.words["item"].codes + 1) % 3).astype(np.int32))}
    words["item"].codes[early.last] = events.words["item"].codes[early.last]
    other = replace(early, events=replace(events, words=words, price=events.price))
    assert len(early) > 50
    assert np.abs(gru.states(early) - gru.states(other)).max() == 0


def test_a_row_alone_scores_as_among_others(dataset: Dataset, gru: SequenceModel) -> None:
    asked = rows(dataset, "test")
    assert asked.history is not None
    together = scores(gru, asked)
    for row in (0, 17, 101):
        one = np.array([row])
        alone = scores(gru, Rows(asked.matrix[one], asked.label[one], asked.weight[one], asked.history.where(one)))
        assert alone[0] == pytest.approx(together[row], abs=1e-6)


def test_rows_without_histories_are_our_mistake(dataset: Dataset) -> None:
    plain = replace(rows(dataset, "train"), history=None)
    with pytest.raises(ValueError, match="without histories"):
        fit_sequence(PARAMETERS, plain, None, MACHINE, kind="gru", epochs=1)
