"""Is the best candidate chosen, and the same one every time?"""

from typing import Any

import numpy as np
import pytest

from footfall.models.family import Choices, Family, Fitter, Machine, Parameters, Rows, Trial, candidates, tune

ROWS = Rows(np.zeros((3, 1)), np.zeros(3), np.ones(3))
CHOICES: Choices = {"depth": (5, 3, 8), "rate": (0.1, 0.5)}


def remember(parameters: Parameters, train: Rows, tune: Rows | None, machine: Machine) -> tuple[Any, Parameters]:
    return dict(parameters), parameters


def test_the_defaults_come_first_and_no_candidate_twice() -> None:
    found = candidates(CHOICES, 6, seed=1)
    assert found[0] == {"depth": 5, "rate": 0.1}
    assert len({tuple(one.values()) for one in found}) == len(found) == 6


def test_there_are_no_more_candidates_than_there_are() -> None:
    assert len(candidates({"depth": (1, 2)}, 50, seed=1)) == 2
    assert candidates({}, 5, seed=1) == [{}]


def test_the_seed_decides() -> None:
    assert candidates(CHOICES, 3, seed=1) == candidates(CHOICES, 3, seed=1)
    assert any(candidates(CHOICES, 3, seed=seed) != candidates(CHOICES, 3, seed=1) for seed in range(2, 9))


def test_the_least_loss_of_each_family_wins_on_any_number_of_threads() -> None:
    deep = Family("deep", "Deep", "raw", remember, CHOICES)
    quick = Family("quick", "Quick", "raw", remember, {"depth": (2, 1), "rate": (0.3,)}, cost="heavy")
    told: list[float] = []
    for threads in (1, 2):
        trials = [Trial(deep, ROWS, ROWS, 6), Trial(quick, ROWS, ROWS, 2)]
        best = tune(trials, machine=Machine(1, threads), loss=lambda one, rows: abs(one["depth"] - 3) + one["rate"], advance=told.append)
        assert [one.parameters for one in best] == [{"depth": 3, "rate": 0.1}, {"depth": 2, "rate": 0.3}]
    assert sum(told) == pytest.approx(4)


def test_of_equals_the_earlier_wins() -> None:
    trial = Trial(Family("remember", "Remember", "raw", remember, CHOICES), ROWS, ROWS, 6)
    assert tune([trial], machine=Machine(1, 2), loss=lambda one, rows: 0.0)[0].parameters == {"depth": 5, "rate": 0.1}


def test_the_costliest_begin() -> None:
    begun: list[str] = []

    def fitting(name: str) -> Fitter:
        def fit(parameters: Parameters, train: Rows, tune: Rows | None, machine: Machine) -> tuple[Any, Parameters]:
            begun.append(name)
            return name, parameters

        return fit

    families = [Family(cost, cost, "raw", fitting(cost), cost=cost) for cost in ("light", "boosted", "heavy")]
    found = tune([Trial(each, ROWS, ROWS, 1) for each in families], machine=Machine(1, 1), loss=lambda one, rows: 0.0)
    assert begun == ["heavy", "boosted", "light"]
    assert [one.estimator for one in found] == ["light", "boosted", "heavy"]
