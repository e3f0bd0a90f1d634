"""What is a kind of model, and how is one of its members chosen?

`Family`: a name, the parameters worth trying, and how to fit one choice of them. `tune` tries a few of each, seeded, all side by side, and
keeps the one with the least loss on the tune part. The families themselves stand in `classification` and `regression`.
"""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import numpy as np

from footfall.dataset.dataset import Floats
from footfall.dataset.histories import Histories
from footfall.models.budget import Cost
from footfall.models.fitted import Scalar
from footfall.models.preparation import Shape
from footfall.models.side_by_side import side_by_side

__all__ = ["Choices", "Family", "Fitter", "Machine", "Parameters", "Rows", "Trial", "Tuned", "candidates", "tune"]

Parameters = Mapping[str, Scalar]
Choices = Mapping[str, tuple[Scalar, ...]]
"""The values worth trying of each parameter, the default first."""
COSTLIEST_FIRST: tuple[Cost, ...] = ("sequence", "heavy", "boosted", "light")


@dataclass(frozen=True, slots=True)
class Rows:
    """Prepared rows: `matrix` of shape (n, m), `label` and `weight` of shape (n,); `history` of n rows, where the family reads it.

    `click_column` is the matrix's column that holds the click number, of questions that are asked at every click.
    """

    matrix: Floats
    label: Floats
    weight: Floats
    history: Histories | None = None
    click_column: int | None = None


@dataclass(frozen=True, slots=True)
class Machine:
    """The seed of everything random, and how many fits may run side by side; a model depends on the first only."""

    seed: int
    threads: int


class Fitter(Protocol):
    """Fits one choice of parameters; `tune` rows may only decide when to stop. Returns the estimator and the parameters that refit it."""

    def __call__(self, parameters: Parameters, train: Rows, tune: Rows | None, machine: Machine) -> tuple[Any, Parameters]:
        """Fit on `train`; without `tune` rows every parameter is taken as it stands."""


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of model.

    Parameters
    ----------
    name, label
        For files and for readers.
    shape
        Which preparation it reads.
    fit
        Fits one choice of parameters.
    choices
        The values worth trying, the default first.
    baseline
        True for models that stand in the table to be beaten.
    cost
        What it costs a row, which decides how many rows and candidates it gets (`budget`).
    blends
        What it counts in a blend (`cross_fit.blended`); 0 for families that are in none.
    """

    name: str
    label: str
    shape: Shape
    fit: Fitter
    choices: Choices = field(default_factory=dict)
    baseline: bool = False
    cost: Cost = "light"
    blends: float = 0.0


@dataclass(frozen=True, slots=True)
class Trial:
    """A family, the rows that fit it and choose its parameters, and how many choices are tried."""

    family: Family
    train: Rows
    tune: Rows
    tries: int


@dataclass(frozen=True, slots=True)
class Tuned:
    """A candidate of a family, its loss on the tune rows and the time that all candidates of its family took."""

    estimator: Any
    parameters: Parameters
    loss: float
    seconds: float = 0.0


def candidates(choices: Choices, count: int, *, seed: int) -> list[Parameters]:
    """Return up to `count` different parameter sets: the defaults, then seeded random ones (Bergstra & Bengio, JMLR 13, 2012).

    >>> candidates({"depth": (4, 6)}, 1, seed=1)
    [{'depth': 4}]
    """
    rng = np.random.default_rng(seed)
    found: list[Parameters] = [{name: values[0] for name, values in choices.items()}]
    for _ in range(20 * count):
        if len(found) >= count:
            break
        drawn = {name: values[int(rng.integers(len(values)))] for name, values in choices.items()}
        if drawn not in found:
            found.append(drawn)
    return found


def tune(
    trials: Sequence[Trial], *, machine: Machine, loss: Callable[[Any, Rows], float], advance: Callable[[float], None] | None = None
) -> list[Tuned]:
    """Fit a few candidates of every family and return each family's best: the one with the least `loss`, the earlier of equals.

    Parameters
    ----------
    trials
        One a family.
    machine
        All candidates of all families run on its threads, the costliest first, so that none of them waits for the last of a family.
    loss
        Of an estimator on the tune rows.
    advance
        Told of each family's share as its candidates are done.
    """
    attempts = [
        (trial, place, one)
        for place, trial in enumerate(trials)
        for one in candidates(trial.family.choices, trial.tries, seed=machine.seed)
    ]
    attempts.sort(key=lambda attempt: COSTLIEST_FIRST.index(attempt[0].family.cost))
    shares = Counter(place for _, place, _ in attempts)

    def attempt(asked: tuple[Trial, int, Parameters]) -> Tuned:
        trial, place, parameters = asked
        started = time.perf_counter()
        estimator, chosen = trial.family.fit(parameters, trial.train, trial.tune, machine)
        found = Tuned(estimator, chosen, loss(estimator, trial.tune), time.perf_counter() - started)
        if advance is not None:
            advance(1 / shares[place])
        return found

    tried = side_by_side(attempt, attempts, threads=machine.threads)
    best = []
    for place in range(len(trials)):
        own = [found for found, (_, of, _) in zip(tried, attempts, strict=True) if of == place]
        best.append(replace(min(own, key=lambda one: one.loss), seconds=sum(one.seconds for one in own)))
    return best
