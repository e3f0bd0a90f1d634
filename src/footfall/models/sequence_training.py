"""How is a sequence model trained?

On whole sessions, every asked event of which is a row: one pass answers them all. Log loss weighted as the data set says, AdamW
(Loshchilov & Hutter, ICLR 2019), a running average of the weights (Polyak & Juditsky, SIAM J. Control Optim. 30, 1992), stopped by the
loss on the tune part. One thread and generators of its own: the same seed gives the same model. Needs PyTorch (extra ``deep``).
"""

import copy
import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, cast

import numpy as np
import torch
from torch import Tensor, nn

from footfall.dataset.dataset import Floats
from footfall.dataset.histories import WORDS, Histories
from footfall.measures.probability import log_loss
from footfall.models.event_codes import NUMBERS, Coded, EventCodes
from footfall.models.family import Machine, Parameters, Rows
from footfall.models.networks import Head, Kind, Network, Reader
from footfall.models.passes import LONGEST, Batch, Passes
from footfall.models.sequence import SequenceModel

__all__ = ["fit_sequence"]

PATIENCE = 3
"""Epochs without a gain after which training stops."""
DECAY = 0.99
"""Of the running average of weights, a step; less at the beginning, so that few steps do not leave it at the initial weights."""
CLIP = 1.0
"""Greatest norm of a gradient (Pascanu et al., ICML 2013)."""
FEWEST_STEPS = 40
"""Steps of an epoch at least, where there are sessions enough: few sessions are dealt out in smaller steps."""
SMALLEST = 32
"""Passes of a step at least."""
OPSET = 17
_ONE_AT_A_TIME = Lock()
"""Initial weights are drawn from PyTorch's only generator, and its exporter is not made for threads."""


@dataclass(frozen=True, slots=True)
class Read:
    """Rows ready to be trained on or measured."""

    coded: Coded
    passes: Passes
    features: Tensor
    label: Floats
    weight: Floats

    @classmethod
    def of(cls, rows: Rows, codes: EventCodes) -> "Read":
        """Code the events and plan the passes."""
        history = _history(rows)
        features = torch.from_numpy(rows.matrix.astype(np.float32))
        return cls(codes(history.events), Passes.of(history), features, rows.label, rows.weight)

    def inputs(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return what the network reads of a batch."""
        words, numbers = self.coded.words[batch.events], self.coded.numbers[batch.events]
        return torch.from_numpy(words), torch.from_numpy(numbers), torch.from_numpy(batch.at), self.features[torch.from_numpy(batch.rows)]


def fit_sequence(
    parameters: Parameters, train: Rows, tune: Rows | None, machine: Machine, *, kind: Kind, epochs: int
) -> tuple[SequenceModel, Parameters]:
    """Fit a network; without `tune` rows for as many epochs as the parameters say.

    Parameters
    ----------
    parameters
        ``width``, ``dropout``, ``rate`` (of learning), ``passes`` (of a step, at most), and ``epochs`` where there are no `tune` rows.
    train, tune
        With histories.
    machine
        Its seed decides the initial weights, the order of the batches and what drops out.
    kind, epochs
        Of network, and the most it may train.

    Returns
    -------
    tuple of SequenceModel and Parameters
        What the best epoch's average weights make, and the parameters with the best number of epochs among them.
    """
    torch.set_num_threads(1)
    train = _short(train)
    codes = EventCodes.of(_history(train))
    network = _network(kind, codes, train.matrix.shape[1], parameters, machine.seed)
    read, watched = Read.of(train, codes), None if tune is None else Read.of(tune, codes)
    limit = epochs if watched is not None else cast(int, parameters["epochs"])
    best, best_epoch = _train(network, read, watched, parameters, epochs=limit, seed=machine.seed)
    reader, head = exported(best)
    return SequenceModel(codes, reader, head), {**parameters, "epochs": best_epoch}


def _train(network: Network, read: Read, watched: Read | None, parameters: Parameters, *, epochs: int, seed: int) -> tuple[Network, int]:
    """Return the average network of the best epoch (of the last one where nothing is watched), and the number of that epoch."""
    average = copy.deepcopy(network).eval()
    best, best_epoch, least = average, 0, np.inf
    optimizer = torch.optim.AdamW(network.parameters(), lr=float(cast(float, parameters["rate"])), weight_decay=0.01)
    rng, steps = np.random.default_rng(seed), 0
    size = min(cast(int, parameters["passes"]), max(SMALLEST, len(read.passes.length) // FEWEST_STEPS))
    for epoch in range(1, epochs + 1):
        network.train()
        for batches in read.passes.steps(size=size, rng=rng):
            _step(network, read, batches, optimizer)
            steps += 1
            _follow(average, network, min(DECAY, steps / (steps + 10)))
        if watched is None:
            best_epoch = epoch
            continue
        loss = log_loss(watched.label, predicted(average, watched))
        if loss < least:
            best, best_epoch, least = copy.deepcopy(average), epoch, loss
        elif epoch - best_epoch >= PATIENCE:
            break
    return best, best_epoch


def _step(network: Network, read: Read, batches: Sequence[Batch], optimizer: torch.optim.Optimizer) -> None:
    """Take one step down the gradient of the weighted log loss over some batches."""
    total = sum(float(read.weight[batch.rows].sum()) for batch in batches)
    optimizer.zero_grad()
    for batch in batches:
        label, weight = (torch.from_numpy(column[batch.rows].astype(np.float32)) for column in (read.label, read.weight))
        logit = network(*read.inputs(batch))
        (nn.functional.binary_cross_entropy_with_logits(logit, label, weight, reduction="sum") / total).backward()
    nn.utils.clip_grad_norm_(network.parameters(), CLIP)
    optimizer.step()


def _follow(average: Network, network: Network, decay: float) -> None:
    """Move the running average of the weights towards the network's."""
    with torch.no_grad():
        torch._foreach_lerp_(list(average.parameters()), list(network.parameters()), 1.0 - decay)


def predicted(network: Network, read: Read) -> Floats:
    """Return the chances of rows, shape (n,), as PyTorch computes them."""
    scores = np.empty(len(read.label))
    network.eval()
    with torch.no_grad():
        for batch in read.passes.batches(size=256):
            scores[batch.rows] = torch.sigmoid(network(*read.inputs(batch))).numpy()
    return scores


def exported(network: Network) -> tuple[bytes, bytes]:
    """Return reader and head as ONNX."""
    network.eval()
    words, numbers = torch.zeros(2, 3, len(WORDS), dtype=torch.int64), torch.zeros(2, 3, NUMBERS)
    joined = torch.zeros(2, network.head.linear.in_features)
    steps = {0: "passes", 1: "steps"}
    with _ONE_AT_A_TIME:
        reader = _onnx(network.reader, {"words": (words, steps), "numbers": (numbers, steps)}, "states", steps)
        head = _onnx(network.head, {"joined": (joined, {0: "rows"})}, "logit", {0: "rows"})
    return reader, head


def _onnx(module: nn.Module, inputs: dict[str, tuple[Tensor, dict[int, str]]], output: str, axes: dict[int, str]) -> bytes:
    """Trace a module. The exporter that does not trace needs 15 s and two more packages for the same graph (ADR 0014)."""
    file = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module, tuple(example for example, _ in inputs.values()), cast(Any, file), dynamo=False, opset_version=OPSET,
            input_names=list(inputs), output_names=[output],
            dynamic_axes={**{name: named for name, (_, named) in inputs.items()}, output: axes},
        )  # fmt: skip
    return file.getvalue()


def _network(kind: Kind, codes: EventCodes, features: int, parameters: Parameters, seed: int) -> Network:
    """Return a network with random weights of this seed."""
    width, dropout = cast(int, parameters["width"]), float(cast(float, parameters["dropout"]))
    generator = torch.Generator().manual_seed(seed)
    with _ONE_AT_A_TIME, torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return Network(Reader(kind, codes.sizes, width, dropout, generator), Head(features, width, dropout, generator))


def _short(rows: Rows) -> Rows:
    """The rows whose history is read whole: beyond, each would cost a pass of its own, and they weigh least."""
    history = _history(rows)
    kept = history.last - history.first < LONGEST
    return Rows(rows.matrix[kept], rows.label[kept], rows.weight[kept], history.where(kept))


def _history(rows: Rows) -> Histories:
    """Return the history of rows that must have one."""
    if rows.history is None:
        raise ValueError("rows without histories teach a sequence model nothing")
    return rows.history
